"""The append-only record, as the desk needs it."""

from typing import Protocol

from bot.desk.ports.values import Edition, Entry


class History(Protocol):
    """Who, when, what, why; each entry's hash covers the one before it."""

    async def add(
        self, kind: str, *, person_id: int | None, edition: Edition | None = None, why: str = ""
    ) -> None:
        """Append one entry to the desk's chain. `kind` is a past participle ("submitted")."""
        ...

    async def of(self, announcement_id: int) -> list[Entry]:
        """Return an announcement's entries, oldest first."""
        ...

    async def first_broken(self) -> int | None:
        """Return the sequence number of the first entry whose hash does not fit, None when the chain holds."""
        ...
