"""What each person's private chat is about right now."""

from typing import Any

from sqlalchemy import Table, delete, select, update

from bot.desk.ports.chat import Asked, Question, Sent
from bot.news.announcement import Content, canonical, from_canonical
from bot.storage.tables import conversations, laid_aside, sent_messages
from bot.storage.transaction import Transaction

_NO_QUESTION = {"asked": None, "asked_edition_id": None, "asked_revision_id": None, "asked_subject": ""}


class SqlConversations:
    """One row a chat, one for each message that gave something, one for words waiting for their place."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def ask(self, telegram_id: int, question: Question) -> None:
        """Ask; an earlier question is forgotten."""
        await self._set(
            conversations,
            telegram_id,
            asked=question.asked,
            asked_edition_id=question.edition_id or None,
            asked_revision_id=question.revision_id or None,
            asked_subject=question.subject,
        )

    async def question(self, telegram_id: int) -> Question | None:
        """Return the open question."""
        row = await self._tx.one(select(conversations).where(*self._of(conversations, telegram_id)))
        if row is None or row.asked is None:
            return None
        return Question(
            Asked(row.asked), row.asked_edition_id or 0, row.asked_revision_id or 0, row.asked_subject
        )

    async def answered(self, telegram_id: int) -> None:
        """Close the question."""
        closed = update(conversations).where(*self._of(conversations, telegram_id)).values(**_NO_QUESTION)
        await self._tx.change(closed)

    async def turn_to(self, telegram_id: int, edition_id: int | None) -> None:
        """Make an edition the one this chat is about."""
        await self._set(conversations, telegram_id, about_edition_id=edition_id)

    async def about(self, telegram_id: int) -> int | None:
        """Return the edition this chat is about."""
        about = select(conversations.c.about_edition_id).where(*self._of(conversations, telegram_id))
        found: int | None = await self._tx.value(about)
        return found

    async def remember(self, sent: Sent) -> bool:
        """Keep what a message gave, replacing what it gave before; False when the message was known."""
        given = {
            "edition_id": sent.edition_id,
            "part": sent.part,
            "gave": canonical(sent.gave),
            "sent_at": sent.sent_at,
        }
        message = {"desk_id": self._tx.desk_id, "chat_id": sent.chat_id, "message_id": sent.message_id}
        new = self._tx.insert(sent_messages).values(**message, **given)
        if await self._tx.change(new.on_conflict_do_nothing()):
            return True
        await self._tx.change(update(sent_messages).filter_by(**message).values(**given))
        return False

    async def recall(self, chat_id: int, message_id: int) -> Sent | None:
        """Return what a message gave."""
        return await self._sent(chat_id, sent_messages.c.message_id == message_id)

    async def last_sent(self, chat_id: int, edition_id: int) -> Sent | None:
        """Return the newest message that gave something to this edition from this chat."""
        return await self._sent(chat_id, sent_messages.c.edition_id == edition_id)

    async def lay_aside(self, telegram_id: int, message_id: int, content: Content) -> None:
        """Keep words whose place has still to be asked; the latest only."""
        await self._set(laid_aside, telegram_id, message_id=message_id, content=canonical(content))

    async def laid_aside(self, telegram_id: int) -> tuple[int, Content] | None:
        """Return message id and words waiting for their place."""
        row = await self._tx.one(select(laid_aside).where(*self._of(laid_aside, telegram_id)))
        return (row.message_id, from_canonical(row.content)) if row else None

    async def forget_aside(self, telegram_id: int) -> None:
        """Forget the words waiting for their place."""
        await self._tx.change(delete(laid_aside).where(*self._of(laid_aside, telegram_id)))

    async def forget_person(self, telegram_id: int) -> None:
        """Forget the question, what was laid aside and what the chat was about."""
        await self._tx.change(delete(conversations).where(*self._of(conversations, telegram_id)))
        await self.forget_aside(telegram_id)

    def _of(self, table: Table, telegram_id: int) -> tuple[Any, Any]:
        return table.c.desk_id == self._tx.desk_id, table.c.telegram_id == telegram_id

    async def _set(self, table: Table, telegram_id: int, **said: Any) -> None:
        row = self._tx.insert(table).values(desk_id=self._tx.desk_id, telegram_id=telegram_id, **said)
        await self._tx.change(row.on_conflict_do_update(index_elements=["desk_id", "telegram_id"], set_=said))

    async def _sent(self, chat_id: int, condition: Any) -> Sent | None:
        row = await self._tx.one(
            select(sent_messages)
            .where(sent_messages.c.desk_id == self._tx.desk_id, sent_messages.c.chat_id == chat_id, condition)
            .order_by(sent_messages.c.message_id.desc())
            .limit(1)
        )
        if row is None:
            return None
        gave = from_canonical(row.gave)
        return Sent(row.chat_id, row.message_id, row.edition_id, row.part, gave, row.sent_at)
