"""What the desk needs of the outside, as small Protocols, and the values that cross that border.

`Store` runs one use case in one transaction; `Work` is what a use case sees of the database while it runs.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, TypeVar

from bot.desk.ports.chat import Buttons, Cards, Conversations, Notices
from bot.desk.ports.comments import Comments
from bot.desk.ports.contacts import Contacts, Waves
from bot.desk.ports.editions import Editions
from bot.desk.ports.emergencies import Emergencies
from bot.desk.ports.guards import Guards
from bot.desk.ports.history import History
from bot.desk.ports.letters import Letters
from bot.desk.ports.media import Media
from bot.desk.ports.outbox import Leases, Outbox
from bot.desk.ports.overrides import Overrides
from bot.desk.ports.people import People
from bot.desk.ports.policy import Policies
from bot.desk.ports.readers import Channels, Inboxes, Readers
from bot.desk.ports.record import Record
from bot.desk.ports.reviews import Reviews
from bot.desk.ports.schedules import Schedules
from bot.desk.ports.signoffs import SignOffs
from bot.desk.ports.soundings import Soundings
from bot.desk.ports.values import Desk

T = TypeVar("T")


class Work(Protocol):
    """One transaction. `now` is the moment it began (UTC); rules are given that, never a clock."""

    now: datetime
    desk: Desk
    people: People
    editions: Editions
    history: History
    record: Record
    media: Media
    channels: Channels
    readers: Readers
    inboxes: Inboxes
    letters: Letters
    outbox: Outbox
    leases: Leases
    cards: Cards
    buttons: Buttons
    conversations: Conversations
    notices: Notices
    schedules: Schedules
    contacts: Contacts
    waves: Waves
    policy: Policies
    sign_offs: SignOffs
    emergencies: Emergencies
    reviews: Reviews
    comments: Comments
    guards: Guards
    overrides: Overrides
    soundings: Soundings


class Store(Protocol):
    """Runs a step in a transaction of its own; an exception rolls everything back."""

    async def write(self, step: Callable[[Work], Awaitable[T]]) -> T:
        """Run a step that may change things."""
        ...

    async def read(self, step: Callable[[Work], Awaitable[T]]) -> T:
        """Run a step that only looks; writing in it fails."""
        ...

    @property
    def changes(self) -> int:
        """How often this program has changed anything."""
        ...

    async def changed(self, since: int, seconds: float) -> None:
        """Wait until this program has changed something since it had `since` times, at most so long.

        Other programs change things too, so this only wakes: whoever waits looks for work in any case.
        """
        ...


class Clock(Protocol):
    """The time. Only the edges and the worker's round may ask it."""

    def now(self) -> datetime:
        """Return the present moment, UTC, aware."""
        ...
