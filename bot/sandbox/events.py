"""What happened, told to whoever waits: tests (`until`) and the chat page (`listen`).

Events carry identifiers, not objects, so that they can be written as JSON. Nobody listening costs nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is one of the names in docs/sandbox-api.md; `detail` its JSON fields."""

    kind: str
    detail: dict[str, Any]


class Events:
    """A bus in one event loop."""

    def __init__(self) -> None:
        self._waiters: list[asyncio.Future[None]] = []
        self._queues: list[asyncio.Queue[Event]] = []

    def tell(self, kind: str, **detail: Any) -> None:
        """Wake everyone who waits and hand the event to every listener."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()
        for queue in self._queues:
            queue.put_nowait(Event(kind, detail))

    async def changed(self) -> None:
        """Wait for the next event of any kind."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        await waiter

    async def until(self, predicate: Callable[[], Found | None], within: float = 5.0) -> Found:
        """Return the first truthy answer of `predicate`, asked now and after every event.

        Raises TimeoutError after `within` real seconds.
        """
        try:
            async with asyncio.timeout(within):
                while not (found := predicate()):
                    await self.changed()
                return found
        except TimeoutError:
            raise TimeoutError(f"{within:g} s passed and it did not come true: {predicate}") from None

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Event]]:
        """A queue of all events from now on."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._queues.append(queue)
        try:
            yield queue
        finally:
            self._queues.remove(queue)
