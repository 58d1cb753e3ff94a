"""Chosen times and calendar links, as the desk needs them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Timing:
    """One chosen moment (UTC), the words it was asked for in, the zone they were read in, and who chose it."""

    due_at: datetime
    words: str
    timezone: str
    person_id: int


class Schedules(Protocol):
    """The record of chosen times: only ever added to. What is due is decided by `Edition.due_at` alone."""

    async def add(self, edition_id: int, timing: Timing) -> None:
        """Record a time that was chosen."""
        ...

    async def latest(self, edition_id: int) -> Timing | None:
        """Return the time chosen last."""
        ...

    async def link_number(self, person_id: int) -> int:
        """Return the number of this person's calendar link that holds now; it begins at 1."""
        ...

    async def new_link(self, person_id: int) -> int:
        """Make every calendar link of this person worthless; return the number of the next."""
        ...
