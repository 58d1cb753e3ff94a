"""Turns a plain text file into blocks: its encoding found, its hard-wrapped lines joined, its lists recognised."""

import codecs
import re

from bot.desk.ports.files import WordText
from bot.files.characters import visible
from bot.files.forms import OLE_HEAD, ZIP_HEAD, document_form, picture_form
from bot.news.refusal import Refusal
from bot.news.words import Block, BlockKind

BYTES_AT_MOST = 1024 * 1024  # a novel; a release has some 3,000 bytes
WRAPPED = range(50, 101)  # characters in a line that a program broke: mail does at 72 to 78

_BULLET = re.compile(r"[-*•·–]\s+(?=\S)")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?=\S)")


def read(document: bytes) -> WordText:
    """Return the words of a text file in UTF-8, UTF-16 or Windows-1252.

    Raises Refusal: word_too_long, word_other_format, word_picture, word_not_text, word_empty.
    """
    if len(document) > BYTES_AT_MOST:
        raise Refusal("word_too_long")
    _check_form(document)
    lines = visible(_decoded(document)).splitlines()
    blocks = tuple(block for group in _groups(lines) for block in _blocks(group))
    if not blocks:
        raise Refusal("word_empty")
    return WordText(blocks)


def _check_form(document: bytes) -> None:
    if document.startswith((OLE_HEAD, ZIP_HEAD)):
        raise Refusal("word_not_text")
    form = document_form(document)
    if form:
        raise Refusal("word_other_format", form=form)
    if not document.startswith(b"BM") and picture_form(document):  # "BM" may begin a sentence
        raise Refusal("word_picture")


def _decoded(document: bytes) -> str:
    for encoding in _encodings(document):
        try:
            return document.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise Refusal("word_not_text")


def _encodings(document: bytes) -> tuple[str, ...]:
    """Return the encodings worth trying, surest first. Windows-1252 takes nearly any bytes, so NUL rules it out."""
    if document.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if b"\0" not in document:
        return ("utf-8", "cp1252")
    odd, even = document[1::2].count(0), document[::2].count(0)
    if min(odd, even) or max(odd, even) * 6 < len(document):  # English in UTF-16: half NULs, all on one side
        return ()
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _groups(lines: list[str]) -> list[list[str]]:
    """Return the lines between blank ones."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line.strip())
        elif groups[-1]:
            groups.append([])
    return groups


def _blocks(lines: list[str]) -> list[Block]:
    """Return one block a line, or one for all where the lines were broken by a program to fit its window."""
    is_wrapped = len(lines) > 1 and all(len(line) in WRAPPED for line in lines[:-1])
    if is_wrapped and not any(_item(line) for line in lines[1:]):
        return [_block(" ".join(lines))]
    return [_block(line) for line in lines]


def _item(line: str) -> re.Match[str] | None:
    return _BULLET.match(line) or _NUMBERED.match(line)


def _block(line: str) -> Block:
    if found := _BULLET.match(line):
        return Block(line[found.end() :], BlockKind.BULLET)
    if found := _NUMBERED.match(line):
        return Block(line[found.end() :], BlockKind.NUMBERED)
    return Block(" ".join(re.split(r"[ \t]+", line)))
