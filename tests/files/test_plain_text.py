"""A text file's words come out whatever program saved it."""

import sys
from pathlib import Path

import pytest

from bot.files.adapter import PressFiles
from bot.news.refusal import Refusal
from bot.news.words import Block, BlockKind
from tests.files.making import photo, release

WORDS = "“It’s £5m” – said José"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
async def test_the_encoding_is_found(files: PressFiles, encoding: str) -> None:
    text = await files.read_text(f"{WORDS}\r\n\r\nMore of it".encode(encoding))

    assert text.blocks == (Block(WORDS), Block("More of it"))


async def test_lines_are_blocks_and_lists_are_lists(files: PressFiles) -> None:
    text = await files.read_text(
        b"Bridge closed\n  By road:\n- ferry\n* tunnel\n\n\n1. Turn left\n2) Turn right\n2024 was wet"
    )

    assert [(block.kind, block.text) for block in text.blocks] == [
        (BlockKind.PARAGRAPH, "Bridge closed"),
        (BlockKind.PARAGRAPH, "By road:"),
        (BlockKind.BULLET, "ferry"),
        (BlockKind.BULLET, "tunnel"),
        (BlockKind.NUMBERED, "Turn left"),
        (BlockKind.NUMBERED, "Turn right"),
        (BlockKind.PARAGRAPH, "2024 was wet"),
    ]


async def test_lines_broken_by_a_mail_program_are_joined(files: PressFiles) -> None:
    wrapped = (
        "The bridge closes on Monday at nine in the morning, and it stays\n"
        "closed until the painters have gone home on the Friday of the same\n"
        "week.\n\nIt opens on Saturday."
    )

    blocks = (await files.read_text(wrapped.encode())).blocks

    assert len(blocks) == 2
    assert "it stays closed until" in blocks[0].text


REFUSED = {
    "no bytes": (b"", "word_empty"),
    "blank lines": (b"\n \n\xc2\xa0\n", "word_empty"),
    "a Word file": (release("Words"), "word_not_text"),
    "a photo": (photo(), "word_picture"),
    "a PDF": (b"%PDF-1.7", "word_other_format"),
    "a program": (Path(sys.executable).read_bytes()[:10_001], "word_not_text"),
    "2 MB": (b"words " * 400_000, "word_too_long"),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_is_no_text_is_refused(files: PressFiles, what: str) -> None:
    document, code = REFUSED[what]

    with pytest.raises(Refusal) as refusal:
        await files.read_text(document)

    assert refusal.value.code == code
