"""Everything that can be set from outside, read once at the start and refused when odd.

The names are those of the environment and of the file `.env`; `.env.example` describes each of them.
This module knows no room of Newsdesk: only the wiring and the commands read settings.
"""

import contextlib
import difflib
import os
import re
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic import BeforeValidator as Read

from bot import accept

TELEGRAM = "https://api.telegram.org"
KEY_FILE = "secret.key"
HOW_TO_BEGIN = (
    "TELEGRAM_BOT_TOKEN is not set: ask @BotFather in Telegram for a bot (/newbot) and write the token it gives "
    "into .env as TELEGRAM_BOT_TOKEN=…, or try everything without one: python3 dev.py run."
)


class SettingsError(Exception):
    """One sentence a line, each naming a setting, what is wrong with it and what would be right."""


@dataclass(frozen=True)
class MailRelay:
    """Where mail is handed in. Without `implicit_tls`, STARTTLS is used whenever the relay offers it."""

    host: str
    port: int
    implicit_tls: bool
    username: str = ""
    password: str = field(default="", repr=False)


class Settings(BaseModel):
    """Fields are the names of the environment in small letters; secrets never show in a repr."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True
    )

    telegram_bot_token: Annotated[SecretStr | None, Read(accept.bot_token)] = None
    telegram_api_url: Annotated[str, Read(accept.web_address(TELEGRAM))] = TELEGRAM
    telegram_webhook_secret: Annotated[SecretStr | None, Read(accept.webhook_secret)] = None
    telegram_rate: Annotated[int, Read(accept.whole_number(1, 1000, 30))] = 30
    database_url: Annotated[str, Read(accept.database), Field(repr=False)] = ""
    data_dir: Path = Path("data")
    http_host: Annotated[str, Read(accept.one_line("127.0.0.1"))] = "127.0.0.1"
    http_port: Annotated[int, Read(accept.whole_number(1, 65535, 8080))] = 8080
    public_url: Annotated[str, Read(accept.web_address("https://news.example.org"))] = ""
    smtp_url: Annotated[SecretStr | None, Read(accept.mail_relay)] = None
    mail_from: Annotated[str, Read(accept.mail_sender)] = ""
    desk_name: Annotated[str, Read(accept.one_line("Newsdesk", 60))] = "Newsdesk"
    desk_timezone: Annotated[ZoneInfo, Read(accept.timezone)] = ZoneInfo("Europe/London")
    undo_seconds: Annotated[int, Read(accept.whole_number(0, 3600, 60))] = 60
    secret_key: Annotated[SecretStr, Read(accept.secret_key)]
    log_level: Annotated[str, Read(accept.log_level)] = "info"

    hints: Annotated[tuple[str, ...], Field(repr=False)] = ()
    """Sentences about names that are set but never read; not an error, worth showing at the start."""

    @model_validator(mode="after")
    def _agree(self) -> Self:
        called_by_telegram = self.by_webhook and self.telegram_api_url == TELEGRAM
        if called_by_telegram and not self.public_url.startswith("https://"):
            raise ValueError(
                "PUBLIC_URL must begin with https:// when TELEGRAM_WEBHOOK_SECRET is set, "
                "for Telegram calls no other; leave the secret out to poll for updates instead."
            )
        return self

    def require_token(self) -> str:
        """The bot's token, for whatever must speak with Telegram; SettingsError tells how to get one."""
        if self.telegram_bot_token is None:
            raise SettingsError("\n".join([HOW_TO_BEGIN, *self.hints]))
        return self.telegram_bot_token.get_secret_value()

    @property
    def by_webhook(self) -> bool:
        """Whether Telegram calls us (a webhook secret is set); we poll otherwise."""
        return self.telegram_webhook_secret is not None

    @property
    def mail_relay(self) -> MailRelay | None:
        """SMTP_URL taken apart; None when no mail is to be sent."""
        if self.smtp_url is None:
            return None
        parts = urlsplit(self.smtp_url.get_secret_value())
        implicit = parts.scheme == "smtps"
        return MailRelay(
            host=parts.hostname or "",
            port=parts.port or (465 if implicit else 25),
            implicit_tls=implicit,
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


NAMES = tuple(name.upper() for name in Settings.model_fields if name != "hints")


def load_settings(environ: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """Read `env_file`, then the environment over it; make DATA_DIR and, on a first run, the secret key.

    A setting that is there but empty counts as absent. SettingsError names everything that is wrong at once.
    """
    found = {**_from_file(env_file), **(os.environ if environ is None else environ)}
    given = {name.lower(): found[name] for name in NAMES if found.get(name)}
    folder = Path(given.get("data_dir", "data"))
    hints = tuple(_near_misses(found))
    unchecked_key = {"secret_key": "?" * accept.SHORTEST_KEY}
    problems = [*_problems_of({**unchecked_key, **given}), *_problems_of_folder(folder)]
    if problems:
        raise SettingsError("\n".join([*problems, *hints]))
    settings = Settings.model_validate({**_defaults(folder, given), **given, "hints": hints})
    return settings.model_copy(update={"hints": (*hints, *_out_of_reach(settings))})


def _out_of_reach(settings: Settings) -> Iterator[str]:
    """Real readers need a page they can reach, and Telegram fetches the photo of a long announcement from it."""
    host = urlsplit(settings.public_url).hostname or ""
    if settings.telegram_api_url == TELEGRAM and settings.telegram_bot_token and not _is_public(host):
        yield (
            f"PUBLIC_URL is {settings.public_url}, which nobody outside can open: links will not work for readers, "
            "and Telegram will show no photo above long announcements. Set it to the page's public https address."
        )


def _is_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal", ".lan"))


def _defaults(folder: Path, given: Mapping[str, str]) -> dict[str, str]:
    """What is settled by the other settings when it is not given."""
    host, port = given.get("http_host", "127.0.0.1"), given.get("http_port", "8080")
    public_url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    return {
        "database_url": str(folder / "newsdesk.db"),
        "public_url": public_url,
        "mail_from": f"news@{_mail_domain(given.get('public_url', public_url))}",
        "secret_key": given.get("secret_key") or _own_key(folder),
    }


def _mail_domain(public_url: str) -> str:
    """The site's own name, for who writes when MAIL_FROM does not say; a bare IP address is no mail domain."""
    host = urlsplit(public_url).hostname or ""
    return host if re.search(r"[a-z]", host) and ":" not in host else "localhost"


def _from_file(path: Path) -> dict[str, str]:
    try:
        written = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as cause:
        raise SettingsError(f"{path} cannot be read: it must be a text file in UTF-8 ({cause}).") from cause
    return {name: value for name, value in written.items() if value is not None}


def _near_misses(found: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(set(found) - set(NAMES)):
        words = set(name.split("_"))
        part_of = [ours for ours in NAMES if len(words) > 1 and words < set(ours.split("_"))]
        alike = [*part_of, *difflib.get_close_matches(name, NAMES, n=1, cutoff=0.8)]
        if alike:
            yield f"{name} is set but never read: did you mean {alike[0]}?"


def _problems_of(given: Mapping[str, str]) -> Iterator[str]:
    try:
        Settings.model_validate(given)
    except ValidationError as refusal:
        for error in refusal.errors():
            name = "".join(f"{part} " for part in error["loc"][:1]).upper()
            yield f"{name}{error['msg'].removeprefix('Value error, ')}"


def _problems_of_folder(folder: Path) -> Iterator[str]:
    try:
        folder.mkdir(
            mode=0o700, parents=True, exist_ok=True
        )  # drafts and readers' addresses are nobody else's business
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as cause:
        why = cause.strerror or "it cannot be used"
        yield f"DATA_DIR is {folder}, where nothing can be written ({why}): name a folder this account may use."


def _own_key(folder: Path) -> str:
    """The key of this installation, made once; only its owner may read the file."""
    path = folder / KEY_FILE
    if not path.exists():
        whole = (
            folder / f"{KEY_FILE}.{secrets.token_hex(4)}"
        )  # written aside, so that nobody ever reads half a key
        with open(whole, "x", encoding="ascii", opener=_private) as new:
            new.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # another start was quicker: its key holds
            os.link(whole, path)
        whole.unlink()
    key = path.read_text(encoding="ascii").strip()
    if len(key) < accept.SHORTEST_KEY:
        raise SettingsError(
            f"SECRET_KEY: the file {path} is broken; put it back from a backup, or delete it."
        )
    return key


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
