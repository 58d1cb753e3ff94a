"""The one way to the database: a unit of work runs to its end, even when whoever asked for it has gone.

Cancelled half-way, a unit on SQLite could leave the write lock held by a connection nobody owns; so the caller may go,
the unit may not. Knows no table.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.failures import translated

T = TypeVar("T")


class Gate:
    """Lets at most `width` units through at once, first come first served, each in a transaction of its own."""

    def __init__(self, engine: AsyncEngine, width: int, *, looking: bool) -> None:
        self._engine = engine
        self._places = asyncio.Semaphore(width)
        self._running: set[asyncio.Task[object]] = set()
        self._looking = looking

    async def run(self, unit: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Return what the unit returns, committed; its exception rolls back and comes out here.

        Raises `StorageUnavailable` for failures that pass. A caller cancelled while still waiting for its place has
        asked for nothing; later, the unit ends as if the caller were still there.
        """
        await self._places.acquire()
        task = asyncio.create_task(self._run(unit))
        self._running.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    async def finish(self) -> None:
        """Wait for the units under way."""
        if self._running:
            await asyncio.wait(self._running)

    async def _run(self, unit: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        with translated(self._engine.url, looking=self._looking):
            async with self._engine.begin() as connection:
                return await unit(connection)

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._running.discard(task)
        self._places.release()
