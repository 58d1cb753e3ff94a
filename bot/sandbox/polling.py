"""Long polling: one getUpdates at a time waits here until there is something, its time is up, or it is ended.

Source: getUpdates in the Bot API; Client.cpp of the official server for the second caller and for hasty ones.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.sandbox.errors import Refused, conflict
from bot.sandbox.limits import Limits
from bot.sandbox.updates import Update, Updates

_OTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class Polling:
    """`wake` tells the waiting caller to look again; `end` answers it with an error."""

    updates: Updates
    limits: Limits
    _waiting: asyncio.Future[None] | None = None
    _last: tuple[int, float] = field(default=(0, float("-inf")))

    async def wait(self, offset: int, limit: int, seconds: int) -> list[Update]:
        """Raises Refused (409) when another getUpdates comes meanwhile."""
        self.end(conflict(_OTHER))
        loop = asyncio.get_running_loop()
        limit, seconds = self._slowed(offset, limit, seconds, loop.time())
        until = loop.time() + seconds
        found = self.updates.take(offset, limit)
        while not found and loop.time() < until:
            await self._woken(until - loop.time())
            found = self.updates.take(max(offset, 0), limit)
        return found

    def wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def end(self, error: Refused) -> None:
        """Answer the caller that waits, if one does, with this error."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error)

    async def _woken(self, seconds: float) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting = waiting
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            pass
        finally:
            if self._waiting is waiting:
                self._waiting = None

    def _slowed(self, offset: int, limit: int, timeout: int, now: float) -> tuple[int, int]:
        """The same offset again within half a second gets one update, within three seconds waits three."""
        last_offset, at = self._last
        self._last = (offset, now)
        if not self.limits.polling or offset != last_offset:
            return limit, timeout
        if now - at < 0.5:
            limit = 1
        if now - at < 3.0 and timeout < 3:
            timeout = 3
        return limit, timeout
