"""`run`, `invite` and `doctor`: what they print, and the one sentence each says when it cannot."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli.examining import examine
from bot.sandbox.sandbox import Sandbox
from tests.cli.calling import newsdesk
from tests.newsroom import Desk
from tests.ports import free_port

REVOKED = "7000000001:revoked-token-that-was-valid-once-000"
HOW_TO_BEGIN = (
    "TELEGRAM_BOT_TOKEN is not set: ask @BotFather in Telegram for a bot (/newbot) and write the token it gives "
    "into .env as TELEGRAM_BOT_TOKEN=…, or try everything without one: python3 dev.py run.\n"
)
MALFORMED = (
    "TELEGRAM_BOT_TOKEN does not look like a bot's token: copy the whole of it from @BotFather, "
    "digits, a colon and 35 letters, such as 123456789:AAE…\n"
)
REFUSED = (
    "Telegram refuses TELEGRAM_BOT_TOKEN: it was mistyped or revoked. "
    "Ask @BotFather for the bot's current token (/mybots, API Token) and write it into .env.\n"
)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        yield sandbox


async def call(folder: Path, sandbox: Sandbox, *words: str, token: str = "") -> tuple[int, str]:
    """Run a command against this sandbox, which goes on serving meanwhile."""
    environ = {
        "TELEGRAM_BOT_TOKEN": token or sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "HTTP_PORT": str(free_port()),
    }
    return await asyncio.to_thread(newsdesk, folder, *words, **environ)


def test_without_a_token_one_is_told_how_to_get_one(tmp_path: Path) -> None:
    assert newsdesk(tmp_path, "invite") == (2, HOW_TO_BEGIN)


def test_a_mistyped_token_is_not_repeated(tmp_path: Path) -> None:
    assert newsdesk(tmp_path, "run", TELEGRAM_BOT_TOKEN="1234:too-short") == (2, MALFORMED)


async def test_a_revoked_token_ends_the_newsroom_with_a_sentence(tmp_path: Path, sandbox: Sandbox) -> None:
    code, said = await call(tmp_path, sandbox, "run", token=REVOKED)

    assert code == 2
    assert said.endswith(REFUSED)
    assert "Traceback" not in said


async def test_a_revoked_token_makes_no_invitation(tmp_path: Path, sandbox: Sandbox) -> None:
    assert await call(tmp_path, sandbox, "invite", token=REVOKED) == (2, REFUSED)


async def test_an_invitation_is_a_link_and_a_code_to_scan(tmp_path: Path, sandbox: Sandbox) -> None:
    code, said = await call(tmp_path, sandbox, "invite", "--role", "approver")

    assert code == 0
    assert "This link makes one person approver. It works once, for seven days:" in said
    assert re.search(r"^  https://t\.me/newsdesk_bot\?start=[\w-]{32}$", said, re.MULTILINE)
    assert len(re.findall(r"^[█▀▄ ]{30,}$", said, re.MULTILINE)) > 15


async def test_the_doctor_says_what_a_new_newsroom_misses(tmp_path: Path, sandbox: Sandbox) -> None:
    code, said = await call(tmp_path, sandbox, "doctor")

    assert code == 2
    assert "✓ The database is open and of the newest shape." in said
    assert "✓ Telegram knows the bot as @newsdesk_bot." in said
    assert re.search(
        r"✗ 0 admin\(s\) on the desk: invite one with \S*(python\S* -m bot|newsdesk) invite --role admin\.",
        said,
    )
    assert "✗ No channel yet: add the bot to one as an administrator." in said
    assert "✗ No mail goes out: SMTP_URL is not set." in said
    assert said.endswith("Mend what is marked ✗, then run this again.\n")


async def test_the_doctor_finds_a_newsroom_at_work_well(desk: Desk) -> None:
    findings = await examine(desk.settings)

    assert [finding.words for finding in findings if not finding.well] == []
    assert "The channel “Northshire Fire news” may be written to." in [finding.words for finding in findings]


async def test_the_doctor_notices_that_a_channel_was_lost(desk: Desk) -> None:
    assert desk.channel is not None
    desk.ada.demote_bot(desk.channel)
    await desk.told(desk.ada, "I may no longer write in")

    findings = await examine(desk.settings)

    assert [finding.words for finding in findings if not finding.well] == [
        "The channel “Northshire Fire news” does not let the bot post: make it an administrator again."
    ]
