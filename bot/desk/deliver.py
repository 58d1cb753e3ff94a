"""Delivering: each one intended before it is sent and settled after (no network inside a transaction)."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from bot.desk import channels, contacts
from bot.desk.answerable import answerable
from bot.desk.ports import Clock, Store, Work
from bot.desk.ports.failures import StorageUnavailable
from bot.desk.ports.outbox import Carrier, Lease
from bot.news.delivery import LANE_OF, MAY_BE_THERE, Answer, Delivery, Kind, Verdict, instead_of, settle

# After this many answers that put the fault on us, the rest of the edition would only fail the same way.
OUR_FAULTS = 3
RECORD_AGAIN = 0.5  # seconds


@dataclass(slots=True)
class Dispatch:
    """What delivering needs: the store, the clock, a carrier for each kind, and a cache of frozen bytes."""

    store: Store
    clock: Clock
    carriers: dict[Kind, Carrier]
    renderings: dict[tuple[int, Kind, int], bytes] = field(default_factory=dict)
    faults: dict[tuple[int, Kind], int] = field(default_factory=dict)


async def claim_next(dispatch: Dispatch, lease: Lease) -> Delivery | None:
    """Mark the lane's next delivery intended, durably; None when there is none or the lease is no longer ours."""
    claimed = await dispatch.store.write(lambda work: work.outbox.claim(lease, 1, work.now))
    return claimed[0] if claimed else None


async def deliver(dispatch: Dispatch, lease: Lease, delivery: Delivery) -> Answer:
    """Hand one intended delivery over and record what is known of it.

    Whoever sends awaits the commit of their own result before taking the next recipient, so that no more can ever be
    in doubt than there are senders, and a silent recipient holds nobody else up.
    """
    try:
        answer = await _carry(dispatch, delivery)
    except Exception as error:
        broken = Answer(Verdict.UNKNOWN, reason=f"a fault of ours: {type(error).__name__}")
        await _insist(dispatch, partial(_record, lease=lease, delivery=delivery, answer=broken))
        raise
    await _insist(dispatch, partial(_record, lease=lease, delivery=delivery, answer=answer))
    if _is_failing(dispatch, delivery, answer):
        await dispatch.store.write(partial(_stop_failing, delivery=delivery, reason=answer.reason))
    return answer


async def take_over(dispatch: Dispatch, lease: Lease) -> int:
    """On becoming the lane's owner: what the one before left intended is in doubt, never silently sent again."""
    return await dispatch.store.write(lambda work: work.outbox.doubt(lease, work.now))


async def _carry(dispatch: Dispatch, delivery: Delivery) -> Answer:
    key = (delivery.edition_id, delivery.kind, delivery.wave)
    if key not in dispatch.renderings:
        rendering = await dispatch.store.read(lambda work: work.outbox.rendering(*key))
        if rendering is None:
            return Answer(Verdict.OUR_FAULT, reason="nothing was frozen for this kind of recipient")
        if len(dispatch.renderings) > 2 * len(Kind) * 8:
            dispatch.renderings.clear()
        dispatch.renderings[key] = rendering
    ready = await _ready(dispatch, delivery)
    if isinstance(ready, Answer):
        return ready
    return await dispatch.carriers[delivery.kind].carry(dispatch.renderings[key], ready)


async def _ready(dispatch: Dispatch, delivery: Delivery) -> Delivery | Answer:
    """Learn what became of the former edition's delivery, where that was not known yet when this one was planned."""
    former_id = delivery.replaces
    if former_id is None or delivery.message_id is not None:
        return delivery
    former = await dispatch.store.read(lambda work: _last_tried(work, former_id))
    return delivery if former is None else instead_of(delivery, former)


async def _last_tried(work: Work, delivery_id: int) -> Delivery | None:
    """Return the newest delivery that may have arrived: one left out before its turn says nothing of those before it."""
    delivery = await work.outbox.delivery(delivery_id)
    while (
        delivery and delivery.replaces and delivery.message_id is None and delivery.state not in MAY_BE_THERE
    ):
        delivery = await work.outbox.delivery(delivery.replaces)
    return delivery


async def _insist(dispatch: Dispatch, record: Callable[[Work], Awaitable[None]]) -> None:
    """Record what is known however long the database is away: an answer forgotten would be one in doubt."""
    while True:
        try:
            return await dispatch.store.write(record)
        except StorageUnavailable:
            await asyncio.sleep(RECORD_AGAIN)


async def _record(work: Work, lease: Lease, delivery: Delivery, answer: Answer) -> None:
    if not await work.outbox.settle(lease, [settle(delivery, answer, work.now)], work.now):
        return
    if delivery.wave:  # no round looks at what is not out yet, or no more
        await work.editions.touch(delivery.edition_id)
    if answer.moved_to:
        await work.channels.migrate(int(delivery.recipient), int(answer.moved_to))
    if answer.verdict is Verdict.PERMANENT:
        await _part_ways(work, delivery, answer.reason)


def _is_failing(dispatch: Dispatch, delivery: Delivery, answer: Answer) -> bool:
    """Count answers that put the fault on us, an acceptance starting the count anew; tell when it is enough."""
    key = (delivery.edition_id, delivery.kind)
    if answer.verdict is Verdict.ACCEPTED:
        dispatch.faults.pop(key, None)
    elif answer.verdict is Verdict.OUR_FAULT:
        dispatch.faults[key] = dispatch.faults.get(key, 0) + 1
        return dispatch.faults[key] == OUR_FAULTS
    return False


async def _part_ways(work: Work, delivery: Delivery, reason: str) -> None:
    """A recipient who refuses for good is not written to again; a lost channel is told to the admins."""
    match delivery.kind:
        case Kind.SUBSCRIBER:
            await work.readers.end(int(delivery.recipient), reason)
        case Kind.INBOX:
            await work.inboxes.suppress(delivery.recipient, reason)
        case Kind.PRESS_CHAT | Kind.PRESS_INBOX:
            await contacts.lost(work, delivery.kind, delivery.recipient, reason)
        case Kind.CHANNEL | Kind.REHEARSAL:
            await channels.lost(work, int(delivery.recipient), reason)


async def _stop_failing(work: Work, delivery: Delivery, reason: str) -> None:
    """Stop a lane's share of an edition that keeps being refused by our fault: never ten thousand such failures."""
    edition = await work.editions.get(delivery.edition_id)
    lane, why = LANE_OF[delivery.kind], "stopped after repeated refusals"
    if edition is None or not await work.outbox.stop(edition.id, lane, why):
        return
    content = await work.editions.content(edition.revision_id)
    values = {"headline": content.headline, "reason": reason}
    for person in await answerable(work, edition):
        await work.notices.queue(person.telegram_id, "delivery_stopped", **values)
