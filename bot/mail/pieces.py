"""An announcement's blocks as a mail shows them: for the text part and for the HTML part.

Knows no template and no header.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

import nh3
from markupsafe import Markup

from bot.news.setting import QuotedPassage, set_out
from bot.news.words import Block, BlockKind, Mark
from bot.typeset import page_html

SCHEMES = {"https", "http", "mailto", "tel"}
_TAGS = {"strong", "em", "u", "s", "code", "a"}
_ADDRESS = re.compile(rf"(?:{'|'.join(sorted(SCHEMES))}):[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One block twice over: as plain words, and as HTML without the element around it."""

    text: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring blocks of one kind: a list with its points, a quote with its paragraphs."""

    kind: BlockKind
    pieces: tuple[Piece, ...]


def runs(blocks: Iterable[Block]) -> tuple[Run, ...]:
    """Return the blocks, neighbours of one kind taken together."""
    return tuple(
        Run(kind, tuple(piece(block) for block in group))
        for kind, group in groupby((block for block in blocks if block), key=lambda block: block.kind)
    )


def quotes_set_out(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the same words with people's quotes as quote blocks of their own, as the page sets them."""
    found: list[Block] = []
    for part in set_out(blocks):
        if isinstance(part, QuotedPassage):
            quoted = (replace(block, kind=BlockKind.QUOTE) for block in part.quoted)
            found += [part.before, *quoted, part.after]
        else:
            found.append(part.block)
    return tuple(block for block in found if block)


def piece(block: Block) -> Piece:
    """Return one block for both parts. Links that are not for the web, mail or telephone lose their address."""
    clean = replace(block, text=printable(block.text))
    html = nh3.clean(
        str(page_html(clean)),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel=None,
    )
    return Piece(_spelt_out(clean), Markup(html.replace("\n", "<br>")))  # noqa: S704 - nh3 cleaned it


def printable(text: str) -> str:
    """Put a space in the place of every control character but a line break; the length stays the same."""
    return "".join(" " if _unprintable(char) else char for char in text)


def _unprintable(char: str) -> bool:
    return char != "\n" and unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}


def _spelt_out(block: Block) -> str:
    """Write each link's address behind its words, unless the words are the address."""
    text = block.text
    for span in sorted(block.spans, key=lambda span: span.end, reverse=True):
        words = block.text[span.start : span.end].strip("/ ")
        says_it = words == span.href.strip("/ ") or words == span.href.partition(":")[2].strip("/ ")
        if span.mark is Mark.LINK and _ADDRESS.fullmatch(span.href) and not says_it:
            text = f"{text[: span.end]} ({span.href}){text[span.end :]}"
    return text
