"""Announcements, editions, revisions and approvals, as the desk needs them."""

from datetime import datetime
from typing import Protocol

from bot.desk.ports.values import Approval, Edition, LiveItem, Public
from bot.news.announcement import Content, PostedAs
from bot.news.status import Move, State


class Editions(Protocol):
    """The open and the published work of the desk."""

    async def start(self, content: Content, author_id: int, *, rehearsal: bool = False) -> Edition:
        """Open a new announcement with its first edition and revision, in draft; the author is a contributor.

        What it is, a rehearsal or not, it stays.
        """
        ...

    async def follow(self, former: Edition, content: Content, person_id: int, posted_as: PostedAs) -> Edition:
        """Open the next edition of what is out, in draft; whoever opens it is its only contributor so far."""
        ...

    async def open_of(self, announcement_id: int) -> Edition | None:
        """Return the edition of an announcement that is being worked on, its row not locked."""
        ...

    async def get(self, edition_id: int) -> Edition | None:
        """Return an edition; inside a write its row stays locked until the transaction ends."""
        ...

    async def glance(self, edition_id: int) -> Edition | None:
        """Return an edition, its row not locked."""
        ...

    async def content(self, revision_id: int) -> Content:
        """Return what an immutable revision says."""
        ...

    async def save(
        self, edition: Edition, content: Content, by: int, *, contributes: bool = True
    ) -> Edition | None:
        """Add a revision and make it current, the person a contributor; None when the edition moved meanwhile.

        Not a contributor where no word changes and only the agreement to them has to be given anew.

        Conditional on what `edition` says of state, revision and time; the state becomes draft and approvals are voided
        in the same transaction.
        """
        ...

    async def move(self, edition: Edition, move: Move, *, due_at: datetime | None = None) -> Edition | None:
        """Make one move by one conditional update on state, revision and time; None when somebody else was first.

        Sets `due_at` as given (None clears it) and counts `touched` up.
        """
        ...

    async def hand_over(self, edition: Edition, person_id: int) -> bool:
        """Make somebody else the author, by one conditional update; False when it had another author meanwhile."""
        ...

    async def touch(self, edition_id: int) -> None:
        """Count `touched` up, so that the cards are drawn again."""
        ...

    async def touch_open(self, before: datetime) -> int:
        """Do so for what is neither out nor ended and was not changed since; its place among the drafts stays. Return how many."""
        ...

    async def contributors(self, edition_id: int) -> frozenset[int]:
        """Return the ids of all who wrote, edited or submitted since the last published revision."""
        ...

    async def contribute(self, edition_id: int, person_id: int) -> None:
        """Count a person among the contributors; twice is once."""
        ...

    async def approve(self, edition: Edition, person_id: int, role: str) -> bool:
        """Record agreement to the current revision; False when this person's is recorded already."""
        ...

    async def approvals(self, revision_id: int) -> list[Approval]:
        """Return the approvals of a revision that are not void, oldest first."""
        ...

    async def number(self, edition: Edition, prefix: str, year: int) -> str:
        """Give the announcement its reference (`NEWS-2026-0042`) unless it has one; return it."""
        ...

    async def publish(self, edition: Public, slug: str, published_at: datetime) -> Edition:
        """Freeze the edition as the live one of its announcement, under this address."""
        ...

    async def rehearse(self, edition: Edition, at: datetime) -> Edition:
        """Note when a rehearsal went out. It gets no address and becomes live nowhere."""
        ...

    async def open_editions(self) -> list[Edition]:
        """Return every edition not yet published or ended, newest change first."""
        ...

    async def in_state(self, state: State, due_by: datetime | None = None) -> list[Edition]:
        """Return the editions in a state, with `due_by` only those whose moment has come, earliest first."""
        ...

    async def live(self, limit: int, offset: int = 0) -> list[LiveItem]:
        """Return what readers see, newest first."""
        ...

    async def live_by_slug(self, slug: str) -> LiveItem | None:
        """Return the live edition at an address."""
        ...

    async def gone(self, slug: str) -> str | None:
        """Return what became of an address where nothing is live any more ("withdrawn", "killed", "superseded").

        None when nothing was ever live there.
        """
        ...
