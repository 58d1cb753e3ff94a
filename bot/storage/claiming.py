"""Taking the next deliveries of a lane: a query that stays quick whatever the length of the outbox.

Planners lose their way in one big query: where most rows of a long outbox are settled, PostgreSQL reads them all to
find four that are not. So the few editions being sent are asked which of their deliveries are ready, and rows are then
taken by equality on everything an index begins with, in that index's own order.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select, true, union_all, update

from bot.desk.ports.outbox import Lease
from bot.news.delivery import Delivery, DeliveryState, Kind, Lane
from bot.storage.leases import hold, running
from bot.storage.ledger import by_index, delivery_from, kinds_of, may_go, sending
from bot.storage.tables import deliveries, editions
from bot.storage.transaction import Transaction

# Within a kind, who has waited since an earlier try goes before those not tried yet.
_READY = (DeliveryState.DEFERRED, DeliveryState.PLANNED)


async def claim(tx: Transaction, lease: Lease, limit: int, now: datetime) -> list[Delivery]:
    """Mark the next ones *intended* and return them in their order; none when the lease is no longer ours."""
    await hold(tx, lease)
    claimed: list[Delivery] = []
    for group in await tx.all(_groups(tx, lease.lane, now)):
        if (room := limit - len(claimed)) <= 0:
            break
        same = (deliveries.c.edition_id == group.id) & (deliveries.c.kind == group.kind)
        ready = same & (deliveries.c.state == group.state) & (deliveries.c.ready_at <= now)
        claimed += await _take(tx, lease, _next(ready, may_go(Kind(group.kind))).limit(room), now)
    return claimed


def _groups(tx: Transaction, lane: Lane, now: datetime) -> Select[Any]:
    """The editions being sent, or given to the press, that have something ready, with its kind and state, in the order of going out:

    within a kind what puts something right goes before the rest.
    """
    places = enumerate((kind, state) for kind in kinds_of(lane) for state in _READY)
    asked = union_all(
        *(
            select(
                literal(place).label("place"),
                literal(kind.value).label("kind"),
                literal(state.value).label("state"),
            )
            for place, (kind, state) in places
        )
    ).cte("asked")
    same = (deliveries.c.edition_id == editions.c.id) & (deliveries.c.kind == asked.c.kind)
    ready = same & (deliveries.c.state == asked.c.state) & (deliveries.c.ready_at <= now)
    found = (
        select(editions.c.id, asked.c.kind, asked.c.state)
        .join_from(editions, asked, true())
        .where(
            editions.c.desk_id == tx.desk_id,
            or_(*((asked.c.kind == kind) & sending(kind) for kind in kinds_of(lane))),
            by_index(deliveries.c.id, ready).is_not(None),
        )
        .order_by(asked.c.place, editions.c.corrects_id.is_(None), editions.c.published_at, editions.c.id)
    )
    if lane is not Lane.MAIL:
        return found
    post = (deliveries.c.edition_id == editions.c.id) & (deliveries.c.kind == Kind.CHANNEL)
    untried = (DeliveryState.PLANNED, DeliveryState.INTENDED)
    posts = (by_index(deliveries.c.id, post & (deliveries.c.state == state)) for state in untried)
    return found.where(*(waiting.is_(None) for waiting in posts))


def _next(ready: ColumnElement[bool], allowed: ColumnElement[bool]) -> Select[Any]:
    standing = exists().where(editions.c.id == deliveries.c.edition_id, allowed)
    chosen = select(deliveries.c.id).where(ready, standing).order_by(deliveries.c.ready_at, deliveries.c.id)
    return chosen.with_for_update(of=deliveries, skip_locked=True)


async def _take(tx: Transaction, lease: Lease, chosen: Select[Any], now: datetime) -> list[Delivery]:
    """SKIP LOCKED wants its row locks in a query of their own, which PostgreSQL runs once."""
    following = chosen.cte("following")
    intended = (
        update(deliveries)
        .where(deliveries.c.id.in_(select(following.c.id)), running(tx, lease, now))
        .values(state=DeliveryState.INTENDED, epoch=lease.epoch, intended_at=now, reason="")
    )
    rows = await tx.all(intended.returning(deliveries))
    return sorted((delivery_from(row) for row in rows), key=lambda delivery: delivery.id)
