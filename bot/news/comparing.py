"""Two texts laid over each other, word by word: what stayed, what was struck, what was added.

Knows no announcement; `bot/news/difference.py` says which texts are compared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word with the blanks behind it, a single sign with those, or line breaks: words are compared and not letters.
_TOKENS = re.compile(r"(?:\w+(?:[’'.,:-]\w+)*|[^\w\s])[^\S\n]*|\s+")
MOST_WORK = (
    4_000_000  # pairs of words; about a second on a small machine. Beyond it a text is replaced as a whole.
)


class Ink(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    STRUCK = "struck"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words with the same fate, blanks and line breaks included."""

    ink: Ink
    text: str


def compare(before: str, after: str) -> tuple[Run, ...]:
    """Return the runs that make `before` when the added are left out, and `after` when the struck are."""
    pieces = _readable(list(_by_lines(before, after)))
    return tuple(run for struck, added, same in pieces for run in _runs(struck, added, same=same))


def before(runs: tuple[Run, ...]) -> str:
    """Return the earlier text."""
    return "".join(run.text for run in runs if run.ink is not Ink.ADDED)


def after(runs: tuple[Run, ...]) -> str:
    """Return the later text."""
    return "".join(run.text for run in runs if run.ink is not Ink.STRUCK)


_Piece = tuple[str, str, bool]


def _by_lines(before: str, after: str) -> Iterator[_Piece]:
    """Lines that stayed are set aside first: words are only compared where lines differ."""
    for struck, added, same in _pieces(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        old, new = _TOKENS.findall(struck), _TOKENS.findall(added)
        if same or not struck or not added or len(old) * len(new) > MOST_WORK:
            yield struck, added, same
        else:
            yield from _pieces(old, new)


def _pieces(old: list[str], new: list[str]) -> Iterator[_Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield "".join(old[a:b]), "".join(new[c:d]), tag == "equal"


def _readable(pieces: list[_Piece]) -> list[_Piece]:
    """Join changes between which only a word or two stayed: people read phrases, not confetti.

    What stayed is taken into the change when it is no longer than the changes on both its sides.
    """
    found: list[_Piece] = []
    for number, piece in enumerate(pieces):
        between = piece[2] and 0 < number < len(pieces) - 1
        swallowed = between and len(piece[0]) <= min(_size(found[-1]), _size(pieces[number + 1]))
        if found and not found[-1][2] and (not piece[2] or swallowed):
            struck, added, _ = found.pop()
            found.append((struck + piece[0], added + piece[1], False))
        else:
            found.append(piece)
    return found


def _size(piece: _Piece) -> int:
    return max(len(piece[0]), len(piece[1]))


def _runs(struck: str, added: str, *, same: bool) -> Iterator[Run]:
    if same:
        yield Run(Ink.SAME, struck)
        return
    yield from _replaced(struck, added)


def _replaced(struck: str, added: str) -> Iterator[Run]:
    """A text's last word has no blank behind it, and stays when words come after it or those after it go."""
    shorter, longer = sorted((struck, added), key=len)
    if shorter.strip() and longer.startswith(shorter) and longer[len(shorter) :][:1].isspace():
        yield Run(Ink.SAME, shorter)
        struck, added = struck[len(shorter) :], added[len(shorter) :]
    if struck:
        yield Run(Ink.STRUCK, struck)
    if added:
        yield Run(Ink.ADDED, added)
