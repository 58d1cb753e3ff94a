"""HTML to text and entities as the Bot API does it: error words with byte offsets, UTF-16 lengths, links checked.

After the rules of TDLib's parse_html, restated. Knows nothing of messages or chats.
"""

import html
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.independent.refusing import Json, Refused, bad

PLAIN_TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
KNOWN_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#x[0-9a-fA-F]{1,8}|lt|gt|amp|quot);")
ATTRIBUTE = re.compile(r"\s*([^\s=>/\"']+)\s*(?:=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+))?")
FOUND = (
    (
        "url",
        re.compile(
            r"(?:https?://)?(?:[a-z0-9-]+\.)+(?:com|org|net|uk|example|me|test)\b(?:/[^\s<>]*)?",
            re.IGNORECASE,
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?")),
    ("mention", re.compile(r"(?<!\w)@\w{4,32}")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)
MOST_ENTITIES = 100


def units(text: str) -> int:
    """Return the length in UTF-16 units, in which entities are counted."""
    return len(text.encode("utf-16-le")) // 2


def checked_link(address: str) -> str:
    """Return a link as Telegram keeps it, "" when it is none: a host without a dot (localhost) is none."""
    address = address.strip()
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
    except ValueError:
        return ""
    host = parts.hostname or ""
    if parts.scheme in {"tg", "ton"}:
        return address
    good = parts.scheme in {"http", "https"} and "." in host and not host.endswith(".") and " " not in address
    if not good:
        return ""
    return parts.geturl() if parts.path else f"{parts.geturl()}/"


@dataclass
class Open:
    """A start tag whose end has not come."""

    tag: str
    at: int
    attributes: dict[str, str]


@dataclass
class Reader:
    """Reads one HTML text."""

    source: str
    at: int = 0
    out: str = ""
    stack: list[Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            letter = self.source[self.at]
            known = KNOWN_ENTITY.match(self.source, self.at) if letter == "&" else None
            if known:
                self.out += html.unescape(known[0])
                self.at = known.end()
            elif letter == "<":
                self._tag()
            else:
                self.out += letter
                self.at += 1
        if self.stack:
            raise self._cannot(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return self.out, self.entities

    def _tag(self) -> None:
        begin, closing = self.at, self.source.startswith("</", self.at)
        name = re.compile(r"[^\s>/]*").match(self.source, begin + (2 if closing else 1))
        tag = (name[0] if name else "").lower()
        self.at = name.end() if name else begin + 1
        if closing:
            self._close(tag, begin)
            return
        if tag not in PLAIN_TAGS:
            raise self._cannot(f'Unsupported start tag "{tag}"', begin)
        attributes = self._attributes(begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._cannot('Tag "span" must have class "tg-spoiler"', begin)
        self.stack.append(Open(tag, len(self.out), attributes))

    def _attributes(self, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self.at += len(self.source[self.at :]) - len(self.source[self.at :].lstrip())
            if self.at >= len(self.source):
                raise self._cannot("Unclosed start tag", begin)
            if self.source[self.at] == ">":
                self.at += 1
                return found
            match = ATTRIBUTE.match(self.source, self.at)
            if not match:
                raise self._cannot("Empty attribute name in the tag", begin)
            self.at = match.end()
            found[match[1].lower()] = html.unescape((match[2] or "").strip("\"'"))

    def _close(self, tag: str, begin: int) -> None:
        self.at += len(self.source[self.at :]) - len(self.source[self.at :].lstrip())
        if not self.source.startswith(">", self.at):
            raise self._cannot("Unclosed end tag", begin)
        self.at += 1
        if not self.stack:
            raise self._cannot("Unexpected end tag", begin)
        opened = self.stack.pop()
        if tag and tag != opened.tag:
            raise self._cannot(f'Unmatched end tag, expected "</{opened.tag}>", found "</{tag}>"', begin)
        self._keep(opened)

    def _keep(self, opened: Open) -> None:
        words = self.out[opened.at :]
        entity: Json = {"type": PLAIN_TAGS[opened.tag], "offset": units(self.out[: opened.at])}
        entity["length"] = units(words)
        if opened.tag == "a":
            entity["url"] = checked_link(opened.attributes.get("href") or words)
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        if opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        if words and entity.get("url") != "":
            self.entities.append(entity)

    def _cannot(self, words: str, at: int | None = None) -> Refused:
        if at is not None:
            place = f" at byte offset {len(self.source[:at].encode())}"
            words = (
                words.replace(", expected", f"{place}, expected") if ", expected" in words else words + place
            )
        return bad(f"can't parse entities: {words}")


def understood(text: str, parse_mode: str, given: list[Json] | None) -> tuple[str, list[Json]]:
    """Return a text as it will stand, trimmed, with all its entities. Raises Refused."""
    if len(text.encode()) > 32768:
        raise bad("text is too long")
    text = "".join(c if c == "\n" or c >= " " else " " for c in text.replace("\r", ""))
    if parse_mode.lower() == "html":
        text, entities = Reader(text).read()
    elif not parse_mode:
        entities = [dict(one) for one in given or []]
    else:
        raise bad("unsupported parse_mode")
    text, entities = _trimmed(text, entities)
    entities += _noticed(text, entities)
    entities.sort(key=lambda one: (one["offset"], -one["length"]))
    return text, entities[:MOST_ENTITIES]


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    short = text.strip()
    before, end = units(text[: len(text) - len(text.lstrip())]), units(short)
    kept = []
    for one in entities:
        start, stop = max(0, one["offset"] - before), min(end, one["offset"] - before + one["length"])
        if stop > start:
            kept.append({**one, "offset": start, "length": stop - start})
    return short, kept


def _noticed(text: str, entities: list[Json]) -> list[Json]:
    """Find addresses, commands, names and tags in the words; localhost is no address."""
    taken = [
        (e["offset"], e["offset"] + e["length"])
        for e in entities
        if e["type"] in {"text_link", "code", "pre"}
    ]
    found: list[Json] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            start, length = units(text[: match.start()]), units(match[0])
            if not any(a < start + length and start < b for a, b in taken):
                taken.append((start, start + length))
                found.append({"type": kind, "offset": start, "length": length})
    return found
