"""The ledger of deliveries and the leases of its lanes, as the desk needs them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.desk.ports.values import Edition
from bot.news.delivery import Answer, Delivery, Kind, Lane, Result, Tally, Word


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to drive a lane. `epoch` fences: a write with an old one changes nothing."""

    lane: Lane
    owner: str
    epoch: int


class Carrier(Protocol):
    """Hands one delivery to the outside. Never raises for what the outside does: its answer says what is known."""

    async def carry(self, rendering: bytes, delivery: Delivery) -> Answer:
        """Make one attempt."""
        ...


class Outbox(Protocol):
    """Every delivery: planned, intended before it is sent, settled after."""

    async def plan(self, edition_id: int) -> dict[Kind, int]:
        """Freeze the audience: one planned row for each usable public channel, subscriber and inbox; return counts."""
        ...

    async def plan_correction(self, edition: Edition, *, told: bool) -> None:
        """Plan an edition to everybody its former one reached or should still have reached, whose unsent copies are left out.

        Where a message is there it is edited. Whoever was mailed is mailed again only when `told`.
        """
        ...

    async def to_be_mailed(self, edition: Edition) -> int:
        """Return how many inboxes a correction that is told would be mailed to now."""
        ...

    async def plan_taking_back(self, edition: Edition) -> None:
        """Leave out what of a killed edition is unsent, and plan a tombstone to everybody who has, or may have, any of it."""
        ...

    async def taken_back(self, edition_id: int) -> dict[Kind, Tally]:
        """Return the counts of its tombstones by kind; none before it was killed."""
        ...

    async def delivery(self, delivery_id: int) -> Delivery | None:
        """Return one delivery."""
        ...

    async def freeze(self, edition_id: int, kind: Kind, rendering: bytes, wave: int = 0) -> None:
        """Keep the bytes that every recipient of this kind is to get."""
        ...

    async def rendering(self, edition_id: int, kind: Kind, wave: int = 0) -> bytes | None:
        """Return the frozen bytes."""
        ...

    async def claim(self, lease: Lease, limit: int, now: datetime) -> list[Delivery]:
        """Mark the next ones *intended* and return them, channels first; none when the lease is no longer ours.

        Only planned ones and deferred ones whose time has come, of editions still publishing or partly published; the
        press's of editions that are scheduled and not out.
        Inboxes wait until their edition's channels have been tried.
        """
        ...

    async def settle(self, lease: Lease, results: list[Result], now: datetime) -> int:
        """Record what became of intended deliveries, one batch; returns how many rows took it (0: lease lost)."""
        ...

    async def doubt(self, lease: Lease, now: datetime) -> int:
        """Mark *uncertain* what an earlier owner of this lane left intended; returns how many."""
        ...

    async def uncertain(self, edition_id: int) -> list[Delivery]:
        """Return the deliveries of an edition that are in doubt."""
        ...

    async def resolve(self, edition_id: int, kinds: Collection[Kind], word: Word, now: datetime) -> int:
        """Settle what is in doubt for these kinds by a person's word; returns how many."""
        ...

    async def retry_refused_channels(self, edition_id: int) -> int:
        """Plan the refused channel deliveries of an edition again; returns how many."""
        ...

    async def stop(self, edition_id: int, lane: Lane, reason: str) -> int:
        """Exclude all that is still planned or deferred in a lane; returns how many."""
        ...

    async def tally(self, edition_id: int) -> dict[Kind, Tally]:
        """Return the counts of an edition by kind; a kind nobody was planned for is absent."""
        ...

    async def refusals(self, edition_id: int) -> list[tuple[Kind, str, str]]:
        """Return kind, recipient and reason of the refused deliveries, channels first, at most twenty."""
        ...

    async def next_moment(self, lane: Lane) -> datetime | None:
        """Return when the earliest deferred delivery of the lane is due, None without one."""
        ...


class Leases(Protocol):
    """One owner at a time."""

    async def take(self, lane: Lane, owner: str, now: datetime, seconds: float) -> Lease | None:
        """Take a free or expired lane (epoch + 1) or renew our own (same epoch); None while another holds it."""
        ...

    async def release(self, lease: Lease) -> None:
        """Give the lane up at once, so that a successor need not wait."""
        ...
