"""Comments, and what our messages show, in the database."""

from typing import Any

from sqlalchemy import ColumnElement, Row, select

from bot.desk.ports.comments import Comment, Remark, Shown
from bot.storage.tables import comments, people, revisions, spoken
from bot.storage.transaction import Transaction


class SqlComments:
    """One row for each comment, one for each message of ours that can be replied to."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def shows(
        self, place: tuple[int, int], words: tuple[int, int], comment_id: int | None = None
    ) -> None:
        """Record what a message of ours shows now."""
        now = {"edition_id": words[0], "revision_id": words[1], "comment_id": comment_id}
        message = {"desk_id": self._tx.desk_id, "chat_id": place[0], "message_id": place[1]}
        row = self._tx.insert(spoken).values(**message, **now)
        await self._tx.change(row.on_conflict_do_update(index_elements=list(message), set_=now))

    async def shown_by(self, chat_id: int, message_id: int) -> Shown | None:
        """Return what a message of ours shows."""
        row = await self._tx.one(
            select(spoken, revisions.c.number, revisions.c.sha256)
            .join(revisions, revisions.c.id == spoken.c.revision_id)
            .where(spoken.c.desk_id == self._tx.desk_id)
            .where(spoken.c.chat_id == chat_id, spoken.c.message_id == message_id)
        )
        if row is None:
            return None
        return Shown(row.edition_id, row.revision_id, row.number, row.sha256, row.comment_id)

    async def revision(self, edition_id: int, revision_id: int) -> Shown:
        """Return a revision as a message showing it would. Raises LookupError for one that never was."""
        row = await self._tx.one(select(revisions).where(revisions.c.id == revision_id))
        if row is None:
            raise LookupError(f"there is no revision {revision_id}")
        return Shown(edition_id, revision_id, row.number, row.sha256)

    async def add(self, remark: Remark, shown: Shown, person_id: int) -> int | None:
        """Keep a comment; return its id, None when this message was taken before."""
        new = self._tx.insert(comments).values(
            desk_id=self._tx.desk_id,
            edition_id=shown.edition_id,
            revision_id=shown.revision_id,
            person_id=person_id,
            chat_id=remark.chat_id,
            message_id=remark.message_id,
            said=remark.said,
            answers_id=shown.comment_id,
            at=self._tx.now,
        )
        added: int | None = await self._tx.value(new.on_conflict_do_nothing().returning(comments.c.id))
        return added

    async def get(self, comment_id: int) -> Comment | None:
        """Return one comment."""
        return next(iter(await self._where(comments.c.id == comment_id)), None)

    async def sent_as(self, chat_id: int, message_id: int) -> Comment | None:
        """Return the comment a person's message became."""
        this = (comments.c.chat_id == chat_id) & (comments.c.message_id == message_id)
        return next(iter(await self._where(this)), None)

    async def of(self, edition_id: int) -> list[Comment]:
        """Return an edition's comments, oldest first."""
        return await self._where(comments.c.edition_id == edition_id)

    async def _where(self, condition: ColumnElement[bool]) -> list[Comment]:
        rows = await self._tx.all(
            select(comments, people.c.name, revisions.c.number)
            .join(people, people.c.id == comments.c.person_id)
            .join(revisions, revisions.c.id == comments.c.revision_id)
            .where(comments.c.desk_id == self._tx.desk_id, condition)
            .order_by(comments.c.id)
        )
        return [_comment(row) for row in rows]


def _comment(row: Row[Any]) -> Comment:
    return Comment(
        id=row.id,
        edition_id=row.edition_id,
        revision_id=row.revision_id,
        revision_number=row.number,
        person_id=row.person_id,
        name=row.name,
        said=row.said,
        at=row.at,
        answers_id=row.answers_id,
    )
