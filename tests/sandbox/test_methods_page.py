"""docs/sandbox-methods.md says what the code does: every method played has its row, every refusal its place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import bot.sandbox.api
from bot.sandbox.calls import PLAYED
from bot.sandbox.schema import table

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "sandbox-methods.md").read_text("utf-8")
PLAYED_PART, REFUSED_PART, REST = re.split(r"^## Refusals$|^## Not played$", PAGE, flags=re.MULTILINE)
ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (.+) \|$", re.MULTILINE)
REFUSING = {"bad", "forbidden", "conflict", "Refused"}


def test_every_method_that_is_played_has_one_row_with_behaviour_and_source() -> None:
    rows = ROW.findall(PLAYED_PART)

    assert sorted(name for name, _, _ in rows) == sorted(PLAYED)
    assert [
        name for name, _, source in rows if not re.search("API|Client|TDLib|TQueue|FAQ|PTB", source)
    ] == []


def test_every_other_method_is_said_not_to_be_played() -> None:
    assert sorted(re.findall(r"`(\w+)`", REST)) == sorted(set(table()["methods"]) - set(PLAYED))


def test_every_refusal_the_code_words_is_in_the_table() -> None:
    listed = set(re.findall(r"`([^`]+)`", REFUSED_PART))
    worded = {text for path in Path(bot.sandbox.api.__file__).parent.rglob("*.py") for text in refusals(path)}

    assert len(worded) > 120
    assert sorted(worded - listed) == []


def refusals(path: Path) -> Iterator[str]:
    """What a module's refusals say, as far as it stands in the call itself; … for what varies."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSING:
            for argument in node.args:
                yield from _texts(argument)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
