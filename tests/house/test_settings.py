"""Settings: what holds without any, what is refused and in which words, and that `.env.example` tells the truth."""

import os
import re
import stat
import tomllib
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.cli import __version__
from bot.settings import NAMES, MailRelay, Settings, SettingsError, load_settings

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"
TOKEN = "123456789:" + "Ab_-5" * 7


def load(folder: Path, **environ: str) -> Settings:
    return load_settings({"DATA_DIR": str(folder), **environ}, env_file=folder / "no.env")


def refusal(folder: Path, **environ: str) -> str:
    with pytest.raises(SettingsError) as refused:
        load(folder, **environ)
    return str(refused.value)


def test_without_any_settings_everything_has_a_value(tmp_path: Path) -> None:
    settings = load(tmp_path)

    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/newsdesk.db"
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.desk_timezone.key == "Europe/London"
    assert (settings.telegram_rate, settings.undo_seconds) == (30, 60)
    assert settings.mail_relay is None
    assert not settings.by_webhook


# ------------------------------------------------------------------------------------------- the example file


def test_the_example_names_every_setting_and_no_other() -> None:
    assert sorted(dotenv_values(EXAMPLE)) == sorted(NAMES)


def test_the_example_explains_every_setting() -> None:
    paragraphs = EXAMPLE.read_text(encoding="utf-8").split("\n\n")[1:]
    explained = [
        re.fullmatch(r"(?s)# [A-Z0-9].+[.]\n([A-Z_]+)=\S*\n?", paragraph) for paragraph in paragraphs
    ]

    assert [match[1] for match in explained if match] == list(dotenv_values(EXAMPLE))


def test_the_values_in_the_example_are_those_that_hold_without_it(tmp_path: Path) -> None:
    written = {name: value or "" for name, value in dotenv_values(EXAMPLE).items() if name != "DATA_DIR"}

    assert load(tmp_path, **written) == load(tmp_path)
    assert dotenv_values(EXAMPLE)["DATA_DIR"] == str(Settings.model_fields["data_dir"].default)


# -------------------------------------------------------------------------------------------------- odd values

ODD = [
    ("TELEGRAM_BOT_TOKEN", "secret-but-short", "@BotFather"),
    ("TELEGRAM_BOT_TOKEN", TOKEN.replace(":", ""), "@BotFather"),
    ("TELEGRAM_API_URL", "api.telegram.org", "begins with https://"),
    ("TELEGRAM_WEBHOOK_SECRET", "short", "16 to 256"),
    ("TELEGRAM_WEBHOOK_SECRET", "sixteen letters, but no", "16 to 256"),
    ("TELEGRAM_RATE", "1001", "from 1 to 1000"),
    ("TELEGRAM_RATE", "0", "from 1 to 1000"),
    ("TELEGRAM_RATE", "29.5", "whole number"),
    ("DATABASE_URL", "mysql://root@localhost/news", "postgresql://"),
    ("DATABASE_URL", "sqlite://", "path of an SQLite file"),
    ("DATABASE_URL", "postgresql://", "postgresql://user"),
    ("HTTP_PORT", "0", "from 1 to 65535"),
    ("HTTP_PORT", "70000", "from 1 to 65535"),
    ("HTTP_PORT", "abc", "such as 8080"),
    ("HTTP_PORT", "８０８０", "such as 8080"),
    ("HTTP_HOST", "   ", "127.0.0.1"),
    ("PUBLIC_URL", "news.example.org", "begins with https://"),
    ("PUBLIC_URL", "ftp://news.example.org", "begins with https://"),
    ("PUBLIC_URL", "https://news.example.org:99999", "such as https://news.example.org"),
    ("PUBLIC_URL", "https://", "whole address"),
    ("SMTP_URL", "mail.example.org:25", "smtp://"),
    ("SMTP_URL", "smtp://mail.example.org:0", "smtp://"),
    ("MAIL_FROM", "news", "one mail address"),
    ("MAIL_FROM", "news@example.org\nBcc: all@example.org", "on one line"),
    ("MAIL_FROM", "a@example.org, b@example.org", "one mail address"),
    ("DESK_NAME", "x" * 61, "60 characters"),
    ("DESK_NAME", "News\tdesk", "one line"),
    ("DESK_TIMEZONE", "Europe/Atlantis", "Europe/London"),
    ("DESK_TIMEZONE", "../../etc/passwd", "Europe/London"),
    ("UNDO_SECONDS", "-1", "from 0 to 3600"),
    ("UNDO_SECONDS", "a minute", "such as 60"),
    ("SECRET_KEY", "short", "32 characters"),
    ("LOG_LEVEL", "loud", "debug, info, warning or error"),
]


@pytest.mark.parametrize(("name", "value", "hint"), ODD)
def test_an_odd_value_is_refused_with_one_sentence(tmp_path: Path, name: str, value: str, hint: str) -> None:
    sentence = refusal(tmp_path, **{name: value})

    assert sentence.startswith(f"{name} ")
    assert hint in sentence
    assert "\n" not in sentence.replace(value, "")


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    said = refusal(tmp_path, HTTP_PORT="abc", UNDO_SECONDS="-1", DESK_TIMEZONE="Mars").splitlines()

    assert [line.split()[0] for line in said] == ["HTTP_PORT", "DESK_TIMEZONE", "UNDO_SECONDS"]


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")

    assert refusal(tmp_path / "taken" / "data").startswith("DATA_DIR is ")


def test_mail_goes_out_in_the_name_of_the_site_when_nobody_says(tmp_path: Path) -> None:
    assert load(tmp_path, PUBLIC_URL="https://news.example.org").mail_from == "news@news.example.org"
    assert load(tmp_path).mail_from == "news@localhost"


