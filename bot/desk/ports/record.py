"""What is kept of an announcement from its first word on, as it is shown to those who ask how it came about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.desk.ports.values import Edition


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved state. `canonical` are the bytes as they are stored, `sha256` what was noted of them when they were."""

    id: int
    edition_number: int
    number: int
    saved_by: int
    saved_by_name: str
    saved_at: datetime
    canonical: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """One approval, void or standing, with the hash of the revision it names."""

    edition_number: int
    revision_number: int
    sha256: str
    person_id: int
    name: str
    at: datetime
    voided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Overruled:
    """One override of a finding, whether it still holds or not, with the hash of the revision made with it."""

    edition_number: int
    revision_number: int
    sha256: str
    code: str
    words: str
    reason: str
    person_id: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one delivery to a channel: readers are counted and never listed."""

    channel: str
    state: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """One entry's place in the desk's chain. `said` are its words, None when it is about something else."""

    seq: int
    mark: str
    digest: str
    hash: str
    said: dict[str, object] | None = None


class Record(Protocol):
    """Looks only, and sees what is void, ended and gone."""

    async def find(self, reference: str) -> int | None:
        """Return the announcement of a reference (`NEWS-2026-0042`), in any case."""
        ...

    async def near(self, reference: str) -> list[str]:
        """Return the references nearest to one that does not exist, at most five."""
        ...

    async def tag(self, announcement_id: int) -> str:
        """Return the secret by which an announcement's entries are found in the chain."""
        ...

    async def latest(self, limit: int) -> list[Edition]:
        """Return the newest edition of each announcement, in whatever state, the one last changed first."""
        ...

    async def editions(self, announcement_id: int) -> list[Edition]:
        """Return every edition of an announcement, the first one first."""
        ...

    async def revisions(self, announcement_id: int) -> list[Revision]:
        """Return every revision of an announcement, oldest first."""
        ...

    async def approvals(self, announcement_id: int) -> list[Agreed]:
        """Return every approval ever given to an announcement, oldest first."""
        ...

    async def overrides(self, announcement_id: int) -> list[Overruled]:
        """Return every override ever given for an announcement, oldest first."""
        ...

    async def channels(self, edition_id: int) -> list[Told]:
        """Return what became of each delivery to a channel."""
        ...

    async def chain(self, announcement_id: int) -> list[Link]:
        """Return the desk's whole chain of entries, the words of this announcement's only."""
        ...

    async def head(self) -> tuple[int, str]:
        """Return how many entries the desk has written and the hash of the last, as it noted them itself."""
        ...

    async def seen_by(
        self, edition: Edition, person_id: int | None, *, in_this_edition: bool = False
    ) -> tuple[int, bool] | None:
        """Return the earlier revision a reviewer knows, and whether they approved it.

        That is the one the person approved last, else the one submitted last before the present one; None without any.
        """
        ...
