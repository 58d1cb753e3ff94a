"""Freezing an audience: who gets an edition, each of them once. One INSERT … SELECT for each kind."""

from sqlalchemy import Select, Text, cast, literal, select, text

from bot.desk.ports.values import Purpose
from bot.news.announcement import from_canonical
from bot.news.delivery import DeliveryState, Kind
from bot.storage.inboxes import CONFIRMED
from bot.storage.tables import (
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
_COLUMNS = ["recipient", "key", "edition_id", "kind", "state", "ready_at"]


async def plan(tx: Transaction, edition_id: int) -> None:
    """Plan a delivery to everyone the edition's content is meant for; what is planned already stays as it is."""
    targets = await _targets(tx, edition_id)
    if tx.on_postgresql:
        # Whoever unsubscribes at this moment is either not planned for, or waits for us and is then excluded.
        await tx.connection.execute(text("LOCK TABLE channels, subscriptions, mail_addresses IN SHARE MODE"))
    for kind in Kind:
        if _TARGET_OF[kind] in targets:
            same = (literal(edition_id), literal(kind.value), literal(DeliveryState.PLANNED.value))
            rows = _audience(tx, kind).add_columns(*same, literal(tx.now, Utc))
            planned = tx.insert(deliveries).from_select(_COLUMNS, rows)
            await tx.change(planned.on_conflict_do_nothing())


async def _targets(tx: Transaction, edition_id: int) -> tuple[str, ...]:
    """What the approved words themselves say about where they go."""
    stored = await tx.value(
        select(revisions.c.canonical)
        .join(editions, editions.c.revision_id == revisions.c.id)
        .where(editions.c.id == edition_id, editions.c.desk_id == tx.desk_id)
    )
    if stored is None:
        raise LookupError(f"there is no edition {edition_id}")
    return from_canonical(stored).targets


def _audience(tx: Transaction, kind: Kind) -> Select[str, str]:
    """Recipient and key of everyone of a kind, in the order they came to us."""
    match kind:
        case Kind.CHANNEL:
            usable = (channels.c.purpose == Purpose.PUBLIC) & (channels.c.lost_because == "")
            chosen = select(cast(channels.c.chat_id, Text), literal(""))
            return chosen.where(channels.c.desk_id == tx.desk_id, usable).order_by(channels.c.title)
        case Kind.SUBSCRIBER:
            running = (subscriptions.c.subscriber_id == subscribers.c.id) & subscriptions.c.ended_at.is_(None)
            chosen = select(cast(subscribers.c.telegram_id, Text), literal(""))
            chosen = chosen.join_from(subscribers, subscriptions, running)
            return chosen.where(subscribers.c.desk_id == tx.desk_id).order_by(subscribers.c.id)
        case Kind.INBOX:
            chosen = select(mail_addresses.c.address, mail_addresses.c.unsubscribe_key)
            return chosen.where(mail_addresses.c.desk_id == tx.desk_id, CONFIRMED).order_by(
                mail_addresses.c.id
            )