def test_telegram_calls_https_only(tmp_path: Path) -> None:
    secret = "sixteen-letters-and-more"

    assert refusal(tmp_path, TELEGRAM_WEBHOOK_SECRET=secret).startswith("PUBLIC_URL must begin with https://")
    assert load(tmp_path, TELEGRAM_WEBHOOK_SECRET=secret, PUBLIC_URL="https://news.example.org/").by_webhook


# ------------------------------------------------------------------------------------------------- the token


def test_who_has_no_token_is_told_how_to_get_one_and_how_to_do_without(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"@BotFather.*python3 dev\.py run"):
        load(tmp_path).require_token()


def test_a_token_is_given_to_those_who_need_it(tmp_path: Path) -> None:
    assert load(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN).require_token() == TOKEN


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("BOT_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("DATABASE_URI", "DATABASE_URL"),
        ("WEBHOOK_SECRET", "TELEGRAM_WEBHOOK_SECRET"),
    ],
)
def test_a_name_nearly_right_is_hinted_at(tmp_path: Path, name: str, meant: str) -> None:
    settings = load(tmp_path, **{name: "x"})

    assert settings.hints == (f"{name} is set but never read: did you mean {meant}?",)
    with pytest.raises(SettingsError, match=f"did you mean {meant}"):
        settings.require_token()


def test_a_name_of_someone_else_is_not_hinted_at(tmp_path: Path) -> None:
    assert (
        load(tmp_path, HTTP_PROXY="x", PATH="x", HOME="x", TOKEN="x", LOGNAME="x", HOSTNAME="x").hints == ()
    )


# -------------------------------------------------------------------------------------------------- secrets


def test_secrets_never_show(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        TELEGRAM_BOT_TOKEN=TOKEN,
        DATABASE_URL="postgresql://desk:opensesame@db/news",
        SMTP_URL="smtp://desk:opensesame@mail.example.org",
        MAIL_FROM="news@example.org",
        SECRET_KEY="opensesame" * 4,
    )
    shown = f"{settings} {settings!r} {settings.mail_relay!r}"

    assert "opensesame" not in shown
    assert TOKEN.partition(":")[2] not in shown


@pytest.mark.parametrize("name", ["TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "SECRET_KEY", "SMTP_URL"])
def test_a_secret_that_is_refused_does_not_show_either(tmp_path: Path, name: str) -> None:
    assert "open sesame" not in refusal(tmp_path, **{name: "open sesame"})


def test_the_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first, second = load(tmp_path), load(tmp_path)

    assert first.secret_key == second.secret_key
    assert len(first.secret_key.get_secret_value()) >= 32
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_a_broken_key_file_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("")

    assert "SECRET_KEY" in refusal(tmp_path)


# -------------------------------------------------------------------------------------- where values come from


def test_the_environment_wins_over_the_file_and_empty_is_absent(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text(
        "\ufeffDESK_NAME='Sailing desk'\nUNDO_SECONDS=10\nTELEGRAM_BOT_TOKEN=\n", encoding="utf-8"
    )

    settings = load_settings({"UNDO_SECONDS": "20", "DATA_DIR": str(tmp_path)}, env_file=env_file)

    assert (settings.desk_name, settings.undo_seconds) == ("Sailing desk", 20)
    assert settings.telegram_bot_token is None


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DESK_NAME=\xff\xfe")

    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings({"DATA_DIR": str(tmp_path)}, env_file=tmp_path / ".env")


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://desk@db/news", "postgresql+psycopg://desk@db/news"),
        ("postgresql:///news?host=/run/postgresql", "postgresql+psycopg:///news?host=/run/postgresql"),
        ("news.db", "sqlite+aiosqlite:///news.db"),
        ("C:\\news\\news.db", "sqlite+aiosqlite:///C:\\news\\news.db"),
        ("sqlite:////srv/news.db", "sqlite+aiosqlite:////srv/news.db"),
    ],
)
def test_a_database_is_a_path_or_an_address(tmp_path: Path, given: str, used: str) -> None:
    assert load(tmp_path, DATABASE_URL=given).database_url == used


@pytest.mark.parametrize(
    ("given", "relay"),
    [
        ("smtp://mail.example.org", MailRelay("mail.example.org", 25, implicit_tls=False)),
        (
            "smtp://desk%40example.org:p%3Ass@mail.example.org:587",
            MailRelay(
                "mail.example.org", 587, implicit_tls=False, username="desk@example.org", password="p:ss"
            ),
        ),
        ("smtps://mail.example.org", MailRelay("mail.example.org", 465, implicit_tls=True)),
    ],
)
def test_a_mail_relay_is_taken_apart(tmp_path: Path, given: str, relay: MailRelay) -> None:
    assert load(tmp_path, SMTP_URL=given, MAIL_FROM="Desk <news@example.org>").mail_relay == relay


def test_settings_cannot_be_changed_afterwards(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        load(tmp_path).undo_seconds = 0  # type: ignore[misc]  # what mypy refuses must fail when run, too


def test_a_page_nobody_can_open_is_pointed_out_on_the_real_telegram_only(tmp_path: Path) -> None:
    token = {"TELEGRAM_BOT_TOKEN": "123456:" + "a" * 35}

    assert any("nobody outside can open" in hint for hint in load(tmp_path, **token).hints)
    assert load(tmp_path, PUBLIC_URL="https://news.example.org", **token).hints == ()
    assert load(tmp_path, TELEGRAM_API_URL="http://127.0.0.1:8081", **token).hints == ()


def test_a_new_data_folder_is_its_owners_alone(tmp_path: Path) -> None:
    load(tmp_path, DATA_DIR=str(tmp_path / "new"))

    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    project = tomllib.loads((EXAMPLE.parent / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["project"]["version"] == __version__
