"""The values that cross the desk's border: rows as frozen values. No behaviour."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.news.announcement import Content, PostedAs
from bot.news.staff import Role
from bot.news.status import State


@dataclass(frozen=True, slots=True)
class Desk:
    """The staff of one organisation acting together. `timezone` is an IANA name."""

    id: int
    name: str
    timezone: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition as it stands now. `touched` counts every change, so that cards know when they are behind.

    `corrects` is the id of the published edition this one is to replace, `posted_as` how that one's posts stand.
    """

    id: int
    announcement_id: int
    number: int
    state: State
    revision_id: int
    revision_number: int
    sha256: str
    author_id: int
    touched: int
    updated_at: datetime
    reference: str = ""
    slug: str = ""
    due_at: datetime | None = None
    published_at: datetime | None = None
    rehearsal: bool = False
    corrects: int | None = None
    posted_as: PostedAs = PostedAs.NOTHING


# An edition that may become live. Made by `bot/desk/rehearsal.py` alone, which makes none of a rehearsal.
Public = NewType("Public", Edition)


@dataclass(frozen=True, slots=True)
class Approval:
    """Recorded agreement by a non-contributor to one exact revision."""

    revision_id: int
    sha256: str
    person_id: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LiveItem:
    """What readers see of an announcement: its live edition, whole."""

    edition: Edition
    content: Content
    first_published_at: datetime


@dataclass(frozen=True, slots=True)
class Invite:
    """A one-time invitation to hold a role; who issued it, None from the command line."""

    id: int
    role: Role
    created_by: int | None


@dataclass(frozen=True, slots=True)
class Rendition:
    """One served size of a photo: `sha256` names the bytes, `photo_sha256` the photo it was made from."""

    photo_sha256: str
    sha256: str
    content_type: str
    width: int
    height: int


class Purpose(StrEnum):
    """What a place we were added to is for; `UNDECIDED` until an admin says so."""

    UNDECIDED = "undecided"
    PUBLIC = "public"
    STAFF = "staff"
    REHEARSAL = "rehearsal"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel or group. `kind` is Telegram's chat type; `lost_because` is empty while we may write there."""

    chat_id: int
    title: str
    kind: str
    purpose: Purpose
    username: str = ""
    lost_because: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of history: who, when, what, why, from which revision to which."""

    at: datetime
    kind: str
    person_id: int | None
    name: str
    why: str
    revision_number: int | None
    hash: str
    edition_number: int | None = None
