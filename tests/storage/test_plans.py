"""The hot statements read an index from its front, whatever the length of the outbox: never the whole table."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import event, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.ports.outbox import Lease
from bot.news.delivery import DeliveryState, Kind, Lane, Result
from bot.news.status import State
from bot.storage.engines import engines_for
from bot.storage.ledger import kinds_of
from bot.storage.outbox import SqlOutbox
from bot.storage.readers import SqlReaders
from bot.storage.transaction import Transaction
from tests.storage.deliveries import take
from tests.storage.world import MORNING, Newsroom

MANY = 20_000
LENGTHEN = """
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :many)
INSERT INTO deliveries (edition_id, kind, recipient, state, ready_at, key)
SELECT :edition, 'subscriber', 'reader ' || n, :state, :at, '' FROM numbers
"""


class Seen:
    """Every statement that a connection was given, with its parameters."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.statements: list[tuple[str, Any]] = []
        event.listen(connection.sync_connection, "before_cursor_execute", self._note)

    def _note(self, *said: Any) -> None:
        self.statements.append((said[2], said[3]))

    async def plans(self) -> list[str]:
        """How the database would run each statement about deliveries it was given, a line a step."""
        about = [said for said in self.statements if "deliveries" in said[0]]
        return [await self._plan(*said) for said in about]

    async def _plan(self, statement: str, values: Any) -> str:
        explain = "EXPLAIN QUERY PLAN" if self.connection.dialect.name == "sqlite" else "EXPLAIN"
        first = values[0] if isinstance(values, list) else values
        rows = await self.connection.exec_driver_sql(f"{explain} {statement}", first)
        return "\n".join(str(row[-1]) for row in rows)


@pytest.fixture
async def busy(newsroom: Newsroom, database_url: str) -> AsyncIterator[Transaction]:
    """A transaction on an outbox in mid-broadcast: one long edition gone out, one as long to come."""
    gone, coming = await newsroom.at(State.PUBLISHING), await newsroom.at(State.PUBLISHING)
    await take(newsroom, Lane.TELEGRAM)
    await newsroom.store.close()
    engines = engines_for(make_url(database_url))
    async with engines.writing.begin() as connection:
        for edition, state in ((gone, "accepted"), (coming, "planned")):
            values = {"many": MANY, "edition": edition.id, "state": state, "at": MORNING}
            await connection.execute(text(LENGTHEN).bindparams(**values))
        if connection.dialect.name == "postgresql":
            await connection.execute(text("ANALYZE"))
        yield Transaction(connection, newsroom.store.desk.id, MORNING, writing=True)
    await engines.dispose()


def walks(plan: str) -> list[str]:
    """The steps that read a whole table of deliveries: SCAN is SQLite's word, Seq Scan PostgreSQL's."""
    return [
        line for line in plan.splitlines() if "deliveries" in line and ("SCAN" in line or "Seq Scan" in line)
    ]


async def test_claiming_reads_an_index(busy: Transaction) -> None:
    seen = Seen(busy.connection)

    claimed = await SqlOutbox(busy).claim(Lease(Lane.TELEGRAM, "first", 1), 4, MORNING)

    asked, taken = await seen.plans()
    assert len(claimed) == 4
    assert (walks(asked), walks(taken)) == ([], [])
    assert "ix_deliveries_next" in asked
    assert "ix_deliveries_next" in taken
    assert "Sort" not in taken
    assert "TEMP B-TREE" not in taken


async def test_settling_finds_its_rows_by_their_ids(busy: Transaction) -> None:
    lease, outbox = Lease(Lane.TELEGRAM, "first", 1), SqlOutbox(busy)
    claimed = await outbox.claim(lease, 4, MORNING)
    seen = Seen(busy.connection)

    results = [Result(delivery.id, DeliveryState.ACCEPTED, 1) for delivery in claimed]
    assert await outbox.settle(lease, results, MORNING) == 4

    [plan] = await seen.plans()
    assert walks(plan) == []


async def test_an_unsubscribe_finds_its_rows_by_the_recipient(busy: Transaction) -> None:
    seen = Seen(busy.connection)

    await SqlReaders(busy).end(501, "asked to stop")

    plans = await seen.plans()
    assert [walks(plan) for plan in plans] == [[]] * 2


@pytest.mark.parametrize("looking", [SqlOutbox.refusals, SqlOutbox.uncertain])
async def test_looking_for_the_few_among_an_edition_s_many_reads_an_index(
    busy: Transaction, looking: Callable[[SqlOutbox, int], Awaitable[object]]
) -> None:
    seen = Seen(busy.connection)

    await looking(SqlOutbox(busy), 1)

    assert [walks(plan) for plan in await seen.plans()] == [[]] * len(Kind)


async def test_the_next_moment_is_read_off_an_index(busy: Transaction) -> None:
    seen = Seen(busy.connection)

    assert await SqlOutbox(busy).next_moment(Lane.TELEGRAM) is None

    assert [walks(plan) for plan in await seen.plans()] == [[] for _ in kinds_of(Lane.TELEGRAM)]
