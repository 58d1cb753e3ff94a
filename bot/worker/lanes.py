"""Driving a lane: one owner by lease, a few senders that each settle their own delivery before taking the next."""

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.desk.deliver import Dispatch, claim_next, deliver, take_over
from bot.desk.ports.outbox import Lease
from bot.news.delivery import Answer, Lane
from bot.worker.steady import forever, to_the_end

log = structlog.get_logger()
LEASE = timedelta(seconds=10)
RENEW_AFTER = LEASE / 4
IDLE_SECONDS = 0.2


class LaneDriver:
    """Owns a lane while nobody else does. `owner` must be new with every start of the program."""

    def __init__(self, dispatch: Dispatch, lane: Lane, owner: str) -> None:
        self._dispatch = dispatch
        self._lane = lane
        self._owner = owner
        self._lease: Lease | None = None
        self._renewed_at: datetime | None = None
        self._paused_until: datetime | None = None
        self._work = asyncio.Event()

    async def run(self, senders: int) -> None:
        """Keep the lease and send until cancelled; then give the lane up, so that a successor need not wait."""
        store = self._dispatch.store
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(forever(f"{self._lane} lease", self._keep_lease, IDLE_SECONDS))
                group.create_task(forever(f"{self._lane} scout", self._send, IDLE_SECONDS, store))
                for number in range(1, senders):
                    group.create_task(forever(f"{self._lane} {number}", self._help, 0.0))
        finally:
            if (lease := self._lease) is not None:
                self._lease = None
                await asyncio.shield(self._dispatch.store.write(lambda work: work.leases.release(lease)))

    async def _keep_lease(self) -> bool:
        """Take or renew the lease well before it runs out; what an earlier owner left under way is in doubt."""
        now = self._dispatch.clock.now()
        if (
            self._lease is not None
            and self._renewed_at is not None
            and abs(now - self._renewed_at) < RENEW_AFTER
        ):
            return False
        seconds = LEASE.total_seconds()
        lease = await self._dispatch.store.write(
            lambda work: work.leases.take(self._lane, self._owner, now, seconds)
        )
        if lease is not None and (self._lease is None or self._lease.epoch != lease.epoch):
            log.info("lane taken", lane=self._lane.value, epoch=lease.epoch)
            await take_over(self._dispatch, lease)
        self._lease, self._renewed_at = lease, now
        return False

    async def _help(self) -> bool:
        """Send along while there is work; only one sender looks for it when there is none."""
        await self._work.wait()
        return await self._send()

    async def _send(self) -> bool:
        """Make one delivery; tells whether there was one."""
        lease, now = self._lease, self._dispatch.clock.now()
        if lease is None or (self._paused_until is not None and now < self._paused_until):
            self._work.clear()
            return False
        answer = await to_the_end(self._next(lease))
        if answer is not None and answer.whole_lane:
            wait = answer.retry_after or 1.0
            log.warning("lane paused", lane=self._lane.value, seconds=wait, reason=answer.reason)
            self._paused_until = now + timedelta(seconds=wait)
        return answer is not None

    async def _next(self, lease: Lease) -> Answer | None:
        """Claim one and carry it through; once claimed it is never left half done."""
        delivery = await claim_next(self._dispatch, lease)
        if delivery is None:
            self._work.clear()
            return None
        self._work.set()
        return await deliver(self._dispatch, lease, delivery)
