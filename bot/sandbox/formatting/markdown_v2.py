"""parse_mode MarkdownV2: nested marks, reserved characters, quotations by `>` and expandable ones ending in `||`.

Source: TDLib MessageEntity.cpp, parse_markdown_v2.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from bot.sandbox.formatting.entities import Entity
from bot.sandbox.formatting.html import link
from bot.sandbox.formatting.markdown import pre_opening
from bot.sandbox.formatting.tags import entities_error, offset_in_bytes

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_CLOSING = {
    "bold": "*",
    "italic": "_",
    "code": "`",
    "pre": "```",
    "text_link": "]",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "custom_emoji": "]",
}
_OPENING = (
    ("__", "underline"),
    ("_", "italic"),
    ("*", "bold"),
    ("~", "strikethrough"),
    ("||", "spoiler"),
    ("![", "custom_emoji"),
    ("[", "text_link"),
    ("```", "pre"),
    ("`", "code"),
)
_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}
_EMOJI = re.compile(r"^tg://emoji\?id=([1-9]\d*)$")


class _Open(NamedTuple):
    kind: str
    begin: int
    offset: int
    extra: dict[str, Any]


def parse_markdown_v2(text: str) -> tuple[str, list[Entity]]:
    """The text without its marks and the entities, in code points. Raises Refused with Telegram's description."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        self.entities: list[Entity] = []
        self.open: list[_Open] = []
        self.quoting = False
        self.may_quote = True

    def read(self) -> tuple[str, list[Entity]]:
        index = 0
        while index < len(self.text):
            index = self._step(index)
        if self.quoting:
            self._end_quotation(len(self.text))
        if self.open:
            raise self._unfinished()
        return "".join(self.out), self.entities

    def _step(self, index: int) -> int:
        character = self.text[index]
        escaped = self.text[index + 1 : index + 2]
        if character == "\\" and escaped and 0 < ord(escaped) <= 126:
            return self._plain(escaped, index + 2)
        inside = self.open[-1].kind if self.open else ""
        if character not in (frozenset("`") if inside in {"code", "pre"} else _RESERVED):
            return self._plain(character, index + 1)
        if self.quoting and character == "\n" and not self.text.startswith(">", index + 1):
            self._plain("\n", index)
            self._end_quotation(index)
            return index + 1
        if inside and self._ends(inside, index):
            return self._close(index)
        return self._begin(character, index)

    def _plain(self, character: str, after: int) -> int:
        self.out.append(character)
        if character != "\r":
            self.may_quote = character == "\n"
        return after

    def _ends(self, kind: str, index: int) -> bool:
        mark = _CLOSING.get(kind)
        if mark is None or not self.text.startswith(mark, index):
            return False
        return not (kind == "italic" and self.text.startswith("__", index))

    def _begin(self, character: str, index: int) -> int:
        if character == "\n":
            return self._plain("\n", index + 1)
        if character == ">" and self.may_quote:
            if not self.quoting:
                self.open.append(_Open("blockquote", index, len(self.out), {}))
            self.quoting = True
            return index + 1
        for mark, kind in _OPENING:
            if self.text.startswith(mark, index):
                return self._opened(kind, index, index + len(mark))
        raise entities_error(
            f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
        )

    def _opened(self, kind: str, index: int, after: int) -> int:
        extra = {}
        if kind == "pre":
            language, after = pre_opening(self.text, after)
            extra = {"language": language} if language else {}
        self.open.append(_Open(kind, index, len(self.out), extra))
        return after

    def _close(self, index: int) -> int:
        opened = self.open.pop()
        kind: str | None = opened.kind
        extra, after = opened.extra, index + len(_CLOSING[opened.kind])
        if opened.kind == "text_link":
            url, after = self._address(after, "a URL")
            kind, extra = link("".join(self.out[opened.offset :]) if url is None else url)
        elif opened.kind == "custom_emoji":
            url, after = self._address(after, "a custom emoji URL")
            extra = {"custom_emoji_id": _emoji(url)}
        if kind and len(self.out) > opened.offset:
            self._add(kind, opened.offset, extra)
        return after

    def _address(self, index: int, what: str) -> tuple[str | None, int]:
        if not self.text.startswith("(", index):
            return None, index
        url, at = [], index + 1
        while at < len(self.text) and self.text[at] != ")":
            at += self.text[at] == "\\" and at + 1 < len(self.text)
            url.append(self.text[at])
            at += 1
        if at >= len(self.text):
            raise entities_error(
                f"Can't find end of {what} at byte offset {offset_in_bytes(self.text, index + 1)}"
            )
        return "".join(url), at + 1

    def _end_quotation(self, index: int) -> None:
        kind = "blockquote"
        if (
            self.open[-1].kind == "spoiler"
            and self.text[:index].rstrip("\r").endswith("||")
            and (self.open[-1].begin == len(self.text[:index].rstrip("\r")) - 2)
        ):
            self.open.pop()
            kind = "expandable_blockquote"
        if self.open[-1].kind != "blockquote":
            raise self._unfinished()
        opened = self.open.pop()
        self.quoting = False
        if len(self.out) > opened.offset:
            self._add(kind, opened.offset, {})

    def _add(self, kind: str, offset: int, extra: dict[str, Any]) -> None:
        self.entities.append(Entity(kind, offset, len(self.out) - offset, tuple(extra.items())))

    def _unfinished(self) -> Exception:
        last = self.open[-1]
        name = "PreCode" if last.extra and last.kind == "pre" else _NAMES[last.kind]
        return entities_error(
            f"Can't find end of {name} entity at byte offset {offset_in_bytes(self.text, last.begin)}"
        )


def _emoji(url: str | None) -> str:
    if url is None:
        raise entities_error("Custom emoji entity must contain a tg://emoji URL")
    found = _EMOJI.match(url)
    if not found:
        raise entities_error("Invalid custom emoji URL specified")
    return found.group(1)
