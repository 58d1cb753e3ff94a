"""Taking deliveries back: what must not be sent any more, whoever changed their mind.

An attempt under way cannot be taken back; it is marked unwanted instead, so that it is never tried a second time.
"""

from sqlalchemy import ColumnElement, update

from bot.news.delivery import DeliveryState
from bot.storage.tables import deliveries
from bot.storage.transaction import Transaction

_NOT_YET = (DeliveryState.PLANNED, DeliveryState.DEFERRED)
_UNDER_WAY = (DeliveryState.INTENDED, DeliveryState.UNCERTAIN)


async def exclude(tx: Transaction, which: ColumnElement[bool], reason: str) -> int:
    """Exclude the planned and deferred ones among these; return how many."""
    not_yet = update(deliveries).where(which, deliveries.c.state.in_(_NOT_YET))
    excluded = await tx.change(not_yet.values(state=DeliveryState.EXCLUDED, reason=reason, settled_at=tx.now))
    under_way = update(deliveries).where(which, deliveries.c.state.in_(_UNDER_WAY))
    await tx.change(under_way.values(unwanted=reason))
    return excluded
