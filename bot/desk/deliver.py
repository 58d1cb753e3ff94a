"""Delivering: one window of a lane, intended before it is sent, settled after (no network inside a transaction)."""

import asyncio
from dataclasses import dataclass, field
from functools import partial

from bot.desk import channels
from bot.desk.ports import Clock, Store, Work
from bot.desk.ports.outbox import Carrier, Lease
from bot.news.delivery import Answer, Delivery, Kind, Verdict, settle

# After this many answers that put the fault on us, the rest of the edition would only fail the same way.
OUR_FAULTS = 3


@dataclass(slots=True)
class Window:
    """What one window came to. `pause` is how long (s) the whole lane has to wait."""

    carried: int = 0
    lost_lease: bool = False
    pause: float = 0.0


@dataclass(slots=True)
class Dispatch:
    """What delivering needs: the store, the clock, a carrier for each kind, and a cache of frozen bytes."""

    store: Store
    clock: Clock
    carriers: dict[Kind, Carrier]
    renderings: dict[tuple[int, Kind], bytes] = field(default_factory=dict)
    faults: dict[tuple[int, Kind], int] = field(default_factory=dict)


async def deliver_window(dispatch: Dispatch, lease: Lease, size: int) -> Window:
    """Claim at most `size` deliveries, hand them over at the same time, record what is known of each."""
    claimed = await dispatch.store.write(lambda work: work.outbox.claim(lease, size, work.now))
    if not claimed:
        return Window()
    said = await asyncio.gather(*(_carry(dispatch, delivery) for delivery in claimed), return_exceptions=True)
    answers = [_known(one) for one in said]
    pairs = list(zip(claimed, answers, strict=True))
    settled = await dispatch.store.write(lambda work: _record(work, lease, pairs))
    for edition_id, reason in _failing(dispatch, pairs):
        await dispatch.store.write(partial(_stop_failing, edition_id=edition_id, reason=reason))
    waits = [answer.retry_after or 1.0 for answer in answers if answer.whole_lane]
    errors = [one for one in said if isinstance(one, Exception)]
    if errors:
        raise ExceptionGroup("carriers failed; what they carried is in doubt", errors)
    return Window(len(claimed), settled == 0, max(waits, default=0.0))


async def take_over(dispatch: Dispatch, lease: Lease) -> int:
    """On becoming the lane's owner: what the one before left intended is in doubt, never silently sent again."""
    return await dispatch.store.write(lambda work: work.outbox.doubt(lease, work.now))


def _known(said: Answer | BaseException) -> Answer:
    """A carrier that broke may have sent before: nobody can know."""
    if isinstance(said, BaseException):
        return Answer(Verdict.UNKNOWN, reason=f"a fault of ours: {type(said).__name__}")
    return said


async def _carry(dispatch: Dispatch, delivery: Delivery) -> Answer:
    key = (delivery.edition_id, delivery.kind)
    if key not in dispatch.renderings:
        rendering = await dispatch.store.read(lambda work: work.outbox.rendering(*key))
        if rendering is None:
            return Answer(Verdict.OUR_FAULT, reason="nothing was frozen for this kind of recipient")
        if len(dispatch.renderings) > 2 * len(Kind) * 8:
            dispatch.renderings.clear()
        dispatch.renderings[key] = rendering
    return await dispatch.carriers[delivery.kind].carry(dispatch.renderings[key], delivery)


async def _record(work: Work, lease: Lease, pairs: list[tuple[Delivery, Answer]]) -> int:
    results = [settle(delivery, answer, work.now) for delivery, answer in pairs]
    settled = await work.outbox.settle(lease, results, work.now)
    if not settled:
        return 0
    for delivery, answer in pairs:
        if answer.moved_to:
            await work.channels.migrate(int(delivery.recipient), int(answer.moved_to))
        if answer.verdict is Verdict.PERMANENT:
            await _part_ways(work, delivery, answer.reason)
    return settled


def _failing(dispatch: Dispatch, pairs: list[tuple[Delivery, Answer]]) -> list[tuple[int, str]]:
    """Count answers that put the fault on us, an acceptance starting the count anew; return what to stop and why."""
    found = []
    for delivery, answer in pairs:
        key = (delivery.edition_id, delivery.kind)
        if answer.verdict is Verdict.ACCEPTED:
            dispatch.faults.pop(key, None)
        elif answer.verdict is Verdict.OUR_FAULT:
            dispatch.faults[key] = dispatch.faults.get(key, 0) + 1
            if dispatch.faults[key] == OUR_FAULTS:
                found.append((delivery.edition_id, answer.reason))
    return found


async def _part_ways(work: Work, delivery: Delivery, reason: str) -> None:
    """A recipient who refuses for good is not written to again; a lost channel is told to the admins."""
    match delivery.kind:
        case Kind.SUBSCRIBER:
            await work.readers.end(int(delivery.recipient), reason)
        case Kind.INBOX:
            await work.inboxes.suppress(delivery.recipient, reason)
        case Kind.CHANNEL:
            await channels.lost(work, int(delivery.recipient), reason)


async def _stop_failing(work: Work, edition_id: int, reason: str) -> None:
    """Stop an edition that the outside keeps refusing through our own fault: never ten thousand identical failures."""
    edition = await work.editions.get(edition_id)
    if edition is None or not await work.outbox.stop(edition_id, "stopped after repeated refusals"):
        return
    author = await work.people.get(edition.author_id)
    if author is not None:
        content = await work.editions.content(edition.revision_id)
        values = {"headline": content.headline, "reason": reason}
        await work.notices.queue(author.telegram_id, "delivery_stopped", **values)
