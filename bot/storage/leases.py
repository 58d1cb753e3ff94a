"""The leases of the lanes: one owner at a time, and a number that tells an old owner from the present one."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, exists, select, update

from bot.desk.ports.outbox import Lease
from bot.news.delivery import Lane
from bot.storage.tables import leases
from bot.storage.transaction import Transaction


class SqlLeases:
    """An owner's name must be new with every start of a program, since it keeps its number while nobody takes over."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def take(self, lane: Lane, owner: str, now: datetime, seconds: float) -> Lease | None:
        """Take a free or expired lane (epoch + 1) or renew our own (same epoch); None while another holds it."""
        until = now + timedelta(seconds=seconds)
        ours = leases.c.owner == owner
        new = self._tx.insert(leases).values(
            desk_id=self._tx.desk_id, lane=lane, owner=owner, epoch=1, expires_at=until
        )
        taken = new.on_conflict_do_update(
            index_elements=["desk_id", "lane"],
            set_={
                "owner": owner,
                "epoch": case((ours, leases.c.epoch), else_=leases.c.epoch + 1),
                "expires_at": until,
            },
            where=ours | (leases.c.expires_at <= now),
        )
        epoch: int | None = await self._tx.value(taken.returning(leases.c.epoch))
        return None if epoch is None else Lease(lane, owner, epoch)

    async def release(self, lease: Lease) -> None:
        """Give the lane up at once, so that a successor need not wait."""
        mine = update(leases).where(*_this(self._tx, lease), leases.c.owner == lease.owner)
        await self._tx.change(mine.values(owner="", expires_at=self._tx.now))


async def hold(tx: Transaction, lease: Lease) -> None:
    """Make whoever would take the lane over wait until this transaction ends."""
    await tx.one(select(leases.c.epoch).where(*_this(tx, lease)).with_for_update(read=True))


def running(tx: Transaction, lease: Lease, now: datetime) -> ColumnElement[bool]:
    """Return the condition that the lease is the lane's present one and has not expired."""
    return exists().where(*_this(tx, lease), leases.c.owner == lease.owner, leases.c.expires_at > now)


def newest(tx: Transaction, lease: Lease) -> ColumnElement[bool]:
    """Return the condition that nobody took the lane over, expired or not."""
    return exists().where(*_this(tx, lease))


def _this(tx: Transaction, lease: Lease) -> tuple[ColumnElement[bool], ...]:
    this_lane = (leases.c.desk_id == tx.desk_id) & (leases.c.lane == lease.lane)
    return this_lane, leases.c.epoch == lease.epoch
