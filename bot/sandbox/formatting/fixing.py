"""From raw text with entities to what Telegram keeps: cleaned, nested rightly, trimmed, links found, 100 at most.

Follows the order of TDLib's fix_formatted_text; offsets count code points until the last step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from bot.sandbox.formatting.entities import (
    BLOCKQUOTES,
    FOUND,
    HIDING,
    NO_WORDS,
    PRE,
    SPLITTABLE,
    Entity,
    Words,
    in_order,
    to_utf16,
)
from bot.sandbox.formatting.found import find

MOST_ENTITIES = 100
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\u2028-\u202e\u0333\u033f\u030a]")
_DROPPED = re.compile(r"[\r\u2028-\u202e\u0333\u033f\u030a]")
_WHITE = " \n"


def finished(text: str, entities: Iterable[Entity]) -> Words:
    """The text as it will be delivered; `NO_WORDS` when nothing but white space is left."""
    nested = nest(entity for entity in entities if entity.length > 0)
    if _CONTROL.search(text):
        text, nested = _cleaned(text, nested)
    if not text.strip(_WHITE):
        return NO_WORDS
    if not nested:
        text = text.strip(_WHITE)
        return Words(text, to_utf16(text, find(text)))
    text, nested = _trimmed(text, nest(_without_blank(text, nested)))
    nested = _without_blank(text, _joined(nested, find(text)))
    return Words(text, to_utf16(text, _at_most(nested)))


def _cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Control characters become spaces; line and direction marks, carriage returns and bars go."""
    at, kept = [0], []
    for character in text:
        if not _DROPPED.match(character):
            kept.append(" " if _CONTROL.match(character) else character)
        at.append(len(kept))
    return "".join(kept), [e.moved(at[e.offset], at[e.end]) for e in entities]


def _without_blank(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """Entities begin at their first visible character; those without one go."""
    kept = []
    for entity in entities:
        stretch = text[entity.offset : entity.end]
        if entity.kind in HIDING:
            kept.append(entity)
        elif stretch.strip(_WHITE):
            kept.append(entity.moved(entity.end - len(stretch.lstrip(_WHITE)), entity.end))
    return in_order(e for e in kept if e.length > 0)


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """White space goes from both ends, on the left only as far as the first entity."""
    text = text.rstrip(_WHITE)
    entities = [e.moved(e.offset, min(e.end, len(text))) for e in entities if e.offset < len(text)]
    lead = len(text) - len(text.lstrip(_WHITE))
    if entities:
        lead = min(lead, entities[0].offset)
    return text[lead:], [e.moved(e.offset - lead, e.end - lead) for e in in_order(entities)]


def nest(entities: Iterable[Entity]) -> list[Entity]:
    """Entities that may stand together: the first of two that cross stays, styles are split around the others."""
    ordered = in_order(entities)
    if len(ordered) < 2:
        return ordered
    solid = _apart(e for e in ordered if e.kind not in SPLITTABLE and e.kind not in BLOCKQUOTES)
    quotes = _apart(e for e in ordered if e.kind in BLOCKQUOTES)
    solid = in_order([*(e for e in solid if not any(_cross(e, q) for q in quotes)), *quotes])
    return in_order([*solid, *_split([e for e in ordered if e.kind in SPLITTABLE], solid)])


def _joined(entities: list[Entity], found: list[Entity]) -> list[Entity]:
    """Found ones join the given ones unless they cross a link, a code or a quotation's edge."""
    if not found:
        return entities
    given = [e for e in entities if e.kind not in SPLITTABLE and e.kind not in BLOCKQUOTES]
    quotes = [e for e in entities if e.kind in BLOCKQUOTES]
    new = [f for f in found if not any(_meet(f, g) for g in given) and not any(_cross(f, q) for q in quotes)]
    solid = in_order([*given, *quotes, *new])
    return in_order([*solid, *_split([e for e in entities if e.kind in SPLITTABLE], solid)])


def _apart(entities: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _meet(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def _cross(inner: Entity, quote: Entity) -> bool:
    """Whether `inner` lies neither outside the quotation nor wholly in it."""
    return _meet(inner, quote) and not (quote.offset <= inner.offset and inner.end <= quote.end)


def _split(styles: list[Entity], solid: list[Entity]) -> list[Entity]:
    """Styles of one kind are merged, cut where another entity or style begins or a solid one ends, and not in code."""
    if not styles:
        return []
    pieces: list[Entity] = []
    merged = {kind: _merged([e for e in styles if e.kind == kind]) for kind in SPLITTABLE}
    cuts = {e.offset for group in merged.values() for e in group} | {
        p for e in solid for p in (e.offset, e.end)
    }
    for group in merged.values():
        for entity in group:
            edges = [entity.offset, *sorted(c for c in cuts if entity.offset < c < entity.end), entity.end]
            pieces.extend(entity.moved(a, b) for a, b in pairwise(edges))
    return [p for p in pieces if not any(s.kind in PRE and _meet(p, s) for s in solid)]


def _merged(entities: list[Entity]) -> list[Entity]:
    whole: list[Entity] = []
    for entity in entities:
        if whole and entity.offset <= whole[-1].end:
            whole[-1] = whole[-1].moved(whole[-1].offset, max(whole[-1].end, entity.end))
        else:
            whole.append(entity)
    return whole


def _at_most(entities: list[Entity]) -> list[Entity]:
    """Of the given ones the first 100 stay, links and code before styles; found ones do not count."""
    given = [e for e in entities if e.kind not in FOUND]
    if len(given) <= MOST_ENTITIES:
        return entities
    first = [e for e in given if e.kind not in SPLITTABLE] + [e for e in given if e.kind in SPLITTABLE]
    kept = set(first[:MOST_ENTITIES])
    return [e for e in entities if e.kind in FOUND or e in kept]
