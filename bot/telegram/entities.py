"""Telegram's text with entities, turned into passages with marks. Offsets there are UTF-16 units, here code points."""

import re
from itertools import pairwise

from telegram import MessageEntity

from bot.news.words import Block, BlockKind, Mark, Span, cut

_MARKS = {
    MessageEntity.BOLD: Mark.BOLD,
    MessageEntity.ITALIC: Mark.ITALIC,
    MessageEntity.UNDERLINE: Mark.UNDERLINE,
    MessageEntity.STRIKETHROUGH: Mark.STRIKE,
    MessageEntity.CODE: Mark.CODE,
    MessageEntity.PRE: Mark.CODE,
    MessageEntity.TEXT_LINK: Mark.LINK,
}
# Telegram's own servers do the same; another Bot API server may not, and a database or a page has no place for them.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_QUOTES = frozenset({MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE})


def passages(text: str, entities: tuple[MessageEntity, ...]) -> tuple[Block, ...]:
    """Return the text as long blocks, split only where a block quote begins or ends. Control characters become spaces."""
    text = _CONTROL.sub(" ", text)
    point = _points(text)
    spans, edges = [], {0, len(text)}
    quoted: list[tuple[int, int]] = []
    for entity in entities:
        start, end = point[entity.offset], point[entity.offset + entity.length]
        if entity.type in _QUOTES:
            quoted.append((start, end))
            edges |= {start, end}
        elif entity.type in _MARKS:
            words = text[start:end]
            start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
            if start < end:
                spans.append(Span(start, end, _MARKS[entity.type], entity.url or ""))
    whole = Block(text, spans=tuple(sorted(spans)))
    order = sorted(edges)
    parts = []
    for start, end in pairwise(order):
        part = cut(whole, start, end)
        kind = BlockKind.QUOTE if any(a <= start and end <= b for a, b in quoted) else BlockKind.PARAGRAPH
        if part:
            parts.append(Block(part.text, kind, part.spans))
    return tuple(parts)


def _points(text: str) -> list[int]:
    """Return for each UTF-16 offset (the end included) the code point it falls on."""
    points = []
    for position, character in enumerate(text):
        points += [position] * (2 if ord(character) > 0xFFFF else 1)
    return [*points, len(text)]
