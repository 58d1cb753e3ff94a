"""Opening a database: the newest shape, two programs at once, and a sentence for whatever stands in the way."""

import asyncio
import sqlite3
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url, text

from bot.desk.ports import Work
from bot.news.policy import Policy, with_choice
from bot.storage import StorageUnavailable, open_store
from bot.storage.engines import engines_for
from bot.storage.migrate import FOLDER
from bot.storage.migrations import HEAD
from bot.storage.tables import metadata
from bot.storage.transaction import Transaction
from tests.postgres import fresh_database
from tests.storage.world import Clock, opened

ROOT = Path(__file__).resolve().parents[2]
OPEN_AND_DRAFT = """
import asyncio, sys
from bot.storage.transaction import Transaction
from tests.postgres import fresh_database
from tests.storage.world import opened

async def main():
    store = await opened(sys.argv[1])
    await store.write(lambda work: work.people.meet(int(sys.argv[2]), "Somebody", ""))
    await store.close()

asyncio.run(main())
"""


def differences(connection: Connection) -> list[object]:
    # SQLite gives defaults back as it was told them, in a form Alembic cannot compare; PostgreSQL stands for both.
    options = {"compare_type": True, "compare_server_default": connection.dialect.name == "postgresql"}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


async def test_the_migrations_make_what_the_tables_say(database_url: str) -> None:
    engines = engines_for(make_url(database_url))
    async with engines.writing.begin() as connection:
        found = await connection.run_sync(differences)
    await engines.dispose()

    assert found == []


def test_the_newest_step_is_the_one_the_program_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


async def test_the_desk_follows_what_it_is_opened_with(empty_url: str) -> None:
    first = await opened(empty_url)
    await first.close()
    second = await open_store(empty_url, desk_name="Quay News", timezone="Europe/Dublin", clock=Clock())
    await second.close()

    assert second.desk.id == first.desk.id
    assert (second.desk.name, second.desk.timezone) == ("Quay News", "Europe/Dublin")


async def test_what_admins_decided_outlives_a_new_start(empty_url: str) -> None:
    first = await opened(empty_url)
    stricter = with_choice(with_choice(Policy(), "approvals_needed", 2), "emergency_allowed", 0)
    assert await first.write(lambda work: work.policy.change(Policy(), stricter))
    assert not await first.write(lambda work: work.policy.change(Policy(), Policy(approvals_needed=3)))
    await first.close()
    second = await opened(empty_url)
    found = await second.read(lambda work: work.policy.current())
    await second.close()

    assert found == Policy(approvals_needed=2, emergency_allowed=False)


async def test_programs_that_open_an_empty_database_at_once_all_come_in(empty_url: str) -> None:
    command = [sys.executable, "-W", "error", "-c", OPEN_AND_DRAFT, empty_url]
    started = [
        await asyncio.create_subprocess_exec(*command, str(number), cwd=ROOT, stderr=asyncio.subprocess.PIPE)
        for number in (1, 2)
    ]
    async with asyncio.timeout(30):  # also: they end, no thread holds them
        complaints = [(await program.communicate())[1].decode() for program in started]

    assert complaints == ["", ""]
    store = await opened(empty_url)
    assert await store.read(everyone_met) == [1, 2]
    await store.close()


async def test_many_that_open_an_empty_database_in_the_same_moment_all_come_in(empty_url: str) -> None:
    stores = await asyncio.gather(*(opened(empty_url) for _ in range(8)))

    assert {store.desk.id for store in stores} == {1}
    for store in stores:
        await store.close()


async def everyone_met(work: Work) -> list[int]:
    return [number for number in (1, 2) if await work.people.find(number)]


async def test_a_database_of_a_newer_program_is_refused(database_url: str) -> None:
    store = await opened(database_url)

    async def leap(tx: Transaction) -> None:
        await tx.change(text("UPDATE alembic_version SET version_num = '9999'"))

    await store.change(leap)
    await store.close()

    with pytest.raises(StorageUnavailable, match="newer Newsdesk"):
        await opened(database_url)


async def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(StorageUnavailable, match="name a file"):
        await opened("sqlite+aiosqlite:///:memory:")


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="nowhere does not exist"):
        await opened(f"sqlite+aiosqlite:///{tmp_path}/nowhere/news.db")


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "news.db").write_bytes(b"Dear diary, " * 400)

    with pytest.raises(StorageUnavailable, match="no usable SQLite database"):
        await opened(f"sqlite+aiosqlite:///{tmp_path}/news.db")


async def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "news.db").mkdir()

    with pytest.raises(StorageUnavailable, match="cannot be written"):
        await opened(f"sqlite+aiosqlite:///{tmp_path}/news.db")


async def test_a_database_that_another_program_holds_is_named(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/news.db?timeout=0.1"
    store = await opened(url)
    holder = sqlite3.connect(tmp_path / "news.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageUnavailable, match="held by another program"):
        await opened(url)
    with pytest.raises(StorageUnavailable, match="held by another program"):
        await store.write(lambda work: work.people.meet(1, "Ann", ""))
    holder.execute("ROLLBACK")
    holder.close()

    assert (await store.write(lambda work: work.people.meet(1, "Ann", ""))).name == "Ann"
    await store.close()


async def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(StorageUnavailable, match=r"127.0.0.1:1/news cannot be used now") as refused:
        await opened("postgresql+psycopg://ann:secret@127.0.0.1:1/news")

    assert "secret" not in str(refused.value)
    assert refused.value.__cause__ is not None


@pytest.mark.postgres
async def test_a_server_that_drops_us_is_passing(postgres_url: str) -> None:
    with fresh_database(postgres_url) as url:
        store = await opened(url)

        async def dropped(tx: Transaction) -> None:
            await tx.change(text("SELECT pg_terminate_backend(pg_backend_pid())"))

        with pytest.raises(StorageUnavailable, match="check that it runs"):
            await store.change(dropped)

        assert (await store.write(lambda work: work.people.meet(1, "Ann", ""))).name == "Ann"
        await store.close()
