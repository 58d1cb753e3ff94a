"""One door to all of it: a text, its parse mode or its explicit entities, in; finished `Words` out.

Limits of length are the caller's: a text, a caption and a question differ.
"""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.formatting.entities import FOUND, GIVEN, Entity, Words, points_by_unit
from bot.sandbox.formatting.fixing import finished
from bot.sandbox.formatting.html import link, parse_html
from bot.sandbox.formatting.markdown import parse_markdown
from bot.sandbox.formatting.markdown_v2 import parse_markdown_v2
from bot.sandbox.formatting.tags import entities_error

MOST_BYTES = 32_768
_HALF = re.compile(r"[\ud800-\udfff]")
_PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}
_EXTRA = {
    "text_link": ("url",),
    "text_mention": ("user",),
    "pre": ("language",),
    "custom_emoji": ("custom_emoji_id",),
    "date_time": ("unix_time", "date_time_format"),
}


def read(text: str, parse_mode: str = "", entities: list[dict[str, Any]] | None = None) -> Words:
    """Raises Refused: too many bytes, an unknown parse mode, marks that do not fit, entities outside the text."""
    if len(text) > MOST_BYTES // 4 and len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise bad("text is too long")
    if not text.isascii() and _HALF.search(text):
        raise bad("strings must be encoded in UTF-8")
    if not parse_mode or parse_mode.lower() == "none":
        return finished(text, _explicit(text, entities) if entities else [])
    parser = _PARSERS.get(parse_mode.lower())
    if parser is None:
        raise bad("unsupported parse_mode")
    return finished(*parser(text))


def _explicit(text: str, entities: list[dict[str, Any]]) -> list[Entity]:
    at = points_by_unit(text)
    return [_placed(entity, at) for entity in entities if entity["type"] not in FOUND]


def _placed(entity: dict[str, Any], at: dict[int, int]) -> Entity:
    kind, begin, length = entity["type"], entity["offset"], entity["length"]
    if kind not in GIVEN:
        raise bad("can't parse MessageEntity: unsupported type specified")
    _check_reach(begin, length, at)
    if begin not in at:
        raise entities_error(f"Entity begins in a middle of a UTF-16 symbol at UTF-16 offset {begin}")
    if begin + length not in at:
        raise entities_error(f"Entity beginning at UTF-16 offset {begin} ends in a middle of a UTF-16 symbol")
    extra = {name: entity[name] for name in _EXTRA.get(kind, ()) if name in entity}
    if kind == "text_link":
        linked, extra = link(entity.get("url", ""))
        if linked is None:
            raise entities_error(f"Entity URL '{entity.get('url', '')}' is invalid")
        kind = linked
    elif kind == "text_mention":
        extra = {"user": entity["user"]["id"]}
    return Entity(kind, at[begin], at[begin + length] - at[begin], tuple(extra.items()))


def _check_reach(begin: int, length: int, at: dict[int, int]) -> None:
    last = max(at)
    if not 0 <= begin <= 1_000_000:
        raise entities_error(f"Receive an entity with incorrect offset {begin}")
    if not 0 <= length <= 1_000_000:
        raise entities_error(f"Receive an entity with incorrect length {length}")
    if begin > last:
        raise entities_error(f"Entity begins after the end of the text at UTF-16 offset {begin}")
    if begin + length > last:
        raise entities_error(
            f"Entity beginning at UTF-16 offset {begin} ends after the end of the text at "
            f"UTF-16 offset {begin + length}"
        )
