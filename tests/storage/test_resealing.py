"""A database from before entries were sealed one by one keeps its history, and its chain holds by the new rule."""

import asyncio

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.desk.ports import Work
from bot.storage.migrate import FOLDER
from bot.storage.transaction import Transaction
from tests.storage.world import opened

WHEN = "'2026-11-23 09:00:00.000000{}'"
BEFORE = [
    "INSERT INTO desks (slug, name, entry_count, last_hash) VALUES ('main', 'Harbour News', 3, 'as it was')",
    "INSERT INTO people (telegram_id, name, met_at) VALUES (11, 'Ann', {when})",
    "INSERT INTO announcements (desk_id, author_id, created_at) VALUES (1, 1, {when})",
    "INSERT INTO entries (desk_id, seq, at, kind, person_id, announcement_id, why) VALUES (1, 1, {when}, 'started', 1, 1, '')",
    "INSERT INTO entries (desk_id, seq, at, kind, person_id, announcement_id, why) VALUES (1, 2, {when}, 'joined', 1, NULL, 'x')",
    "INSERT INTO entries (desk_id, seq, at, kind, person_id, announcement_id, why) VALUES (1, 3, {when}, 'swept', NULL, 1, '')",
]


async def written_before(url: str) -> None:
    """Bring a database to the shape of that time and write three entries into it."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(_upgraded_to_that_time)
        when = WHEN.format("+00" if engine.dialect.name == "postgresql" else "")
        for statement in BEFORE:
            await connection.execute(text(statement.format(when=when)))
    await engine.dispose()


def _upgraded_to_that_time(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "0002")


async def test_an_older_history_is_sealed_anew(empty_url: str) -> None:
    await written_before(empty_url)

    store = await opened(empty_url)

    entries = await store.read(lambda work: work.history.of(1))
    assert [(entry.kind, entry.name) for entry in entries] == [("started", "Ann"), ("swept", "")]
    assert await store.read(lambda work: work.history.first_broken()) is None
    chain = await store.read(lambda work: work.record.chain(1))
    assert [link.said is not None for link in chain] == [True, False, True]

    async def add(work: Work) -> None:
        await work.history.add("joined", person_id=1)

    await asyncio.gather(store.write(add), store.write(add))
    assert await store.read(lambda work: work.history.first_broken()) is None

    async def bend(tx: Transaction) -> None:
        await tx.change(text("UPDATE entries SET why = 'bent'"))

    with pytest.raises(DBAPIError, match="append-only"):
        await store.change(bend)
    await store.close()
