"""Nothing in the tracked files ties them to one machine, one package registry or a promise for later."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SELF = Path(__file__).resolve()

NOT_HERE = {
    "a path of one machine": r"(?<![\w.:-])/(?:root|home|work|Users|opt/pypi)/\w|[A-Z]:\\Users\\",
    "a package registry": r"pypi\.org|pythonhosted|registry\.npmjs|artifactory|pkg\.dev|proxy\.golang",
    "a promise for later": r"\b(?:TODO|FIXME|XXX|HACK)\b",
}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def found_in(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in NOT_HERE.items():
            if match := re.search(pattern, line):
                yield f"{number}: {what}: {match[0]}"


def found_in_file(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return  # a picture or a Word file
    yield from (f"{path.relative_to(ROOT)}:{finding}" for finding in found_in(text))


def test_tracked_files_are_free_of_them() -> None:
    files = [path for path in tracked() if path.is_file() and path != SELF]

    assert len(files) > 10
    assert [finding for path in files for finding in found_in_file(path)] == []


@pytest.mark.parametrize(
    "line",
    [
        "see /home/ann/newsdesk",
        'path = "/root/x"',
        "https://files.pythonhosted.org/packages/x.whl",
        "# TODO: later",
    ],
)
def test_a_wrong_line_is_found(line: str) -> None:
    assert len(list(found_in(line))) == 1


@pytest.mark.parametrize("line", ["https://example.org/home/page", "/srv/newsdesk", "the whole to-do list"])
def test_an_innocent_line_is_not(line: str) -> None:
    assert list(found_in(line)) == []
