"""Looking at the ledger: counts, doubts, refusals. Changes nothing."""

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, ScalarSelect, func, select

from bot.news.delivery import LANE_OF, PRESS, TAKING_BACK, Delivery, DeliveryState, Kind, Lane, Tally
from bot.news.embargo import STANDING
from bot.news.status import State
from bot.storage.tables import deliveries, editions, renderings
from bot.storage.transaction import Transaction
from bot.storage.unsent import has_place

# Of what was killed, only what takes it back is planned.
SENDING = (State.PUBLISHING, State.PARTLY_PUBLISHED, State.KILLED)
UNDER_EMBARGO = tuple(sorted(STANDING))
_SHOWN_REFUSALS = 20
_TAKING_BACK = (deliveries.c.wave == TAKING_BACK) & deliveries.c.kind.not_in(sorted(PRESS))
T = TypeVar("T")


class Ledger:
    """What is known of every delivery."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def rendering(self, edition_id: int, kind: Kind, wave: int = 0) -> bytes | None:
        """Return the frozen bytes."""
        frozen = select(renderings.c.content).filter_by(edition_id=edition_id, kind=kind, wave=wave)
        found: bytes | None = await self._tx.value(frozen)
        return found

    async def uncertain(self, edition_id: int) -> list[Delivery]:
        """Return the deliveries of an edition that are in doubt, channels first."""
        return [delivery_from(row) for row in await self._in_state(edition_id, DeliveryState.UNCERTAIN)]

    async def delivery(self, delivery_id: int) -> Delivery | None:
        """Return one delivery."""
        row = await self._tx.one(select(deliveries).where(deliveries.c.id == delivery_id))
        return delivery_from(row) if row else None

    async def tally(self, edition_id: int) -> dict[Kind, Tally]:
        """Return the counts of an edition by kind; a kind nobody was planned for is absent."""
        return await self._counted(edition_id, ~_TAKING_BACK)

    async def taken_back(self, edition_id: int) -> dict[Kind, Tally]:
        """Return the counts of what takes a killed edition back."""
        return await self._counted(edition_id, _TAKING_BACK)

    async def _counted(self, edition_id: int, which: ColumnElement[bool]) -> dict[Kind, Tally]:
        rows = await self._tx.all(
            select(deliveries.c.kind, deliveries.c.state, func.count().label("so_many"))
            .where(deliveries.c.edition_id == edition_id, which)
            .group_by(deliveries.c.kind, deliveries.c.state)
        )
        counts: dict[Kind, dict[DeliveryState, int]] = {}
        for row in rows:
            counts.setdefault(Kind(row.kind), {})[DeliveryState(row.state)] = row.so_many
        return {kind: Tally(counts[kind]) for kind in Kind if kind in counts}

    async def refusals(self, edition_id: int) -> list[tuple[Kind, str, str]]:
        """Return kind, recipient and reason of the refused deliveries, channels first, at most twenty."""
        refused = await self._in_state(edition_id, DeliveryState.REFUSED, _SHOWN_REFUSALS)
        return [(Kind(row.kind), row.recipient, row.reason) for row in refused[:_SHOWN_REFUSALS]]

    async def next_moment(self, lane: Lane) -> datetime | None:
        """Return when the earliest deferred delivery of the lane is due, None without one."""
        ours = editions.c.desk_id == self._tx.desk_id
        moments: list[datetime] = []
        for kind in kinds_of(lane):
            deferred = (deliveries.c.kind == kind) & (deliveries.c.state == DeliveryState.DEFERRED)
            first = by_index(deliveries.c.ready_at, deferred & (deliveries.c.edition_id == editions.c.id))
            rows = await self._tx.all(
                select(first.label("moment")).select_from(editions).where(ours, sending(kind))
            )
            moments += [row.moment for row in rows if row.moment is not None]
        return min(moments, default=None)

    async def _in_state(
        self, edition_id: int, state: DeliveryState, most: int | None = None
    ) -> list[Row[Any]]:
        """Kind by kind, since that is how the index goes: an edition may have a million others."""
        found: list[Row[Any]] = []
        for kind in Kind:
            these = select(deliveries).filter_by(edition_id=edition_id, kind=kind, state=state)
            found += await self._tx.all(these.order_by(deliveries.c.ready_at, deliveries.c.id).limit(most))
        return found


def kinds_of(lane: Lane) -> list[Kind]:
    """Return the kinds of recipient a lane sends to, in the order of going out."""
    return [kind for kind in Kind if LANE_OF[kind] is lane]


def sending(kind: Kind) -> ColumnElement[bool]:
    """Return the condition under which an edition's copies of a kind may be sent: the press's only before it is out."""
    return editions.c.state.in_(UNDER_EMBARGO if kind in PRESS else SENDING)


def may_go(kind: Kind) -> ColumnElement[bool]:
    """Return the condition for one delivery of an edition being sent: of what was killed, only what takes it back.

    And no rehearsal to a place that is for something else by now, or that everybody can read.
    """
    taking_back = (editions.c.state != State.KILLED) | (deliveries.c.wave == TAKING_BACK)
    allowed = sending(kind) & taking_back
    return allowed & has_place() if kind is Kind.REHEARSAL else allowed


def by_index(column: ColumnElement[T], condition: ColumnElement[bool]) -> ScalarSelect[T]:
    """Return a column of the first delivery to be ready: one row by the index, in words no planner makes a join of."""
    first = select(column).where(condition).order_by(deliveries.c.ready_at).limit(1)
    return first.correlate_except(deliveries).scalar_subquery()


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
        wave=row.wave,
        replaces=row.replaces_id,
    )
