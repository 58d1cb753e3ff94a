"""Brings a database to the newest shape, one process at a time, and refuses what is newer than this program.

Alembic is loaded only when there is something to do.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.ports.failures import StorageUnavailable
from bot.storage.migrations import HEAD

FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x6E657773  # any number of our own: PostgreSQL's advisory locks are named by numbers


async def migrate(connection: AsyncConnection) -> None:
    """Bring the database up to `HEAD` inside the connection's transaction; the second process finds nothing to do.

    On SQLite the transaction is the lock already. Raises `StorageUnavailable` when the database was written by a newer
    Newsdesk.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    standing = _standing(connection)
    if standing == HEAD:
        return
    if standing is not None and standing > HEAD:
        raise StorageUnavailable(
            f"The database was written by a newer Newsdesk (its step {standing}, ours {HEAD}): install that version."
        )
    from alembic import command  # noqa: PLC0415 - a quarter of a second that a ready database need not pay
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")


def _standing(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
