"""Planning a correction: to everybody who has the former edition, may have it, or should still have got it, each once."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    text,
)

from bot.desk.ports.values import Edition
from bot.news.delivery import (
    KILLED,
    MAY_BE_THERE,
    MESSAGE_GONE,
    NEVER_LEARNT,
    SUPERSEDED,
    TAKING_BACK,
    DeliveryState,
    Kind,
)
from bot.storage.inboxes import CONFIRMED
from bot.storage.tables import deliveries, editions, mail_addresses
from bot.storage.tables.columns import Id, Utc
from bot.storage.transaction import Transaction
from bot.storage.unsent import exclude

_COLUMNS = [
    "recipient",
    "key",
    "kind",
    "message_id",
    "replaces_id",
    "edition_id",
    "state",
    "ready_at",
    "wave",
]
_MAY_HAVE_IT = tuple(sorted(MAY_BE_THERE))
_NO_ID = cast(null(), Id)
_LOST = deliveries.c.reason.in_((MESSAGE_GONE, NEVER_LEARNT))
# There for certain or perhaps: whatever became of the last edit, a message whose number is known is there until it is gone.
_THERE = or_(deliveries.c.state.in_(_MAY_HAVE_IT), and_(deliveries.c.message_id.is_not(None), ~_LOST))
_IN_TELEGRAM = (Kind.CHANNEL, Kind.SUBSCRIBER)


async def plan_correction(tx: Transaction, edition: Edition, *, told: bool) -> None:
    """Leave out what of the former edition is unsent, and plan this one; what is planned already stays as it is."""
    if tx.on_postgresql:
        # Whoever unsubscribes at this moment is either not planned for, or waits for us and is then excluded.
        await tx.connection.execute(text("LOCK TABLE channels, subscriptions, mail_addresses IN SHARE MODE"))
    former = (deliveries.c.edition_id == edition.corrects) & (deliveries.c.wave == 0)
    await exclude(tx, former, SUPERSEDED)
    refused = (deliveries.c.kind == Kind.CHANNEL) & (deliveries.c.state == DeliveryState.REFUSED) & ~_LOST
    posts = _posts(former & or_(_THERE, _left_out(SUPERSEDED), refused))
    await _plan(tx, edition.id, 0, (posts, _mails(edition, former, told=told)))


async def plan_taking_back(tx: Transaction, killed: Edition) -> None:
    """Leave out what is unsent of a killed edition, and plan a tombstone to everybody who has, or may have, any edition of it."""
    if tx.on_postgresql:
        await tx.connection.execute(text("LOCK TABLE mail_addresses IN SHARE MODE"))
    own = (deliveries.c.edition_id == killed.id) & (deliveries.c.wave == 0)
    await exclude(tx, own, KILLED)
    # What was left out just now may have been to put right a copy that is there.
    unmended = _left_out(KILLED) & deliveries.c.replaces_id.is_not(None)
    posts = _posts(own & or_(_THERE, unmended))
    await _plan(tx, killed.id, TAKING_BACK, (posts, _mails(killed, own, told=True)))


async def to_be_mailed(tx: Transaction, edition: Edition) -> int:
    """Return how many inboxes a correction that is told would be mailed to now."""
    former = (deliveries.c.edition_id == edition.corrects) & (deliveries.c.wave == 0)
    found: int = await tx.value(
        select(func.count()).select_from(_mails(edition, former, told=True).subquery())
    )
    return found


async def _plan(tx: Transaction, edition_id: int, wave: int, chosen: tuple[Select[Any], ...]) -> None:
    same = (literal(edition_id), literal(DeliveryState.PLANNED.value), literal(tx.now, Utc), literal(wave))
    for rows in chosen:
        planned = tx.insert(deliveries).from_select(_COLUMNS, rows.add_columns(*same))
        await tx.change(planned.on_conflict_do_nothing())


def _left_out(reason: str) -> ColumnElement[bool]:
    """Those whose copy was left out just now."""
    return and_(deliveries.c.state == DeliveryState.EXCLUDED, deliveries.c.reason == reason)


def _posts(which: ColumnElement[bool]) -> Select[Any]:
    """Posts and private chats; of what is on its way or in doubt it is looked up when its turn comes."""
    settled = deliveries.c.state.not_in((DeliveryState.INTENDED, DeliveryState.UNCERTAIN))
    chosen = select(
        deliveries.c.recipient,
        deliveries.c.key,
        deliveries.c.kind,
        case((settled, deliveries.c.message_id), else_=_NO_ID).label("message_id"),
        deliveries.c.id.label("replaces_id"),
    )
    return chosen.where(which, deliveries.c.kind.in_(_IN_TELEGRAM)).order_by(deliveries.c.id)


def _mails(edition: Edition, former: ColumnElement[bool], *, told: bool) -> Select[Any]:
    """Inboxes that still want our mails: those whose copy was left out, and, when readers are told, all that were mailed any edition."""
    wanted = exists().where(
        mail_addresses.c.desk_id == editions.c.desk_id,
        mail_addresses.c.address == deliveries.c.recipient,
        CONFIRMED,
    )
    mailed = deliveries.c.state.in_(_MAY_HAVE_IT) if told else literal(value=False)
    chosen = (
        select(
            deliveries.c.recipient,
            func.max(deliveries.c.key).label("key"),
            deliveries.c.kind,
            _NO_ID.label("message_id"),
            _NO_ID.label("replaces_id"),
        )
        .join_from(deliveries, editions, editions.c.id == deliveries.c.edition_id)
        .where(
            editions.c.announcement_id == edition.announcement_id,
            deliveries.c.kind == Kind.INBOX,
            deliveries.c.wave == 0,
            or_(mailed, and_(former, _left_out(SUPERSEDED))),
            wanted,
        )
    )
    return chosen.group_by(deliveries.c.recipient, deliveries.c.kind).order_by(func.min(deliveries.c.id))
