"""Connections to the embedded SQLite and to PostgreSQL, set up so that neither loses a commit or waits for ever.

Knows no table.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

WAIT = 10  # seconds to wait for somebody else's lock before giving up
READERS = 4
WRITERS = 6  # at once, on PostgreSQL; SQLite has one


@dataclass(frozen=True, slots=True)
class Engines:
    """One for changing, one for looking; how many units may use each at once."""

    writing: AsyncEngine
    reading: AsyncEngine
    writers: int
    readers: int

    async def dispose(self) -> None:
        """Close every connection. Without this SQLite's threads outlive the program."""
        await self.writing.dispose()
        await self.reading.dispose()


def engines_for(url: URL) -> Engines:
    """Return the engines for a `sqlite+aiosqlite` or `postgresql+psycopg` URL; nothing is connected yet."""
    if url.get_backend_name() == "sqlite":
        return Engines(_sqlite(url, changing=True), _sqlite(url, changing=False), 1, READERS)
    engine = _postgresql(url)
    looking = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(engine, looking, WRITERS, READERS)


def _sqlite(url: URL, *, changing: bool) -> AsyncEngine:
    """One writer that takes the lock when it begins: a lock asked for half-way is refused without any waiting."""
    engine = create_async_engine(
        url,
        pool_size=1 if changing else READERS,
        max_overflow=0,
        connect_args={} if "timeout" in url.query else {"timeout": WAIT},
    )
    begin = "BEGIN IMMEDIATE" if changing else "BEGIN"

    @event.listens_for(engine.sync_engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:  # the driver's connection has no public type
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        # foreign_keys is silently ignored inside a transaction; FULL keeps what was committed through a power cut
        for pragma in (
            "foreign_keys = ON",
            "synchronous = FULL",
            f"query_only = {'OFF' if changing else 'ON'}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _postgresql(url: URL) -> AsyncEngine:
    limits = {} if "connect_timeout" in url.query else {"connect_timeout": WAIT}
    engine = create_async_engine(
        url, pool_size=WRITERS + READERS, max_overflow=0, pool_pre_ping=True, connect_args=limits
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _set_up(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = '{WAIT}s'")
        # a process frozen in mid-transaction must not hold its rows: whoever takes over would wait for it
        cursor.execute(f"SET idle_in_transaction_session_timeout = '{WAIT}s'")
        cursor.close()
        connection.commit()

    return engine
