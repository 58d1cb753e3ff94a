"""Reading one HTML tag: its name and the attribute that matters, with Telegram's complaints and byte offsets.

Knows nothing of entities; `formatting/html.py` puts the tags together.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.sandbox.errors import bad

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
}
NAMES = frozenset({*STYLES, "a", "tg-emoji", "tg-time", "pre", "code", "blockquote"})
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_NAME_END = re.compile(r"[\s>]")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[a-zA-Z0-9.-]*")


class Tag(NamedTuple):
    """`end` is the index behind the closing bracket."""

    name: str
    attributes: dict[str, str]
    end: int


def entities_error(reason: str) -> Exception:
    return bad(f"can't parse entities: {reason}")


def offset_in_bytes(text: str, index: int) -> int:
    return len(text[:index].encode())


def decoded(text: str, index: int) -> tuple[str, int] | None:
    """The character a reference at `index` stands for and the index behind it; None for a plain ampersand."""
    found = _REFERENCE.match(text, index)
    if not found:
        return None
    if found.group(3):
        return _NAMED[found.group(3)], found.end()
    code = int(found.group(1), 16) if found.group(1) else int(found.group(2))
    if code == 0 or code >= 0x10FFFF or len(found.group().rstrip(";")) >= 10:
        return None
    if 0xD800 <= code <= 0xDFFF:
        raise entities_error(
            "Text contains invalid Unicode characters after decoding HTML entities, check for "
            "unmatched surrogate code units"
        )
    return chr(code), found.end()


def start_tag(text: str, begin: int) -> Tag:
    """The tag whose `<` is at `begin`."""
    found = _NAME_END.search(text, begin + 1)
    where = offset_in_bytes(text, begin)
    if not found:
        raise entities_error(f"Unclosed start tag at byte offset {where}")
    name = text[begin + 1 : found.start()].lower()
    if name not in NAMES:
        raise entities_error(f'Unsupported start tag "{name}" at byte offset {where}')
    attributes: dict[str, str] = {}
    index = found.start()
    while (index := _skip(text, index)) < len(text) and text[index] != ">":
        index = _attribute(text, index, _Place(name, where), attributes)
    if index >= len(text):
        raise entities_error(f"Unclosed start tag at byte offset {where}")
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise entities_error(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
    return Tag(name, attributes, index + 1)


class _Place(NamedTuple):
    name: str
    where: int


def _attribute(text: str, index: int, place: _Place, attributes: dict[str, str]) -> int:
    end = _end_of(_ATTRIBUTE, text, index)
    name = text[index:end]
    if not name:
        raise entities_error(f'Empty attribute name in the tag "{place.name}" at byte offset {place.where}')
    end = _skip(text, end)
    if end < len(text) and text[end] != "=":
        attributes[name] = ""
        return end
    end = _skip(text, end + 1)
    if end >= len(text):
        raise entities_error(f'Unclosed start tag "{place.name}" at byte offset {place.where}')
    attributes[name], end = _literal(text, end) if text[end] in "'\"" else _name_token(text, end)
    return end


def _name_token(text: str, index: int) -> tuple[str, int]:
    end = _end_of(_TOKEN, text, index)
    if end < len(text) and not text[end].isspace() and text[end] != ">":
        raise entities_error(f"Unexpected end of name token at byte offset {offset_in_bytes(text, index)}")
    return text[index:end].lower(), end


def _literal(text: str, index: int) -> tuple[str, int]:
    end = text.find(text[index], index + 1)
    end = len(text) if end < 0 else end
    value, at = [], index + 1
    while at < end:
        reference = decoded(text, at) if text[at] == "&" else None
        character, at = reference or (text[at], at + 1)
        value.append(character)
    return "".join(value), end + 1


def _skip(text: str, index: int) -> int:
    return _end_of(_SPACE, text, index)


def _end_of(pattern: re.Pattern[str], text: str, index: int) -> int:
    found = pattern.match(text, index)
    return found.end() if found else index
