"""Every story about storage is told twice: on SQLite and on PostgreSQL."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.storage import SqlStore
from tests.postgres import database_like, folder_in_memory, fresh_database, postgres_url
from tests.storage.world import Clock, Newsroom, newsroom_in, opened

__all__ = ["postgres_url"]

BOTH = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH, scope="session")
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def quick_folder() -> Iterator[Path]:
    """In memory where there is one: these stories commit thousands of times."""
    with tempfile.TemporaryDirectory(prefix="newsdesk-", dir=folder_in_memory()) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def ready_url(backend: str, request: pytest.FixtureRequest, quick_folder: Path) -> Iterator[str]:
    """A database that has its tables, to be copied: never connected to."""
    with _empty(backend, request, quick_folder / "ready.db") as url:
        asyncio.run(_open_and_close(url))
        yield url


@pytest.fixture
def empty_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with nothing in it."""
    with _empty(backend, request, tmp_path / "empty.db") as url:
        yield url


@pytest.fixture
def database_url(
    backend: str, ready_url: str, request: pytest.FixtureRequest, quick_folder: Path
) -> Iterator[str]:
    """A database of this test's own, with its tables."""
    if backend == "sqlite":
        with tempfile.TemporaryDirectory(dir=quick_folder) as folder:
            yield f"sqlite+aiosqlite:///{shutil.copy(quick_folder / 'ready.db', folder)}"
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
def _empty(backend: str, request: pytest.FixtureRequest, file: Path) -> Iterator[str]:
    if backend == "sqlite":
        yield f"sqlite+aiosqlite:///{file}"
        return
    with fresh_database(request.getfixturevalue("postgres_url")) as url:
        yield url


async def _open_and_close(url: str) -> None:
    await (await opened(url)).close()
