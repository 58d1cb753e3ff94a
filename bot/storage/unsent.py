"""Taking deliveries back: what must not be sent any more, whoever changed their mind.

An attempt under way cannot be taken back; it is marked unwanted instead, so that it is never tried a second time.
"""

from sqlalchemy import ColumnElement, String, cast, select, update

from bot.desk.ports.values import Purpose
from bot.news.delivery import DeliveryState, Kind
from bot.storage.tables import channels, deliveries
from bot.storage.transaction import Transaction

_NOT_YET = (DeliveryState.PLANNED, DeliveryState.DEFERRED)
_UNDER_WAY = (DeliveryState.INTENDED, DeliveryState.UNCERTAIN)

_POSTS = (Kind.CHANNEL, Kind.REHEARSAL)
NO_PLACE = "not for this any more"


def fresh_post() -> ColumnElement[bool]:
    """Return the condition of a post that is not there yet; what edits one goes wherever that one is."""
    edits = deliveries.c.message_id.is_not(None) | deliveries.c.replaces_id.is_not(None)
    return deliveries.c.kind.in_(_POSTS) & ~edits


def has_place() -> ColumnElement[bool]:
    """Return the condition that its place is still for such posts: for a rehearsal one that not everybody can read."""
    news = (deliveries.c.kind == Kind.CHANNEL) & (channels.c.purpose == Purpose.PUBLIC)
    private = (channels.c.purpose == Purpose.REHEARSAL) & (channels.c.username == "")
    rehearsal = (deliveries.c.kind == Kind.REHEARSAL) & private
    places = select(cast(channels.c.chat_id, String)).where(news | rehearsal)
    return deliveries.c.recipient.in_(places.correlate(deliveries))


async def exclude(tx: Transaction, which: ColumnElement[bool], reason: str) -> int:
    """Exclude the planned and deferred ones among these; return how many."""
    not_yet = update(deliveries).where(which, deliveries.c.state.in_(_NOT_YET))
    excluded = await tx.change(not_yet.values(state=DeliveryState.EXCLUDED, reason=reason, settled_at=tx.now))
    under_way = update(deliveries).where(which, deliveries.c.state.in_(_UNDER_WAY))
    await tx.change(under_way.values(unwanted=reason))
    return excluded
