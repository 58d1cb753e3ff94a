"""What an announcement says: the content of one revision, and the bytes an approval binds to.

Knows nothing of how it is stored or shown.
"""

import hashlib
import json
import re
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.news import corrections, embargo
from bot.news.corrections import Correction, Manner, Note
from bot.news.embargo import Embargo
from bot.news.words import Block, BlockKind, Mark, Span

CANONICAL_VERSION = 1
NO_WORDS = Block("")
SLUG_LENGTH = 70
EVERYWHERE = ("page", "channels", "subscribers", "inboxes")


@dataclass(frozen=True, slots=True)
class Photo:
    """The lead photo. `sha256` is of the cleaned master's bytes, the very ones readers are given."""

    sha256: str
    width: int
    height: int
    alt_text: str = ""
    decorative: bool = False
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the public will see, or that decides who sees it."""

    headline: str = ""
    standfirst: Block = NO_WORDS
    body: tuple[Block, ...] = ()
    photo: Photo | None = None
    targets: tuple[str, ...] = EVERYWHERE
    embargo: Embargo | None = None
    correction: Correction | None = None

    def has_words(self) -> bool:
        """Tell whether any text has been written yet."""
        return bool(self.headline or self.standfirst or self.body)

    @property
    def is_withdrawal(self) -> bool:
        """Tell the notice that something was withdrawn: its headline, and why."""
        return self.correction is not None and self.correction.manner is Manner.WITHDRAWAL


class PostedAs(StrEnum):
    """How an announcement's posts stand in Telegram, which cannot make one of the other (Bot API, editMessageText)."""

    NOTHING = ""
    TEXT = "text"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What surrounds the words once they go out: where they stand and since when.

    `page_url` is the announcement's public address, `photo_url` that of its lead photo's master ("" without one). A
    rehearsal has neither. `notes` say what was put right; `posted_as` is how the posts to be edited were sent.
    """

    announcement_id: int
    edition_number: int
    desk_name: str
    page_url: str
    photo_url: str = ""
    reference: str = ""
    published_at: datetime | None = None
    rehearsal: bool = False
    notes: tuple[Note, ...] = ()
    posted_as: PostedAs = PostedAs.NOTHING


def slug_for(announcement_id: int, headline: str) -> str:
    """Return the address of an announcement: readable, and unique by its number ("road-closed-7")."""
    ascii_only = unicodedata.normalize("NFKD", headline).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_only.replace("'", ""))
    short = ""
    for word in words:
        if len(short) + len(word) > SLUG_LENGTH:
            break
        short += word + "-"
    return f"{short or 'news-'}{announcement_id}"


def canonical(content: Content) -> bytes:
    """Return the one byte string that stands for this content: sorted JSON, UTF-8, versioned.

    Without an embargo or a correction nothing is said of one, so that what was approved before there were any keeps its hash.
    """
    value = {"version": CANONICAL_VERSION, **asdict(replace(content, embargo=None, correction=None))}
    for name in ("embargo", "correction"):
        said = getattr(content, name)
        value.pop(name)
        if said is not None:
            value[name] = said.as_written()
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint(content: Content) -> str:
    """Return the SHA-256 (hex) that an approval of this content names."""
    return hashlib.sha256(canonical(content)).hexdigest()


def from_canonical(stored: bytes) -> Content:
    """Read content back from its canonical bytes."""
    value = json.loads(stored)
    photo = value["photo"]
    return Content(
        headline=value["headline"],
        standfirst=_block(value["standfirst"]),
        body=tuple(_block(block) for block in value["body"]),
        photo=Photo(**photo) if photo else None,
        targets=tuple(value["targets"]),
        embargo=embargo.read_back(value.get("embargo")),
        correction=corrections.read_back(value.get("correction")),
    )


def _block(value: dict[str, Any]) -> Block:
    spans = tuple(Span(s["start"], s["end"], Mark(s["mark"]), s["href"]) for s in value["spans"])
    return Block(value["text"], BlockKind(value["kind"]), spans)


def with_photo(content: Content, photo: Photo) -> Content:
    """Set a new lead photo. What was said of the old one does not describe the new one, so it goes."""
    return replace(content, photo=photo)


def with_alt_text(content: Content, alt_text: str) -> Content:
    """Describe the photo; an empty text states that it is decorative."""
    if content.photo is None:
        return content
    return replace(content, photo=replace(content.photo, alt_text=alt_text, decorative=not alt_text))
