"""The small named world that stories are told in: a newsroom at work, its people, a clock that stands still."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.storage import open_store
from tests.furnishing import desk_at_work, furnished
from tests.newsroom import Desk, StillClock
from tests.postgres import database_like, folder_in_memory, fresh_database, postgres_url

__all__ = ["postgres_url"]
Furnished = tuple[str, dict[str, Any]]  # where the database to copy is, and the file of its world


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file brought to the newest shape once, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "newsdesk.sqlite"
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> Iterator[str]:
    """A PostgreSQL database brought to the newest shape once, to be copied."""
    with fresh_database(postgres_url) as url:
        asyncio.run(_migrate(url))
        yield url


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    """In memory where there is one: a story commits hundreds of times, and no power is cut in it."""
    with tempfile.TemporaryDirectory(prefix="newsdesk-", dir=folder_in_memory()) as folder:
        yield Path(folder)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, quick_folder: Path) -> Iterator[str]:
    """A database of the newest shape with nothing in it: a SQLite file, then a PostgreSQL."""
    if request.param == "sqlite":
        yield _sqlite(request.getfixturevalue("migrated_file"), quick_folder)
        return
    server, template = (request.getfixturevalue(name) for name in ("postgres_url", "migrated_postgres"))
    with database_like(server, template) as url:
        yield url


@pytest.fixture(scope="session")
def furnished_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """A SQLite file that knows the people of the small world, and that world."""
    folder = tmp_path_factory.mktemp("furnished")
    url = _sqlite(migrated_file, folder)
    world = asyncio.run(furnished(url, folder))
    return str(folder / "newsdesk.sqlite"), world


@pytest.fixture(scope="session")
def furnished_postgres(
    postgres_url: str, migrated_postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Furnished]:
    """A PostgreSQL database that knows the people of the small world, and that world."""
    with database_like(postgres_url, migrated_postgres) as url:
        yield url, asyncio.run(furnished(url, tmp_path_factory.mktemp("furnished")))


@pytest.fixture(params=["sqlite", "postgres"])
def furnished_database(request: pytest.FixtureRequest, quick_folder: Path) -> Iterator[Furnished]:
    """A copy of such a database, first as a SQLite file, then on PostgreSQL."""
    template, world = request.getfixturevalue(
        "furnished_file" if request.param == "sqlite" else "furnished_postgres"
    )
    if request.param == "sqlite":
        yield _sqlite(Path(template), quick_folder), world
        return
    with database_like(request.getfixturevalue("postgres_url"), template) as url:
        yield url, world


@pytest.fixture
async def desk(furnished_database: Furnished, tmp_path: Path) -> AsyncIterator[Desk]:
    """Ada (admin), Dan and Dora (drafters), Ann and Alan (approvers), Rea and Rob (readers), a channel, a relay."""
    url, world = furnished_database
    async with desk_at_work(url, tmp_path, world) as desk:
        yield desk


@pytest.fixture
async def sqlite_desk(furnished_file: Furnished, quick_folder: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    """The same small world on SQLite alone, for stories that need to be told on one database only."""
    file, world = furnished_file
    async with desk_at_work(_sqlite(Path(file), quick_folder), tmp_path, world) as desk:
        yield desk


def _sqlite(template: Path, folder: Path) -> str:
    path = folder / "newsdesk.sqlite"
    shutil.copy(template, path)
    return f"sqlite+aiosqlite:///{path}"


async def _migrate(url: str) -> None:
    store = await open_store(url, desk_name="Newsdesk", timezone="Europe/London", clock=StillClock())
    await store.close()
