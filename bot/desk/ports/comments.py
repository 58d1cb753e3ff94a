"""Comments, and what our messages show, as the desk needs them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Shown:
    """What one message of ours shows: a revision, and the comment it brings, None for a card."""

    edition_id: int
    revision_id: int
    revision_number: int
    sha256: str
    comment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """One message of a person that is to be a comment: where it stands and what it says (plain words)."""

    chat_id: int
    message_id: int
    said: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """Words of one person about one revision; never changed. `answers_id` is the comment they answer."""

    id: int
    edition_id: int
    revision_id: int
    revision_number: int
    person_id: int
    name: str
    said: str
    at: datetime
    answers_id: int | None = None


class Comments(Protocol):
    """Only ever added to."""

    async def shows(
        self, place: tuple[int, int], words: tuple[int, int], comment_id: int | None = None
    ) -> None:
        """Record what a message of ours shows now: chat and message id; edition and revision id."""
        ...

    async def shown_by(self, chat_id: int, message_id: int) -> Shown | None:
        """Return what a message of ours shows, None when it shows nothing that could be commented on."""
        ...

    async def revision(self, edition_id: int, revision_id: int) -> Shown:
        """Return a revision as a message showing it would. Raises LookupError for one that never was."""
        ...

    async def add(self, remark: Remark, shown: Shown, person_id: int) -> int | None:
        """Keep a comment on what was shown; return its id, None when this message was taken before."""
        ...

    async def get(self, comment_id: int) -> Comment | None:
        """Return one comment."""
        ...

    async def sent_as(self, chat_id: int, message_id: int) -> Comment | None:
        """Return the comment a person's message became."""
        ...

    async def of(self, edition_id: int) -> list[Comment]:
        """Return an edition's comments, oldest first."""
        ...
