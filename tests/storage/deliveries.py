"""Short ways to the ledger for these stories."""

from sqlalchemy import select

from bot.desk.ports import Work
from bot.desk.ports.outbox import Lease
from bot.desk.ports.values import Edition
from bot.news.delivery import Delivery, DeliveryState, Kind, Lane, Result, Tally
from bot.storage.tables import deliveries
from tests.storage.world import Newsroom

OWNER = "first"
SECONDS = 30.0


async def take(newsroom: Newsroom, lane: Lane, owner: str = OWNER) -> Lease:
    lease = await newsroom.write(lambda work: work.leases.take(lane, owner, work.now, SECONDS))
    assert lease is not None
    return lease


async def claim(newsroom: Newsroom, lease: Lease, limit: int = 100) -> list[Delivery]:
    return await newsroom.write(lambda work: work.outbox.claim(lease, limit, work.now))


async def claim_all(newsroom: Newsroom, lane: Lane) -> list[Delivery]:
    return await claim(newsroom, await take(newsroom, lane))


async def settle(newsroom: Newsroom, lease: Lease, *results: Result) -> int:
    return await newsroom.write(lambda work: work.outbox.settle(lease, list(results), work.now))


def accepted(delivery: Delivery, message_id: int = 1) -> Result:
    return Result(delivery.id, DeliveryState.ACCEPTED, message_id)


async def states(newsroom: Newsroom, edition: Edition) -> dict[str, str]:
    """State by recipient, as the table has it."""
    these = select(deliveries).where(deliveries.c.edition_id == edition.id).order_by(deliveries.c.id)
    return {row.recipient: row.state for row in await newsroom.store.look(lambda tx: tx.all(these))}


async def tally(newsroom: Newsroom, edition: Edition) -> dict[Kind, Tally]:
    return await newsroom.read(lambda work: work.outbox.tally(edition.id))


async def plan(newsroom: Newsroom, edition: Edition) -> dict[Kind, int]:
    async def step(work: Work) -> dict[Kind, int]:
        return await work.outbox.plan(edition.id)

    return await newsroom.write(step)
