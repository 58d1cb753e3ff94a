"""Looking at the ledger: counts, doubts, refusals. Changes nothing."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, func, select

from bot.news.delivery import LANE_OF, Delivery, DeliveryState, Kind, Lane, Tally
from bot.news.status import State
from bot.storage.tables import deliveries, editions, renderings
from bot.storage.transaction import Transaction

SENDING = (State.PUBLISHING, State.PARTLY_PUBLISHED)
_SHOWN_REFUSALS = 20
_IN_ORDER = case({kind.value: place for place, kind in enumerate(Kind)}, value=deliveries.c.kind)


class Ledger:
    """What is known of every delivery."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def rendering(self, edition_id: int, kind: Kind) -> bytes | None:
        """Return the frozen bytes."""
        frozen = select(renderings.c.content).filter_by(edition_id=edition_id, kind=kind)
        found: bytes | None = await self._tx.value(frozen)
        return found

    async def uncertain(self, edition_id: int) -> list[Delivery]:
        """Return the deliveries of an edition that are in doubt, channels first."""
        rows = await self._tx.all(self._in_state(edition_id, DeliveryState.UNCERTAIN))
        return [delivery_from(row) for row in rows]

    async def tally(self, edition_id: int) -> dict[Kind, Tally]:
        """Return the counts of an edition by kind; a kind nobody was planned for is absent."""
        rows = await self._tx.all(
            select(deliveries.c.kind, deliveries.c.state, func.count().label("so_many"))
            .where(deliveries.c.edition_id == edition_id)
            .group_by(deliveries.c.kind, deliveries.c.state)
        )
        counts: dict[Kind, dict[DeliveryState, int]] = {}
        for row in rows:
            counts.setdefault(Kind(row.kind), {})[DeliveryState(row.state)] = row.so_many
        return {kind: Tally(counts[kind]) for kind in Kind if kind in counts}

    async def refusals(self, edition_id: int) -> list[tuple[Kind, str, str]]:
        """Return kind, recipient and reason of the refused deliveries, channels first, at most twenty."""
        refused = self._in_state(edition_id, DeliveryState.REFUSED).limit(_SHOWN_REFUSALS)
        return [(Kind(row.kind), row.recipient, row.reason) for row in await self._tx.all(refused)]

    async def next_moment(self, lane: Lane) -> datetime | None:
        """Return when the earliest deferred delivery of the lane is due, None without one."""
        kinds = [kind for kind in Kind if LANE_OF[kind] is lane]
        earliest: datetime | None = await self._tx.value(
            select(func.min(deliveries.c.ready_at))
            .join(editions, editions.c.id == deliveries.c.edition_id)
            .where(editions.c.desk_id == self._tx.desk_id, editions.c.state.in_(SENDING))
            .where(deliveries.c.kind.in_(kinds), deliveries.c.state == DeliveryState.DEFERRED)
        )
        return earliest

    def _in_state(self, edition_id: int, state: DeliveryState) -> Select[Any]:
        these = select(deliveries).where(deliveries.c.edition_id == edition_id, deliveries.c.state == state)
        return these.order_by(_IN_ORDER, deliveries.c.id)


def delivery_from(row: Row[Any]) -> Delivery:
    """Return the delivery a row stands for."""
    return Delivery(
        id=row.id,
        edition_id=row.edition_id,
        kind=Kind(row.kind),
        recipient=row.recipient,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        key=row.key,
        message_id=row.message_id,
        reason=row.reason,
        intended_at=row.intended_at,
    )
