"""Opens the database: connects, brings it to the newest shape, and makes the desk's own row."""

import asyncio
import sqlite3
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.ports import Clock
from bot.desk.ports.failures import StorageUnavailable
from bot.desk.ports.values import Desk
from bot.storage.engines import Engines, engines_for
from bot.storage.failures import opening, translated
from bot.storage.migrate import migrate
from bot.storage.store import SqlStore
from bot.storage.tables import desks
from bot.storage.transaction import Transaction

FIRST_DESK = "main"
_TRIES = 20
_PAUSE = 0.05  # seconds


async def open_store(database_url: str, *, desk_name: str, timezone: str, clock: Clock) -> SqlStore:
    """Return the store behind a `sqlite+aiosqlite` or `postgresql+psycopg` URL, ready for use.

    `timezone` is an IANA name. Raises `StorageUnavailable`, with the sentence to show, when the database cannot be
    reached, read or written. Close the store when done.
    """
    url = make_url(database_url)
    _refuse_unusable(url)
    engines = engines_for(url)
    try:
        with translated(url):
            await _keep_a_journal(engines)
            async with engines.writing.begin() as connection:
                await migrate(connection)
                wanted = Desk(0, desk_name, timezone)
                desk = await _desk(connection, wanted, clock)
    except BaseException:
        await engines.dispose()
        raise
    return SqlStore(engines, desk, clock)


def _refuse_unusable(url: URL) -> None:
    if url.get_backend_name() != "sqlite":
        return
    if not url.database or url.database == ":memory:":
        raise StorageUnavailable(
            "A database in memory is lost with the program: name a file in DATABASE_URL."
        )
    folder = Path(url.database).absolute().parent
    if not folder.is_dir():
        raise StorageUnavailable(
            f"The folder {folder} does not exist: make it, or name another in DATABASE_URL."
        )
    with opening(url):
        # Once without the driver, whose thread complains in words of its own when the file does not open.
        sqlite3.connect(url.database).close()


async def _keep_a_journal(engines: Engines) -> None:
    """Turn SQLite's write-ahead log on, once for each file. Two programs doing so collide without waiting: try again."""
    if engines.writing.dialect.name != "sqlite":
        return
    async with engines.reading.begin() as connection:
        kept = await connection.exec_driver_sql("PRAGMA journal_mode")
        if kept.scalar() == "wal":
            return
    for tries_left in reversed(range(_TRIES)):
        if await _journal_begun(engines, last_try=not tries_left):
            return
        await asyncio.sleep(_PAUSE)


async def _journal_begun(engines: Engines, *, last_try: bool) -> bool:
    try:
        async with engines.writing.begin() as connection:
            # The journal cannot be changed inside a transaction: leave the one that begins by itself.
            await connection.exec_driver_sql("COMMIT")
            await connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            await connection.exec_driver_sql("BEGIN")
    except OperationalError as busy:
        if last_try or "locked" not in str(busy.orig):
            raise
        return False
    return True


async def _desk(connection: AsyncConnection, wanted: Desk, clock: Clock) -> Desk:
    tx = Transaction(connection, 0, clock.now(), writing=True)
    said = {"name": wanted.name, "timezone": wanted.timezone}
    new = tx.insert(desks).values(slug=FIRST_DESK, **said)
    desk_id = await tx.value(
        new.on_conflict_do_update(index_elements=["slug"], set_=said).returning(desks.c.id)
    )
    return Desk(desk_id, wanted.name, wanted.timezone)
