"""One transaction as every adapter in this room sees it: the connection, whose desk it is, and when it began.

Knows no table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

# SQLAlchemy forgets how many rows an INSERT met unless it is told to keep that.
_COUNTED = {"preserve_rowcount": True}


@dataclass(slots=True)
class Transaction:
    """`now` is the moment it began (UTC); `writing` tells whether rows may be locked and changed.

    `has_changed` tells whether a statement that changes rows has met any so far.
    """

    connection: AsyncConnection
    desk_id: int
    now: datetime
    writing: bool
    has_changed: bool = False

    @property
    def on_postgresql(self) -> bool:
        """Tell which of the two databases this is."""
        return self.connection.dialect.name == "postgresql"

    async def one(self, statement: Executable) -> Row[Any] | None:
        """Return the first row, None without one."""
        return (await self._run(statement)).first()

    async def all(self, statement: Executable) -> Sequence[Row[Any]]:
        """Return every row."""
        return (await self._run(statement)).all()

    async def value(self, statement: Executable) -> Any:
        """Return the first column of the first row, None without one."""
        return (await self._run(statement)).scalar()

    async def change(self, statement: Executable, rows: list[dict[str, Any]] | None = None) -> int:
        """Run a change, once or for each of `rows`; return how many rows it met."""
        result = await self.connection.execute(statement, rows, execution_options=_COUNTED)
        self.has_changed |= result.rowcount != 0
        return result.rowcount

    async def _run(self, statement: Executable) -> CursorResult[Any]:
        self.has_changed |= statement.is_dml
        return await self.connection.execute(statement)

    def insert(self, table: Table) -> postgresql.Insert:
        """Return an INSERT that knows ON CONFLICT, for the database at hand."""
        if self.on_postgresql:
            return postgresql.insert(table)
        # Both dialects offer the same ON CONFLICT methods, each through a class of its own.
        return cast("postgresql.Insert", sqlite.insert(table))
