"""What the desk needs of typesetting: how a content will look to each kind of recipient, before and at publishing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.desk.ports.values import Edition
from bot.news.announcement import Content, Imprint
from bot.news.delivery import Kind


class Form(StrEnum):
    """How an announcement fits Telegram."""

    CAPTION = "caption"
    TEXT = "text"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Measure:
    """The form a content takes and its length in UTF-16 units after formatting, against Telegram's limit."""

    form: Form
    units: int
    limit: int
    whole_units: int


class Press(Protocol):
    """Sets the public's copies. Pure work on values: no network, no database."""

    def imprint(self, edition: Edition, content: Content) -> Imprint:
        """Return where the announcement stands or will stand."""
        ...

    def measure(self, content: Content, imprint: Imprint) -> Measure:
        """Return how it fits Telegram."""
        ...

    def embargoed(
        self, content: Content, imprint: Imprint, given: tuple[datetime, bytes | None, bool]
    ) -> dict[Kind, bytes]:
        """Return the bytes that the press gets, marked with the end of the embargo.

        `given` is the moment of giving (UTC), the photo's bytes, and whether it takes the place of what they had before.
        """
        ...

    def has_photo(self, post: bytes) -> bool:
        """Tell whether frozen bytes of a post send a photo with its words under it."""
        ...

    def confirming(self, token: str) -> str:
        """Return the address at which a press contact confirms their inbox."""
        ...

    def tombstones(self, imprint: Imprint, now: datetime) -> dict[Kind, bytes]:
        """Return the bytes that take back what each kind of recipient has; no word of it is in them."""
        ...

    def renderings(
        self, content: Content, imprint: Imprint, former: bytes | None = None
    ) -> dict[Kind, bytes]:
        """Return the bytes each kind of recipient gets; `former` is the frozen post whose place this one takes."""
        ...
