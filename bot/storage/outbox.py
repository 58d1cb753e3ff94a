"""The ledger of deliveries: planned, intended before it is sent, settled after.

Every write of a lane carries the number of its lease in its WHERE: an owner whose lease was taken changes nothing.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, select, update

from bot.desk.ports.outbox import Lease
from bot.desk.ports.values import Edition
from bot.news.delivery import (
    MESSAGE_GONE,
    NEVER_LEARNT,
    Delivery,
    DeliveryState,
    Kind,
    Lane,
    Result,
    Tally,
    Word,
)
from bot.storage.claiming import claim
from bot.storage.correcting import plan_correction, plan_taking_back, to_be_mailed
from bot.storage.leases import hold, newest, running
from bot.storage.ledger import Ledger, kinds_of
from bot.storage.planning import plan
from bot.storage.tables import deliveries, editions, renderings
from bot.storage.tables.columns import Utc
from bot.storage.unsent import NO_PLACE, exclude, fresh_post, has_place


class SqlOutbox(Ledger):
    """One row for one edition to one recipient; no way leads from one row to two sends nobody knows of."""

    async def plan(self, edition_id: int) -> dict[Kind, int]:
        """Freeze the audience; twice is once. Returns how many the edition has by kind."""
        await plan(self._tx, edition_id)
        tally: dict[Kind, Tally] = await self.tally(edition_id)
        return {kind: counts.total for kind, counts in tally.items()}

    async def plan_correction(self, edition: Edition, *, told: bool) -> None:
        """Plan an edition to whom its former one reached or should still have reached; twice is once."""
        await plan_correction(self._tx, edition, told=told)

    async def to_be_mailed(self, edition: Edition) -> int:
        """Return how many inboxes a correction that is told would be mailed to now."""
        return await to_be_mailed(self._tx, edition)

    async def plan_taking_back(self, edition: Edition) -> None:
        """Plan a tombstone to everybody who has, or may have, any edition of it; twice is once."""
        await plan_taking_back(self._tx, edition)

    async def freeze(self, edition_id: int, kind: Kind, rendering: bytes, wave: int = 0) -> None:
        """Keep the bytes that every recipient of this kind is to get; the first stay."""
        frozen = self._tx.insert(renderings).values(
            edition_id=edition_id, kind=kind, content=rendering, wave=wave
        )
        await self._tx.change(frozen.on_conflict_do_nothing())

    async def claim(self, lease: Lease, limit: int, now: datetime) -> list[Delivery]:
        """Mark the next ones *intended* and return them, channels first; none when the lease is no longer ours."""
        return await claim(self._tx, lease, limit, now)

    async def settle(self, lease: Lease, results: list[Result], now: datetime) -> int:
        """Record what became of intended deliveries, one batch; returns how many rows took it (0: lease lost).

        A lease that expired but was not taken over still settles: what is known must not be lost.
        """
        if not results:
            return 0
        deferred = bindparam("became") == DeliveryState.DEFERRED
        unwanted = deferred & (deliveries.c.unwanted != "")
        settled = (
            update(deliveries)
            .where(deliveries.c.id == bindparam("delivery_id"), deliveries.c.epoch == lease.epoch)
            .where(deliveries.c.state == DeliveryState.INTENDED, newest(self._tx, lease))
            .values(
                state=case((unwanted, DeliveryState.EXCLUDED), else_=bindparam("became")),
                reason=case((unwanted, deliveries.c.unwanted), else_=bindparam("because")),
                message_id=func.coalesce(bindparam("message"), deliveries.c.message_id),
                ready_at=func.coalesce(bindparam("until", type_=Utc), deliveries.c.ready_at),
                attempts=deliveries.c.attempts + 1,
                settled_at=now,
            )
        )
        return await self._tx.change(settled, [_row(result) for result in results])

    async def doubt(self, lease: Lease, now: datetime) -> int:
        """Mark *uncertain* what an earlier owner of this lane left intended; returns how many."""
        await hold(self._tx, lease)
        left = (
            update(deliveries)
            .where(
                deliveries.c.edition_id.in_(
                    select(editions.c.id).where(editions.c.desk_id == self._tx.desk_id)
                )
            )
            .where(deliveries.c.kind.in_(kinds_of(lease.lane)))
            .where(deliveries.c.state == DeliveryState.INTENDED, deliveries.c.epoch < lease.epoch)
            .where(running(self._tx, lease, now))
        )
        # To edit a message once more changes nothing, so that an edit is never in doubt.
        editing = deliveries.c.message_id.is_not(None)
        known = {
            "state": case((editing, DeliveryState.PLANNED), else_=DeliveryState.UNCERTAIN),
            "reason": case((editing, ""), else_="left under way"),
        }
        return await self._tx.change(left.values(**known))

    async def resolve(self, edition_id: int, kinds: Collection[Kind], word: Word, now: datetime) -> int:
        """Settle what is in doubt by a person's word: accepted, or planned again unless nobody wants it any more."""
        doubted = update(deliveries).where(
            deliveries.c.edition_id == edition_id,
            deliveries.c.kind.in_(kinds),
            deliveries.c.state == DeliveryState.UNCERTAIN,
        )
        if word is Word.SEEN_THERE:
            return await self._tx.change(doubted.values(state=DeliveryState.ACCEPTED, settled_at=now))
        if word is Word.LEFT_UNCLEAR:
            left = {"state": DeliveryState.EXCLUDED, "reason": "left unclear", "settled_at": now}
            return await self._tx.change(doubted.values(**left))
        nowhere = fresh_post() & ~has_place()
        unwanted = (deliveries.c.unwanted != "") | nowhere
        again = case((unwanted, DeliveryState.EXCLUDED), else_=DeliveryState.PLANNED)
        reason = case((nowhere, NO_PLACE), (unwanted, deliveries.c.unwanted), else_="")
        afresh = {"state": again, "reason": reason, "ready_at": now, "replaces_id": None}
        return await self._tx.change(doubted.values(**afresh))

    async def retry_refused_channels(self, edition_id: int) -> int:
        """Plan the refused channel deliveries of an edition again; returns how many."""
        refused = update(deliveries).where(
            deliveries.c.edition_id == edition_id,
            deliveries.c.kind.in_((Kind.CHANNEL, Kind.REHEARSAL)),
            deliveries.c.state == DeliveryState.REFUSED,
            ~fresh_post() | has_place(),
        )
        # Where the message is gone, or nobody knows its number, trying again can only mean a new one.
        afresh = deliveries.c.reason.in_((MESSAGE_GONE, NEVER_LEARNT))
        planned = {
            "state": DeliveryState.PLANNED,
            "reason": "",
            "ready_at": self._tx.now,
            "message_id": case((afresh, None), else_=deliveries.c.message_id),
            "replaces_id": case((afresh, None), else_=deliveries.c.replaces_id),
        }
        return await self._tx.change(refused.values(**planned))

    async def stop(self, edition_id: int, lane: Lane, reason: str) -> int:
        """Exclude all that is still planned or deferred in a lane; returns how many."""
        these = (deliveries.c.edition_id == edition_id) & deliveries.c.kind.in_(kinds_of(lane))
        return await exclude(self._tx, these, reason)


def _row(result: Result) -> dict[str, Any]:
    return {
        "delivery_id": result.delivery_id,
        "became": result.state,
        "message": result.message_id,
        "because": result.reason,
        "until": result.until,
    }
