"""Words with their formatting: blocks of text and the marks laid over them.

Knows nothing of Telegram's entities, HTML or Word; each border translates to and from these values.
Positions are Python code points, never UTF-16 units.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """A way of setting a run of characters."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strike"
    CODE = "code"
    LINK = "link"


class BlockKind(StrEnum):
    """What a block is on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One mark over `text[start:end]`; `href` only with a link."""

    start: int
    end: int
    mark: Mark
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or the like. `text` holds no leading or trailing white space."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)


def shows(text: str) -> bool:
    """Tell whether there is anything to see: joiners, direction marks and other invisible characters are nothing."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def cut(block: Block, start: int, end: int) -> Block:
    """Return the part `[start:end)` of a block, trimmed of white space, its marks moved along."""
    piece = block.text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    spans = (
        Span(max(span.start, start) - start, min(span.end, end) - start, span.mark, span.href)
        for span in block.spans
    )
    return Block(piece.strip(), block.kind, tuple(sorted(span for span in spans if span.start < span.end)))


def paragraphs(block: Block) -> tuple[Block, ...]:
    """Split one long block at its line breaks; empty lines vanish."""
    found, start = [], 0
    for line in block.text.splitlines(keepends=True):
        found.append(cut(block, start, start + len(line)))
        start += len(line)
    return tuple(part for part in found if part)


def plain(blocks: tuple[Block, ...]) -> str:
    """Return the words alone, a blank line between blocks."""
    return "\n\n".join(block.text for block in blocks)


def joined(blocks: tuple[Block, ...]) -> Block:
    """Make one paragraph of several, a line break between them, marks kept."""
    text, spans = "", []
    for block in blocks:
        start = len(text) + 1 if text else 0
        text = f"{text}\n{block.text}" if text else block.text
        spans += [Span(s.start + start, s.end + start, s.mark, s.href) for s in block.spans]
    return Block(text, spans=tuple(spans))
