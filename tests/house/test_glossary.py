"""Names that say nothing are not used, and the closed lists of the code are words of the glossary."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from bot.desk.ports.press import Form
from bot.desk.ports.values import Purpose
from bot.news.checks import Severity
from bot.news.delivery import DeliveryState, Kind, Lane, Verdict
from bot.news.staff import Role
from bot.news.status import State

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"
NOT_NAMES = {"manager", "helper", "util", "common", "base", "data", "info", "process", "handle"}
# Named by somebody else, or meant literally: the file and the name, and why.
EXCEPTIONS = {
    ("files/markup.py", "handle_starttag"): "html.parser calls it by this name",
    ("files/markup.py", "handle_endtag"): "html.parser calls it by this name",
    ("files/markup.py", "handle_data"): "html.parser calls it by this name",
    ("telegram/rendering.py", "handle_data"): "html.parser calls it by this name",
    ("sandbox/mailbox.py", "handle_RCPT"): "aiosmtpd calls it by this name",
    ("sandbox/mailbox.py", "handle_DATA"): "aiosmtpd calls it by this name",
    ("storage/tables/columns.py", "process_bind_param"): "SQLAlchemy calls it by this name",
    ("storage/tables/columns.py", "process_result_value"): "SQLAlchemy calls it by this name",
    ("telegram/transport.py", "do_request"): "python-telegram-bot calls it by this name",
    ("sandbox/methods/receiving.py", "get_webhook_info"): "the Bot API's own method",
    ("sandbox/pressing.py", "_data_of"): "the Bot API's own field, callback_data",
    ("cli/botprocess.py", "BotProcess"): "a process of the operating system",
}
CLOSED_LISTS: list[type[StrEnum]] = [State, Role, DeliveryState, Kind, Lane, Verdict, Purpose, Severity, Form]


def names(module: Path) -> Iterator[str]:
    yield module.parent.name if module.stem == "__init__" else module.stem
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


def says_nothing(name: str) -> bool:
    words = [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]
    singular = {each for word in words for each in (word, word.removesuffix("s"), word.removesuffix("es"))}
    return name.startswith("do_") or not singular.isdisjoint(NOT_NAMES)


def unspeaking(package: Path) -> set[tuple[str, str]]:
    return {
        (path.relative_to(package).as_posix(), name)
        for path in sorted(package.rglob("*.py"))
        for name in names(path)
        if says_nothing(name)
    }


def test_no_name_says_nothing() -> None:
    assert unspeaking(ROOT / "bot") - set(EXCEPTIONS) == set()


def test_every_exception_is_still_one() -> None:
    assert set(EXCEPTIONS) - unspeaking(ROOT / "bot") == set()


@pytest.mark.parametrize(
    "line",
    ["class LaneManager: ...", "def do_submit(): ...", "async def _load_data(): ...", "class HTTPInfo: ..."],
)
def test_such_a_name_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "lanes.py").write_text(line, encoding="utf-8")

    assert len(unspeaking(tmp_path)) == 1


@pytest.mark.parametrize("module", ["utils.py", "helpers/__init__.py", "common.py"])
def test_such_a_module_is_found(tmp_path: Path, module: str) -> None:
    (tmp_path / module).parent.mkdir(exist_ok=True)
    (tmp_path / module).touch()

    assert len(unspeaking(tmp_path)) == 1


def test_words_that_only_look_alike_are_let_be(tmp_path: Path) -> None:
    (tmp_path / "documents.py").write_text("class Database: ...\ndef commonly_known(): ...\ndef door(): ...")

    assert unspeaking(tmp_path) == set()


@pytest.mark.parametrize("closed_list", CLOSED_LISTS, ids=lambda each: each.__name__)
def test_the_members_of_closed_lists_are_words_of_the_glossary(closed_list: type[StrEnum]) -> None:
    told = GLOSSARY.read_text(encoding="utf-8").casefold()
    unknown = [each.value for each in closed_list if each.value.replace("_", " ") not in told]

    assert unknown == []


def test_no_word_is_entered_twice() -> None:
    rows = re.findall(r"(?m)^\| (?!word \|)([^|-][^|]*?) \|", GLOSSARY.read_text(encoding="utf-8"))

    assert len(rows) > 50
    assert len(rows) == len(set(rows))
