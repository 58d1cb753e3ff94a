"""What the documents name exists: links, files of the project, commands of dev.py, rooms."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.rooms import ROOMS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
FILE = re.compile(r"`((?:bot|tests|templates|docs|benchmarks|requirements)(?:/[\w.-]+)+)`")
COMMAND = re.compile(r"python3 dev\.py (\w+)")


def missing(document: Path) -> Iterator[str]:
    text = document.read_text(encoding="utf-8")
    for target in LINK.findall(text):
        path = target.partition("#")[0]
        if "://" not in target and path and not (document.parent / path).exists():
            yield f"link to {target}"
    yield from (f"file {name}" for name in FILE.findall(text) if not (ROOT / name).exists())
    commands = COMMAND.findall((ROOT / "dev.py").read_text(encoding="utf-8"))
    yield from (f"command {name}" for name in COMMAND.findall(text) if name not in commands)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_document_names_is_there(document: Path) -> None:
    assert list(missing(document)) == []


def test_what_is_not_there_is_found(tmp_path: Path) -> None:
    document = tmp_path / "README.md"
    document.write_text("[more](docs/more.md) [there](README.md#here) `bot/nowhere.py`, python3 dev.py fly")

    assert list(missing(document)) == ["link to docs/more.md", "file bot/nowhere.py", "command fly"]


def test_every_room_is_in_the_architecture() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [name for name in ROOMS if not name.startswith("_")]

    assert [name for name in rooms if not re.search(rf"`bot/{name}(?:\.py)?`", told)] == []


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")

    assert [path.name for path in sorted(folder.glob("0*.md")) if f"({path.name})" not in listed] == []
