"""A track for races: one store on SQLite; on PostgreSQL three, as three programs on one database would have."""

import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from tests.desk.racing import Track
from tests.storage.conftest import backend, database_url, postgres_url, quick_folder, ready_url
from tests.storage.world import Clock, opened

__all__ = ["backend", "database_url", "postgres_url", "quick_folder", "ready_url"]
PROGRAMS = {"sqlite": 1, "postgresql": 3}


@pytest.fixture
async def track(backend: str, database_url: str) -> AsyncIterator[Track]:
    clock = Clock()
    async with AsyncExitStack() as stack:
        stores = [await opened(database_url, clock) for _ in range(PROGRAMS[backend])]
        for store in stores:
            stack.push_async_callback(store.close)
        made = Track(stores, random.Random(1))
        await made.hires()
        yield made
