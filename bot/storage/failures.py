"""Foreign errors of the databases, told apart once: what passes becomes `StorageUnavailable`, the rest is our own fault.

Knows no table.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.desk.ports.failures import StorageUnavailable

# Result codes: https://www.sqlite.org/rescode.html. Extended codes begin with the name of their primary one.
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_UNUSABLE = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_DISK = ("SQLITE_FULL", "SQLITE_IOERR")


@contextmanager
def translated(url: URL, *, looking: bool = False) -> Iterator[None]:
    """Raise `StorageUnavailable` for what passes. A write tried while `looking` is a mistake of ours and stays."""
    try:
        yield
    except NoConnectionFree as cause:
        raise StorageUnavailable(
            f"The database {_place(url)} is too busy: every connection is taken."
        ) from cause
    except DBAPIError as cause:
        sentence = _sentence(url, cause, looking)
        if sentence is None:
            raise
        raise StorageUnavailable(sentence) from cause


@contextmanager
def opening(url: URL) -> Iterator[None]:
    """Say the same of an SQLite file that is opened without SQLAlchemy."""
    try:
        yield
    except sqlite3.Error as cause:
        sentence = _sentence_sqlite(_place(url), cause.sqlite_errorname, looking=False)
        raise StorageUnavailable(
            sentence or f"The database {_place(url)} does not open ({cause})."
        ) from cause


def _sentence(url: URL, cause: DBAPIError, looking: bool) -> str | None:
    if url.get_backend_name() == "sqlite":
        return _sentence_sqlite(_place(url), getattr(cause.orig, "sqlite_errorname", ""), looking)
    if isinstance(cause, OperationalError | InterfaceError) or cause.connection_invalidated:
        why = " ".join(str(cause.orig).split())
        return f"PostgreSQL at {_place(url)} cannot be used now ({why}): check that it runs and DATABASE_URL is right."
    return None


def _sentence_sqlite(place: str, code: str, looking: bool) -> str | None:
    if code.startswith(_BUSY):
        return f"The database {place} is held by another program (a copy, a backup, an open shell): close that one."
    if code.startswith(_UNUSABLE) and not looking:
        return (
            f"The database {place} cannot be written: give this account the file, and the folder it lies in."
        )
    if code.startswith(_DAMAGED):
        return f"{place} is no usable SQLite database: put a backup in its place, or name another in DATABASE_URL."
    if code.startswith(_DISK):
        return f"The disk under {place} is full or failing: make room there, or put a backup on another disk."
    return None


def _place(url: URL) -> str:
    """Where the database is, never with its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return f"{url.host or 'this machine'}:{url.port or 5432}/{url.database or ''}"
