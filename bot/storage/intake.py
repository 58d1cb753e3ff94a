"""Updates as they came, stored before they are acknowledged. Each call is a transaction of its own."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from sqlalchemy import Update, delete, select, update

from bot.desk.ports.chat import Received
from bot.storage.tables import intake
from bot.storage.transaction import Transaction

T = TypeVar("T")


class Standing(StrEnum):
    """What became of an update."""

    WAITING = "waiting"
    FINISHED = "finished"
    SHELVED = "shelved"


class Transactions(Protocol):
    """Where this table gets its transactions from."""

    async def change(self, unit: Callable[[Transaction], Awaitable[T]]) -> T:
        """Run a unit that changes something."""
        ...

    async def look(self, unit: Callable[[Transaction], Awaitable[T]]) -> T:
        """Run a unit that only looks."""
        ...


class SqlIntake:
    """The order of arrival is our own count: Telegram's numbers begin anew after a week without updates."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def keep(self, updates: list[tuple[int, str]]) -> int:
        """Store raw updates, known ids ignored; returns how many were new. Durable when it returns."""

        async def unit(tx: Transaction) -> int:
            same = {"desk_id": tx.desk_id, "state": Standing.WAITING, "received_at": tx.now}
            rows = [same | {"update_id": update_id, "raw": raw} for update_id, raw in updates]
            return await tx.change(tx.insert(intake).on_conflict_do_nothing(), rows) if rows else 0

        return await self._transactions.change(unit)

    async def waiting(self, limit: int) -> list[Received]:
        """Return stored updates not yet finished, in order of arrival."""

        async def unit(tx: Transaction) -> list[Received]:
            rows = await tx.all(
                select(intake.c.update_id, intake.c.raw, intake.c.attempts)
                .where(intake.c.desk_id == tx.desk_id, intake.c.state == Standing.WAITING)
                .order_by(intake.c.id)
                .limit(limit)
            )
            return [Received(row.update_id, row.raw, row.attempts) for row in rows]

        return await self._transactions.look(unit)

    async def finish(self, update_id: int) -> None:
        """The update has been dealt with."""
        await self._set(update_id, Standing.FINISHED)

    async def fail(self, update_id: int, error: str) -> int:
        """Count a failed try; returns how many there were."""

        async def unit(tx: Transaction) -> int:
            failed = _this(tx, update_id).values(attempts=intake.c.attempts + 1, error=error)
            return await tx.value(failed.returning(intake.c.attempts)) or 0

        return await self._transactions.change(unit)

    async def shelve(self, update_id: int, error: str) -> None:
        """Put a poison update aside for good, to be looked at by a person."""
        await self._set(update_id, Standing.SHELVED, error)

    async def prune(self, before: datetime) -> int:
        """Forget updates finished before this moment; returns how many. Shelved ones stay."""

        async def unit(tx: Transaction) -> int:
            return await tx.change(
                delete(intake)
                .where(intake.c.desk_id == tx.desk_id, intake.c.state == Standing.FINISHED)
                .where(intake.c.finished_at < before)
            )

        return await self._transactions.change(unit)

    async def _set(self, update_id: int, state: Standing, error: str = "") -> None:
        async def unit(tx: Transaction) -> None:
            await tx.change(_this(tx, update_id).values(state=state, error=error, finished_at=tx.now))

        await self._transactions.change(unit)


def _this(tx: Transaction, update_id: int) -> Update:
    return update(intake).where(intake.c.desk_id == tx.desk_id, intake.c.update_id == update_id)
