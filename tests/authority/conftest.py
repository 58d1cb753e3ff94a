"""A counter with the whole small world before it, for each test anew."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli.saying import configure_logs
from tests.authority.counter import Counter, counter
from tests.authority.world import World, world_on


@pytest.fixture
async def quick_counter(migrated_file: Path) -> AsyncIterator[Counter]:
    """A counter with nobody before it yet."""
    configure_logs("critical")
    async with counter(migrated_file) as opened:
        yield opened


@pytest.fixture
async def world(migrated_file: Path) -> AsyncIterator[World]:
    configure_logs("error")
    async with counter(migrated_file) as opened:
        yield await world_on(opened)
