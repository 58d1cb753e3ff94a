"""parse_mode HTML: the tags Telegram knows become entities, everything else is refused with its own words.

Source: TDLib MessageEntity.cpp, parse_html. Offsets in the complaints count bytes of the text as it came.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from bot.sandbox.formatting.entities import Entity
from bot.sandbox.formatting.links import checked_link, linked_person
from bot.sandbox.formatting.tags import STYLES, Tag, decoded, entities_error, offset_in_bytes, start_tag

_PLAIN = re.compile(r"[^<&]+")


class _Open(NamedTuple):
    tag: Tag
    offset: int


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """The text without its tags and the entities, in code points. Raises Refused with Telegram's description."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        self.entities: list[Entity] = []
        self.open: list[_Open] = []

    def read(self) -> tuple[str, list[Entity]]:
        index = 0
        while index < len(self.text):
            index = self._step(index)
        if self.open:
            raise entities_error(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag.name}"')
        plain = [e._replace(extra=()) if e.kind == "code" else e for e in self.entities]
        return "".join(self.out), plain

    def _step(self, index: int) -> int:
        if plain := _PLAIN.match(self.text, index):
            self.out.extend(plain.group())
            return plain.end()
        if self.text[index] == "<":
            return self._close(index) if self.text.startswith("</", index) else self._begin(index)
        character, end = decoded(self.text, index) or ("&", index + 1)
        self.out.append(character)
        return end

    def _begin(self, index: int) -> int:
        tag = start_tag(self.text, index)
        self.open.append(_Open(tag, len(self.out)))
        return tag.end

    def _close(self, index: int) -> int:
        where = offset_in_bytes(self.text, index)
        if not self.open:
            raise entities_error(f"Unexpected end tag at byte offset {where}")
        end = self.text.find(">", index)
        name = self.text[index + 2 : end if end >= 0 else None].rstrip()
        if end < 0 or any(c.isspace() for c in name):
            raise entities_error(f"Unclosed end tag at byte offset {where}")
        opened = self.open.pop()
        if name and name.lower() != opened.tag.name:
            raise entities_error(
                f'Unmatched end tag at byte offset {where}, expected "</{opened.tag.name}>", '
                f'found "</{name.lower()}>"'
            )
        if len(self.out) > opened.offset:
            self._add(opened)
        return end + 1

    def _add(self, opened: _Open) -> None:
        kind, extra = self._meaning(opened)
        if kind is None:
            return
        entity = Entity(kind, opened.offset, len(self.out) - opened.offset, tuple(extra.items()))
        last = self.entities[-1] if self.entities else None
        if (
            last
            and {last.kind, kind} == {"pre", "code"}
            and last[1:3] == entity[1:3]
            and (last.extra or entity.extra)
        ):
            self.entities[-1] = Entity("pre", entity.offset, entity.length, last.extra or entity.extra)
        else:
            self.entities.append(entity)

    def _meaning(self, opened: _Open) -> tuple[str | None, dict[str, Any]]:
        tag = opened.tag
        if tag.name == "a":
            return link(tag.attributes.get("href") or "".join(self.out[opened.offset :]))
        if tag.name == "tg-emoji":
            return "custom_emoji", {"custom_emoji_id": _emoji(tag.attributes.get("emoji-id", ""))}
        if tag.name == "tg-time":
            return "date_time", _moment(tag.attributes)
        if tag.name == "blockquote" and "expandable" in tag.attributes:
            return "expandable_blockquote", {}
        language = tag.attributes.get("class", "") if tag.name == "code" else ""
        if language.startswith("language-"):
            return "code", {"language": language.removeprefix("language-")}
        return STYLES.get(tag.name, tag.name), {}


def link(url: str) -> tuple[str | None, dict[str, Any]]:
    """A mention of a person, a link, or nothing at all for an address Telegram does not take."""
    person = linked_person(url)
    if person is not None:
        return "text_mention", {"user": person}
    checked = checked_link(url)
    return ("text_link", {"url": checked}) if checked else (None, {})


def _emoji(identifier: str) -> str:
    if not identifier.isdigit() or int(identifier) == 0:
        raise entities_error("Invalid custom emoji identifier specified")
    return identifier


def _moment(attributes: dict[str, str]) -> dict[str, Any]:
    unix = attributes.get("unix", "")
    if not unix.isdigit():
        raise entities_error('Invalid Unix time specified in the tag "tg-time"')
    style = attributes.get("format", "")
    if style != "r" and not set(style) <= set("wdDtT"):
        raise entities_error('Invalid date-time format specified in the tag "tg-time"')
    return {"unix_time": int(unix), **({"date_time_format": style} if style else {})}
