"""A stretch of formatted text, and the two ways of counting where it lies.

Inside the sandbox offsets count code points; on the wire they count UTF-16 units. Kinds and their order come
from the Bot API's MessageEntity and TDLib's MessageEntity.cpp.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
BLOCKQUOTES = frozenset({"blockquote", "expandable_blockquote"})
PRE = frozenset({"pre", "code"})
HIDING = frozenset({"text_link", "text_mention", "custom_emoji"})
FOUND = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    }
)
GIVEN = frozenset({*SPLITTABLE, *BLOCKQUOTES, *PRE, *HIDING, "date_time"})
KINDS = GIVEN | FOUND
# Which of two that begin and end together comes first.
_RANK = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


class Entity(NamedTuple):
    """`extra` holds the fields of its kind: url, user, language, custom_emoji_id, unix_time, date_time_format."""

    kind: str
    offset: int
    length: int
    extra: tuple[tuple[str, Any], ...] = ()

    @property
    def end(self) -> int:
        return self.offset + self.length

    def moved(self, offset: int, end: int) -> Entity:
        """The same formatting on another stretch."""
        return Entity(self.kind, offset, end - offset, self.extra)

    def json(self) -> dict[str, Any]:
        """As on the wire; only right when the offsets already count UTF-16 units."""
        return {"type": self.kind, "offset": self.offset, "length": self.length, **dict(self.extra)}


class Words(NamedTuple):
    """A finished text with its entities in UTF-16 units."""

    text: str
    entities: tuple[Entity, ...] = ()

    def json(self) -> list[dict[str, Any]]:
        return [entity.json() for entity in self.entities]


NO_WORDS = Words("")


def in_order(entities: Iterable[Entity]) -> list[Entity]:
    """Sorted as TDLib does: by start, longest first, then by kind."""
    return sorted(entities, key=lambda e: (e.offset, -e.length, _RANK.get(e.kind, 50)))


def utf16_length(text: str) -> int:
    """How many UTF-16 units `text` takes."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le")) // 2


def to_utf16(text: str, entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Offsets in code points become offsets in UTF-16 units."""
    if text.isascii() or max(text) <= "\uffff":
        return tuple(entities)
    at = _units_before(text)
    return tuple(e.moved(at[e.offset], at[e.end]) for e in entities)


def points_by_unit(text: str) -> dict[int, int]:
    """UTF-16 offset of every code point's beginning (and of the end) to its index."""
    return {unit: index for index, unit in enumerate(_units_before(text))}


def _units_before(text: str) -> list[int]:
    units = [0]
    for character in text:
        units.append(units[-1] + (2 if character > "\uffff" else 1))
    return units
