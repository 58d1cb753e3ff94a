"""The live messages about editions: at most one for an edition in a chat."""

from typing import Any

from sqlalchemy import Row, delete, func, select, update

from bot.desk.ports.chat import Card
from bot.storage.tables import cards, editions
from bot.storage.transaction import Transaction


class SqlCards:
    """What stands where, and how much of its edition it shows."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def place(self, edition_id: int, chat_id: int, person_id: int | None) -> None:
        """Want a card there; one that exists stays."""
        card = self._tx.insert(cards).values(edition_id=edition_id, chat_id=chat_id, person_id=person_id)
        await self._tx.change(card.on_conflict_do_nothing())

    async def place_anew(self, edition_id: int, chat_id: int, person_id: int | None) -> None:
        """Want a fresh card at the bottom of the chat: its message id becomes `replaces`, and it has shown nothing."""
        card = self._tx.insert(cards).values(edition_id=edition_id, chat_id=chat_id, person_id=person_id)
        fresh = {
            "person_id": person_id,
            "replaces": func.coalesce(cards.c.message_id, cards.c.replaces),
            "message_id": None,
            "shown": -1,
        }
        await self._tx.change(
            card.on_conflict_do_update(index_elements=["edition_id", "chat_id"], set_=fresh)
        )

    async def of(self, edition_id: int) -> list[Card]:
        """Return the edition's cards."""
        rows = await self._tx.all(select(cards).where(cards.c.edition_id == edition_id).order_by(cards.c.id))
        return [_card(row) for row in rows]

    async def behind(self, limit: int) -> list[Card]:
        """Return cards that show less than their edition's `touched`, or whose former place is still there; oldest first."""
        stale = cards.c.shown < editions.c.touched
        moved = cards.c.message_id.is_not(None) & cards.c.replaces.is_not(None)
        rows = await self._tx.all(
            select(cards)
            .join(editions, editions.c.id == cards.c.edition_id)
            .where(editions.c.desk_id == self._tx.desk_id, stale | moved)
            .order_by(editions.c.updated_at, cards.c.id)
            .limit(limit)
        )
        return [_card(row) for row in rows]

    async def showed(self, card: Card, message_id: int | None, touched: int) -> None:
        """Record what a card now shows, unless it was wanted anew meanwhile; None means it can be shown no more."""
        same = (cards.c.id == card.id) & cards.c.message_id.is_not_distinct_from(card.message_id)
        if message_id is None:
            await self._tx.change(delete(cards).where(same))
            return
        shown = update(cards).where(same, cards.c.shown == card.shown)
        await self._tx.change(shown.values(message_id=message_id, shown=touched))

    async def took_away(self, card: Card) -> None:
        """Record that the message in the card's former place is gone, or stands there without buttons."""
        former = (cards.c.id == card.id) & (cards.c.replaces == card.replaces)
        await self._tx.change(update(cards).where(former).values(replaces=None))

    async def show_again(self, person_id: int) -> None:
        """Have all cards of a person shown anew, whatever they show; those of one who left are taken away by this."""
        await self._tx.change(update(cards).where(cards.c.person_id == person_id).values(shown=-1))


def _card(row: Row[Any]) -> Card:
    return Card(
        row.id, row.edition_id, row.chat_id, row.person_id, row.message_id, row.shown, replaces=row.replaces
    )
