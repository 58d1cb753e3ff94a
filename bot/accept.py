"""What each setting may be: every function here reads one value, or says in one sentence what would be right.

The sentences follow the setting's name ("HTTP_PORT is abc: it must be …"). A secret is never repeated in one.
"""

import re
from collections.abc import Callable
from email.utils import getaddresses
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import SecretStr

SHORTEST_KEY = 32
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LOG_LEVELS = ("debug", "info", "warning", "error")


def one_line(example: str, longest: int = 200) -> Callable[[str], str]:
    def read(given: str) -> str:
        if not given.strip() or len(given) > longest or CONTROL.search(given):
            raise ValueError(f"must be one line of 1 to {longest} characters, for example {example}.")
        return given.strip()

    return read


def whole_number(lowest: int, highest: int, example: int) -> Callable[[str | int], int]:
    def read(given: str | int) -> int:
        number = int(given) if re.fullmatch(r"[+-]?[0-9]{1,9}", str(given).strip()) else None
        if number is None or not lowest <= number <= highest:
            raise ValueError(
                f"is {given}: it must be a whole number from {lowest} to {highest}, such as {example}."
            )
        return number

    return read


def web_address(example: str) -> Callable[[str], str]:
    def read(given: str) -> str:
        parts = _parts(given.strip())
        if not parts or parts.scheme not in {"http", "https"} or parts.query or parts.fragment:
            raise ValueError(
                f"must be a whole address that begins with https:// or http://, such as {example}."
            )
        return given.strip().rstrip("/")

    return read


def bot_token(given: SecretStr | str) -> SecretStr:
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{25,}", _opened(given)):
        raise ValueError(
            "does not look like a bot's token: copy the whole of it from @BotFather, "
            "digits, a colon and 35 letters, such as 123456789:AAE…"
        )
    return SecretStr(_opened(given))


def webhook_secret(given: SecretStr | str) -> SecretStr:
    """The Bot API's own letters for `secret_token` (1-256 of them), and enough of them not to be guessed."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", _opened(given)):
        raise ValueError(
            "must be 16 to 256 letters, digits, _ or -; leave it out to poll for updates instead."
        )
    return SecretStr(_opened(given))


def secret_key(given: SecretStr | str) -> SecretStr:
    if len(_opened(given)) < SHORTEST_KEY:
        raise ValueError(
            f"is too short: give {SHORTEST_KEY} characters or more, or leave it out and one is made in DATA_DIR."
        )
    return SecretStr(_opened(given))


def database(given: str) -> str:
    """A path or URL as SQLAlchemy wants it: SQLite by aiosqlite, PostgreSQL by psycopg."""
    scheme, mark, rest = given.strip().partition("://")
    if not mark and given.strip() and ":" not in re.sub(r"^[A-Za-z]:[\\/]", "", given):
        return f"sqlite+aiosqlite:///{given.strip()}"
    if scheme in {"sqlite", "sqlite+aiosqlite"} and rest.strip("/"):
        return f"sqlite+aiosqlite://{rest}"
    on_socket = rest.startswith("/")
    if scheme.removesuffix("+psycopg") in {"postgres", "postgresql"} and (
        on_socket or _parts(f"db://{rest}")
    ):
        return f"postgresql+psycopg://{rest}"
    raise ValueError("must be the path of an SQLite file or postgresql://user:password@host/name.")


def mail_relay(given: SecretStr | str) -> SecretStr:
    parts = _parts(_opened(given))
    if not parts or parts.scheme not in {"smtp", "smtps"} or parts.path.strip("/"):
        raise ValueError(
            "must be smtp://user:password@host:587, or smtps:// where TLS comes first (port 465)."
        )
    return SecretStr(_opened(given))


def mail_sender(given: str) -> str:
    senders = [address for _, address in getaddresses([given])]
    if CONTROL.search(given) or len(senders) != 1 or not re.fullmatch(r"[^\s@<>,]+@[^\s@<>,]+", senders[0]):
        raise ValueError("must be one mail address on one line, such as Newsdesk <news@example.org>.")
    return given.strip()


def timezone(given: str | ZoneInfo) -> ZoneInfo:
    try:
        return ZoneInfo(str(given).strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            f"is {given}, which is no time zone: give a name from the tz list, such as Europe/London."
        ) from None


def log_level(given: str) -> str:
    if given.strip().lower() not in LOG_LEVELS:
        raise ValueError(f"is {given}: it must be debug, info, warning or error.")
    return given.strip().lower()


def _parts(given: str) -> SplitResult | None:
    """The parts of an address, or None when it is not one (a port of 99999, a host missing, blanks inside)."""
    try:
        parts = urlsplit(given)
        usable = bool(parts.hostname) and parts.port != 0 and not re.search(r"\s", given)
    except ValueError:
        return None
    return parts if usable else None


def _opened(given: SecretStr | str) -> str:
    return (given.get_secret_value() if isinstance(given, SecretStr) else given).strip()
