"""Every story about storage is told twice: on SQLite and on PostgreSQL."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.storage import SqlStore
from tests.postgres import database_like, fresh_database, postgres_url
from tests.storage.world import Clock, Newsroom, newsroom_in, opened

__all__ = ["postgres_url"]

BOTH = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH, scope="session")
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def ready_url(
    backend: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database that has its tables, to be copied: never connected to."""
    with _empty(backend, request, tmp_path_factory.mktemp("ready")) as url:
        asyncio.run(_open_and_close(url))
        yield url


@pytest.fixture
def empty_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with nothing in it."""
    with _empty(backend, request, tmp_path) as url:
        yield url


@pytest.fixture
def database_url(
    backend: str, ready_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """A database of this test's own, with its tables."""
    if backend == "sqlite":
        shutil.copy(ready_url.removeprefix("sqlite+aiosqlite:///"), tmp_path / "news.db")
        yield f"sqlite+aiosqlite:///{tmp_path / 'news.db'}"
        return
    with database_like(request.getfixturevalue("postgres_url"), ready_url) as url:
        yield url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(database_url: str, clock: Clock) -> AsyncIterator[SqlStore]:
    store = await opened(database_url, clock)
    yield store
    await store.close()


@pytest.fixture
async def newsroom(store: SqlStore, clock: Clock) -> Newsroom:
    return await newsroom_in(store, clock)


@contextmanager
def _empty(backend: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if backend == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'empty.db'}"
        return
    with fresh_database(request.getfixturevalue("postgres_url")) as url:
        yield url


async def _open_and_close(url: str) -> None:
    await (await opened(url)).close()
