"""The record of emergencies, as the desk needs it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.desk.ports.values import Edition


@dataclass(frozen=True, slots=True)
class Emergency:
    """One order to publish exactly this revision without approval; it counts from `ordered_at` on.

    `ended_at` when it came to nothing, `published_at` when it went out, `reviewed_at` when somebody else agreed to the
    words afterwards. `name` and `reviewed_by_name` are what those people are called now, `reminded` counts days.
    """

    id: int
    edition_id: int
    edition_number: int
    revision_id: int
    revision_number: int
    sha256: str
    person_id: int
    name: str
    reason: str
    ordered_at: datetime | None = None
    ended_at: datetime | None = None
    published_at: datetime | None = None
    reviewed_at: datetime | None = None
    reviewed_by: int | None = None
    reviewed_by_name: str = ""
    reminded: int = 0

    @property
    def is_unreviewed(self) -> bool:
        """Tell whether it went out and nobody else has agreed to it yet."""
        return self.published_at is not None and self.reviewed_at is None


class Emergencies(Protocol):
    """Each step is one conditional update: False when it had been taken already."""

    async def ask(self, edition: Edition, person_id: int, reason: str) -> int:
        """Keep who wants this revision out, and why; return its number. Nothing is ordered yet."""
        ...

    async def get(self, emergency_id: int) -> Emergency | None:
        """Return one, ordered or not."""
        ...

    async def order(self, emergency_id: int) -> bool:
        """Let it count."""
        ...

    async def standing(self, edition_id: int) -> Emergency | None:
        """Return the order that counts for an edition, before it goes out and ever after; None without one."""
        ...

    async def end(self, emergency_id: int) -> bool:
        """It came to nothing; it counts no more."""
        ...

    async def publish(self, emergency_id: int) -> bool:
        """It went out."""
        ...

    async def review(self, emergency_id: int, person_id: int) -> bool:
        """Somebody else has agreed to it afterwards."""
        ...

    async def unreviewed(self) -> list[Emergency]:
        """Return those that went out and wait for somebody to agree, oldest first."""
        ...

    async def remind(self, emergency_id: int, days: int) -> bool:
        """Note that the desk is reminded for that many days; False when it was already, or is reviewed."""
        ...

    async def of_announcement(self, announcement_id: int) -> list[Emergency]:
        """Return every one that was ordered for an announcement, oldest first."""
        ...
