"""Freezing an audience: who gets an edition, each of them once. One INSERT … SELECT for each kind."""

from sqlalchemy import Select, Text, cast, literal, select, text

from bot.desk.ports.values import Purpose
from bot.news.announcement import from_canonical
from bot.news.delivery import DeliveryState, Kind
from bot.storage.inboxes import CONFIRMED
from bot.storage.tables import (
    announcements,
    channels,
    deliveries,
    editions,
    mail_addresses,
    revisions,
    subscribers,
    subscriptions,
)
from bot.storage.tables.columns import Utc
from bot.storage.transaction import Transaction

_TARGET_OF = {Kind.CHANNEL: "channels", Kind.SUBSCRIBER: "subscribers", Kind.INBOX: "inboxes"}
_PURPOSE_OF = {Kind.CHANNEL: Purpose.PUBLIC, Kind.REHEARSAL: Purpose.REHEARSAL}
_COLUMNS = ["recipient", "key", "edition_id", "kind", "state", "ready_at"]


async def plan(tx: Transaction, edition_id: int) -> None:
    """Plan a delivery to everyone the edition's content is meant for; what is planned already stays as it is."""
    kinds = await _kinds(tx, edition_id)
    if tx.on_postgresql:
        # Whoever unsubscribes at this moment is either not planned for, or waits for us and is then excluded.
        await tx.connection.execute(text("LOCK TABLE channels, subscriptions, mail_addresses IN SHARE MODE"))
    for kind in kinds:
        same = (literal(edition_id), literal(kind.value), literal(DeliveryState.PLANNED.value))
        rows = _audience(tx, kind).add_columns(*same, literal(tx.now, Utc))
        planned = tx.insert(deliveries).from_select(_COLUMNS, rows)
        await tx.change(planned.on_conflict_do_nothing())


async def _kinds(tx: Transaction, edition_id: int) -> list[Kind]:
    """What the approved words themselves say about where they go; a rehearsal goes nowhere else, whatever they say."""
    row = await tx.one(
        select(revisions.c.canonical, announcements.c.rehearsal)
        .join_from(editions, revisions, editions.c.revision_id == revisions.c.id)
        .join(announcements, editions.c.announcement_id == announcements.c.id)
        .where(editions.c.id == edition_id, editions.c.desk_id == tx.desk_id)
    )
    if row is None:
        raise LookupError(f"there is no edition {edition_id}")
    if row.rehearsal:
        return [Kind.REHEARSAL]
    targets = from_canonical(row.canonical).targets
    return [kind for kind, target in _TARGET_OF.items() if target in targets]


def _audience(tx: Transaction, kind: Kind) -> Select[str, str]:
    """Recipient and key of everyone of a kind, in the order they came to us."""
    match kind:
        case Kind.CHANNEL | Kind.REHEARSAL:
            usable = (channels.c.purpose == _PURPOSE_OF[kind]) & (channels.c.lost_because == "")
            chosen = select(cast(channels.c.chat_id, Text), literal(""))
            return chosen.where(channels.c.desk_id == tx.desk_id, usable).order_by(channels.c.title)
        case Kind.SUBSCRIBER:
            running = (subscriptions.c.subscriber_id == subscribers.c.id) & subscriptions.c.ended_at.is_(None)
            chosen = select(cast(subscribers.c.telegram_id, Text), literal(""))
            chosen = chosen.join_from(subscribers, subscriptions, running)
            return chosen.where(subscribers.c.desk_id == tx.desk_id).order_by(subscribers.c.id)
        case _:
            chosen = select(mail_addresses.c.address, mail_addresses.c.unsubscribe_key)
            return chosen.where(mail_addresses.c.desk_id == tx.desk_id, CONFIRMED).order_by(
                mail_addresses.c.id
            )
