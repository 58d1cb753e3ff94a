"""Quote marks and their partners: which open, which close, and which stand alone.

Double marks are read, curly and straight. Single ones are words, but for paragraphs that have no others: there they are
read where speech plainly begins and ends. Pure; knows no speakers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.news.words import Block, BlockKind

_MARKS = re.compile('[“”"]')
_SINGLE_OPENS = re.compile(r"(?:^|(?<=[:,]\s))[‘'](?=\w)")
_SINGLE_CLOSES = re.compile(r"(?<=[.,!?…])[’'](?=\s|$|[—–-])")  # an apostrophe follows a letter
_NO_WORDS = Block("")
_OPENERS_BEFORE = re.compile(r"[\s(\[—–:/-]")


@dataclass(frozen=True, slots=True)
class Piece:
    """The part `text[start:end]` of block number `block`, quote marks included."""

    block: int
    start: int
    end: int


class Loose(StrEnum):
    """What is wrong with a mark that has no partner."""

    UNCLOSED = "unclosed"
    UNOPENED = "unopened"
    OPENED_TWICE = "opened_twice"


@dataclass(frozen=True, slots=True)
class LooseMark:
    """A quote mark without its partner, at `text[position]` of block number `block`."""

    block: int
    position: int
    loose: Loose


def scan(blocks: tuple[Block, ...]) -> tuple[list[tuple[Piece, ...]], list[LooseMark]]:
    """Return the closed quotes, a piece for each paragraph they run over, and the marks that lack a partner."""
    walk = _Walk()
    for number, block in enumerate(blocks):
        walk.read(number, block)
    walk.give_up()
    single = _single(tuple(_NO_WORDS if _MARKS.search(block.text) else block for block in blocks))
    return sorted([*walk.closed, *single], key=lambda pieces: pieces[0].block), walk.loose


def _single(blocks: tuple[Block, ...]) -> list[tuple[Piece, ...]]:
    """Return what stands between single marks: from a lead-in or a paragraph's beginning to a stop before the mark."""
    found: list[tuple[Piece, ...]] = []
    number, position = 0, 0
    while number < len(blocks):
        opened = _SINGLE_OPENS.search(blocks[number].text, position)
        quote = _single_from(blocks, number, opened.start()) if opened else ()
        if quote:
            found.append(quote)
            number, position = quote[-1].block, quote[-1].end
        elif opened:
            position = opened.end()
        else:
            number, position = number + 1, 0
    return found


def _single_from(blocks: tuple[Block, ...], number: int, start: int) -> tuple[Piece, ...]:
    """Return the pieces of the quote that opens there, none when it is never closed."""
    pieces: list[Piece] = []
    for at in range(number, len(blocks)):
        text = blocks[at].text
        if at > number:
            opened = _SINGLE_OPENS.match(text)
            if not opened or blocks[at].kind is not BlockKind.PARAGRAPH:
                return ()
            start = 0
        closed = _SINGLE_CLOSES.search(text, start + 1)
        pieces.append(Piece(at, start, closed.end() if closed else len(text)))
        if closed:
            return tuple(pieces)
    return ()


class _Walk:
    """One walk over the marks of a text, carrying an open quote from paragraph to paragraph."""

    def __init__(self) -> None:
        self.closed: list[tuple[Piece, ...]] = []
        self.loose: list[LooseMark] = []
        self._earlier: list[Piece] = []
        self._open: tuple[int, int] | None = None

    def read(self, number: int, block: Block) -> None:
        """Read one block; a quote still open runs on only when this paragraph opens with a mark."""
        marks = list(_marks(block.text))
        runs_on = bool(marks) and marks[0] == 0 and block.text[0] != "”" and block.kind is BlockKind.PARAGRAPH
        if self._open and not runs_on:
            self.give_up()
        if self._open:
            self._open = (number, 0)
            marks = marks[1:]
        for position in marks:
            self._mark(number, position, block.text)
        if self._open:
            self._earlier.append(Piece(number, self._open[1], len(block.text)))

    def give_up(self) -> None:
        """Report the open quote as never closed."""
        if self._earlier:
            first = self._earlier[0]
            self.loose.append(LooseMark(first.block, first.start, Loose.UNCLOSED))
        self._earlier, self._open = [], None

    def _mark(self, number: int, position: int, text: str) -> None:
        opens = _opens(text, position, inside=self._open is not None)
        if opens and self._open:
            self.loose.append(LooseMark(number, position, Loose.OPENED_TWICE))
        elif opens:
            self._open = (number, position)
        elif self._open:
            self.closed.append((*self._earlier, Piece(number, self._open[1], position + 1)))
            self._earlier, self._open = [], None
        else:
            self.loose.append(LooseMark(number, position, Loose.UNOPENED))


def _marks(text: str) -> Iterator[int]:
    """Yield the positions of quote marks; inches (6\") are none unless something is there to close."""
    inside = False
    for match in _MARKS.finditer(text):
        position = match.start()
        inches = text[position] == '"' and position > 0 and text[position - 1].isdigit() and not inside
        if not inches:
            inside = _opens(text, position, inside=inside)
            yield position


def _opens(text: str, position: int, *, inside: bool) -> bool:
    if text[position] != '"':
        return text[position] == "“"
    if position == 0:
        return True
    spaced_before = bool(_OPENERS_BEFORE.match(text[position - 1]))
    spaced_after = position + 1 == len(text) or text[position + 1].isspace()
    return not inside if spaced_before == spaced_after else spaced_before
