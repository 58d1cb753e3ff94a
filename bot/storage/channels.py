"""Channels and groups the bot was added to."""

from typing import Any

from sqlalchemy import ColumnElement, Row, delete, exists, func, select, update

from bot.desk.ports.values import Channel, Purpose
from bot.news.delivery import DeliveryState, Kind
from bot.storage.tables import cards, channels, deliveries, notices
from bot.storage.transaction import Transaction
from bot.storage.unsent import NO_PLACE, exclude, fresh_post, has_place


class SqlChannels:
    """Places by Telegram's id, each with what it is for and whether we may write there."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def find(self, chat_id: int) -> Channel | None:
        """Return one place by Telegram's id."""
        row = await self._tx.one(select(channels).where(self._at(chat_id)))
        return _channel(row) if row else None

    async def notice(self, chat_id: int, title: str, kind: str, username: str) -> Channel:
        """Make a place known or renamed, and writable again; a new one is undecided."""
        said = {"title": title, "kind": kind, "username": username, "lost_because": ""}
        new = self._tx.insert(channels).values(
            desk_id=self._tx.desk_id, chat_id=chat_id, purpose=Purpose.UNDECIDED, **said
        )
        noticed = new.on_conflict_do_update(index_elements=["desk_id", "chat_id"], set_=said)
        [row] = await self._tx.all(noticed.returning(channels))
        return _channel(row)

    async def decide(self, chat_id: int, purpose: Purpose) -> bool:
        """Say what a place is for; False when it was that already or is unknown. What waits there for another purpose never goes."""
        decided = update(channels).where(self._at(chat_id), channels.c.purpose != purpose)
        if await self._tx.change(decided.values(purpose=purpose)) != 1:
            return False
        await exclude(
            self._tx, (deliveries.c.recipient == str(chat_id)) & fresh_post() & ~has_place(), NO_PLACE
        )
        return True

    async def had_news(self, chat_id: int) -> bool:
        """Tell whether an announcement ever arrived there."""
        posts = (deliveries.c.recipient == str(chat_id)) & (deliveries.c.kind == Kind.CHANNEL)
        arrived = select(deliveries.c.id).where(posts, deliveries.c.state == DeliveryState.ACCEPTED).limit(1)
        return await self._tx.one(arrived) is not None

    async def lose(self, chat_id: int, reason: str) -> bool:
        """Note that we may no longer write there; False when that was known."""
        lost = update(channels).where(self._at(chat_id), channels.c.lost_because == "")
        return await self._tx.change(lost.values(lost_because=reason or "unknown")) == 1

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that became a supergroup, with its purpose, cards, notices and unaccepted deliveries."""
        old = await self.find(old_chat_id)
        if old is not None and await self.find(new_chat_id) is None:
            await self._tx.change(update(channels).where(self._at(old_chat_id)).values(chat_id=new_chat_id))
        elif old is not None:
            await self._tx.change(
                update(channels)
                .where(self._at(new_chat_id), channels.c.purpose == Purpose.UNDECIDED)
                .values(purpose=old.purpose)
            )
            await self._tx.change(delete(channels).where(self._at(old_chat_id)))
        await self._move_deliveries(str(old_chat_id), str(new_chat_id))
        await self._move_cards(old_chat_id, new_chat_id)
        waiting = (notices.c.desk_id == self._tx.desk_id) & (notices.c.chat_id == old_chat_id)
        await self._tx.change(update(notices).where(waiting).values(chat_id=new_chat_id))

    async def usable(self, purpose: Purpose) -> list[Channel]:
        """Return the places for this purpose that we may write to."""
        return await self._listed((channels.c.purpose == purpose) & (channels.c.lost_because == ""))

    async def known(self) -> list[Channel]:
        """Return every place, by title."""
        return await self._listed(channels.c.desk_id == self._tx.desk_id)

    async def _move_deliveries(self, old: str, new: str) -> None:
        """What the new place has a delivery of already it does not get twice."""
        posts = deliveries.c.kind.in_((Kind.CHANNEL, Kind.REHEARSAL))
        here = posts & (deliveries.c.recipient == old)
        open_here = here & (deliveries.c.state != DeliveryState.ACCEPTED)
        there = deliveries.alias()
        same_edition = (there.c.edition_id == deliveries.c.edition_id) & (there.c.kind == deliveries.c.kind)
        taken = exists().where(same_edition, there.c.recipient == new)
        await self._tx.change(update(deliveries).where(open_here, ~taken).values(recipient=new))
        await exclude(self._tx, here, "moved")

    async def _move_cards(self, old: int, new: int) -> None:
        """The messages stay behind in the old group: the cards are wanted anew."""
        there = cards.alias()
        taken = exists().where(there.c.edition_id == cards.c.edition_id, there.c.chat_id == new)
        fresh = {"chat_id": new, "message_id": None, "replaces": None, "shown": -1}
        await self._tx.change(update(cards).where(cards.c.chat_id == old, ~taken).values(**fresh))
        await self._tx.change(delete(cards).where(cards.c.chat_id == old))

    def _at(self, chat_id: int) -> ColumnElement[bool]:
        return (channels.c.desk_id == self._tx.desk_id) & (channels.c.chat_id == chat_id)

    async def _listed(self, condition: ColumnElement[bool]) -> list[Channel]:
        rows = await self._tx.all(
            select(channels)
            .where(channels.c.desk_id == self._tx.desk_id, condition)
            .order_by(func.lower(channels.c.title), channels.c.chat_id)
        )
        return [_channel(row) for row in rows]


def _channel(row: Row[Any]) -> Channel:
    return Channel(row.chat_id, row.title, row.kind, Purpose(row.purpose), row.username, row.lost_because)
