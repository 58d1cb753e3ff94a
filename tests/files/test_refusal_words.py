"""Every refusal of a file has its words, short enough for a telephone, and every words their refusal."""

import re
from pathlib import Path

import pytest

from bot.typeset import TEMPLATES, Typesetter

ROOM = Path(__file__).resolve().parents[2] / "bot" / "files"
CODES = sorted(
    {
        code
        for module in ROOM.glob("*.py")
        for code in re.findall(r'"((?:photo|word)_[a-z_]+)"', module.read_text(encoding="utf-8"))
    }
)
VALUES: dict[str, object] = {
    "form": "H<EI>C",
    "height": 150,
    "limit_mb": 20,
    "limit_millions": 40,
    "ratio": 20,
    "shortest": 200,
    "width": 150,
}


@pytest.mark.parametrize("code", CODES)
def test_a_refusal_has_its_words(code: str) -> None:
    words = Typesetter("Europe/London", {}).set(f"chat/refusal/{code}.html.j2", **VALUES)

    assert 40 < len(words) < 260
    assert words.endswith(".")
    assert "H<EI>C" not in words
    assert set(re.findall("</?[a-z]+>", words)) <= {"<b>", "</b>"}


def test_no_words_are_left_over() -> None:
    there = {path.name.removesuffix(".html.j2") for path in (TEMPLATES / "chat" / "refusal").glob("*.j2")}

    assert {name for name in there if name.startswith(("photo_", "word_"))} == set(CODES)
