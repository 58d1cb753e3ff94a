"""No room imports what the table of rooms keeps from it; and the walk that says so is not blind."""

from pathlib import Path

import pytest

from tests.house.rooms import findings

BOT = Path(__file__).resolve().parents[2] / "bot"

WRONG = [
    ("news/checks.py", "import asyncio", "news may not import asyncio"),
    ("news/checks.py", "from urllib.request import urlopen", "news may not import urllib.request"),
    ("news/checks.py", "import sqlalchemy", "news may not import sqlalchemy"),
    ("news/checks.py", "from bot.desk import draft", "news may not import bot.desk"),
    ("news/checks.py", "from bot import storage", "news may not import bot.storage"),
    ("news/embargo.py", "over = datetime.now(UTC) > due", "news may not ask a clock (now)"),
    ("news/embargo.py", "async def lift(): pass", "news may not wait"),
    ("news/embargo.py", "print('lifted')", "news may not call print"),
    ("desk/draft.py", "from bot.storage.outbox import Outbox", "desk may not import bot.storage.outbox"),
    ("desk/draft.py", "import telegram", "desk may not import telegram"),
    ("storage/outbox.py", "from bot.desk.draft import open_draft", "storage may not import bot.desk.draft"),
    ("telegram/drafting.py", "from bot.web import pages", "telegram may not import bot.web"),
    ("telegram/drafting.py", "    import bot.storage.rows", "telegram may not import bot.storage.rows"),
    ("web/pages.py", "from bot.wiring import newsroom", "web may not import bot.wiring"),
    ("files/word.py", "from bot.desk.draft import open_draft", "files may not import bot.desk.draft"),
    ("mail/compose.py", "from bot.desk.ports import Outbox", "mail may not import bot.desk.ports"),
    ("files/word.py", "from bot.typeset import TEMPLATES", "files may not import bot.typeset"),
    ("sandbox/server.py", "from bot.news import status", "sandbox may not import bot.news"),
    ("sandbox/server.py", "from . import accounts", "sandbox may not import ."),
    ("helpers.py", "", "helpers has no row in the table of rooms"),
]


def test_every_room_keeps_to_the_table() -> None:
    assert list(findings(BOT)) == []


@pytest.mark.parametrize(("module", "line", "finding"), WRONG)
def test_a_wrong_line_is_found(tmp_path: Path, module: str, line: str, finding: str) -> None:
    path = tmp_path / module
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"if True:\n    {line.strip() or 'pass'}\n", encoding="utf-8")

    found = list(findings(tmp_path))

    assert len(found) == 1
    assert finding in found[0]


def test_what_the_table_allows_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "storage").mkdir()
    (tmp_path / "storage" / "outbox.py").write_text(
        "import asyncio\nimport sqlalchemy.ext.asyncio\nfrom bot.desk.ports import Outbox\nfrom bot.news import status\n"
    )
    assert list(findings(tmp_path)) == []
