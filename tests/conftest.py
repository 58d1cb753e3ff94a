"""The small named world that stories are told in: a newsroom at work, its people, a clock that stands still."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.newsroom import Desk, desk_at_work
from tests.postgres import fresh_database, postgres_url

__all__ = ["postgres_url"]


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database: a SQLite file, then a PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'newsdesk.sqlite'}"
        return
    with fresh_database(request.getfixturevalue("postgres_url")) as url:
        yield url


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    """Ada (admin), Dan and Dora (drafters), Ann and Alan (approvers), Rea and Rob (readers), a channel, a relay."""
    async with desk_at_work(database_url, tmp_path) as desk:
        yield desk
