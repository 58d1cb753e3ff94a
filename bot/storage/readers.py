"""People who asked for the news in their private chat."""

from sqlalchemy import Select, exists, func, select, update

from bot.news.delivery import Kind
from bot.storage.tables import deliveries, subscribers, subscriptions
from bot.storage.transaction import Transaction
from bot.storage.unsent import exclude


class SqlReaders:
    """A subscription begins and ends; what ended stays, with its reason. One at a time runs."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def subscribe(self, telegram_id: int, name: str) -> bool:
        """Start a subscription; False when one is running."""
        reader = self._tx.insert(subscribers).values(
            desk_id=self._tx.desk_id, telegram_id=telegram_id, name=name
        )
        named = reader.on_conflict_do_update(index_elements=["desk_id", "telegram_id"], set_={"name": name})
        reader_id = await self._tx.value(named.returning(subscribers.c.id))
        started = self._tx.insert(subscriptions).values(subscriber_id=reader_id, started_at=self._tx.now)
        return await self._tx.change(started.on_conflict_do_nothing()) == 1

    async def end(self, telegram_id: int, reason: str) -> bool:
        """End the running subscription with its reason and exclude what was planned for it; False without one."""
        running = update(subscriptions).where(
            subscriptions.c.subscriber_id.in_(self._reader(telegram_id)), subscriptions.c.ended_at.is_(None)
        )
        ended = await self._tx.change(running.values(ended_at=self._tx.now, ended_because=reason))
        # What they were sent is still put right: an edit says nothing new to anybody.
        theirs = (
            (deliveries.c.recipient == str(telegram_id))
            & (deliveries.c.kind == Kind.SUBSCRIBER)
            & deliveries.c.message_id.is_(None)
        )
        await exclude(self._tx, theirs, reason)
        return ended == 1

    async def is_subscribed(self, telegram_id: int) -> bool:
        """Tell whether a subscription is running."""
        running = exists().where(
            subscriptions.c.subscriber_id.in_(self._reader(telegram_id)), subscriptions.c.ended_at.is_(None)
        )
        return bool(await self._tx.value(select(running)))

    async def count(self) -> int:
        """Return the number of running subscriptions."""
        running = (
            select(func.count())
            .select_from(subscriptions.join(subscribers, subscribers.c.id == subscriptions.c.subscriber_id))
            .where(subscribers.c.desk_id == self._tx.desk_id, subscriptions.c.ended_at.is_(None))
        )
        found: int = await self._tx.value(running)
        return found

    def _reader(self, telegram_id: int) -> Select[tuple[int]]:
        return select(subscribers.c.id).where(
            subscribers.c.desk_id == self._tx.desk_id, subscribers.c.telegram_id == telegram_id
        )
