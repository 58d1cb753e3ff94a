"""Rows of editions turned into the desk's values: what every part that reads or moves editions begins from."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Update, select, update

from bot.desk.ports.values import Edition
from bot.news.announcement import PostedAs
from bot.news.status import State
from bot.storage.tables import announcements, editions, revisions
from bot.storage.transaction import Transaction


class EditionRows:
    """Reads editions whole, and words the conditional update by which they move."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def _choose(self, *also: Any) -> Select[Any]:
        """The query for this desk's whole editions, `also` selecting more of the joined columns."""
        joined = editions.join(announcements, announcements.c.id == editions.c.announcement_id).join(
            revisions, revisions.c.id == editions.c.revision_id
        )
        chosen = select(
            editions,
            announcements.c.reference,
            announcements.c.slug,
            announcements.c.author_id,
            announcements.c.rehearsal,
            revisions.c.number.label("revision_number"),
            revisions.c.sha256,
            *also,
        )
        return chosen.select_from(joined).where(editions.c.desk_id == self._tx.desk_id)

    async def _the(self, edition_id: int) -> Edition:
        row = await self._tx.one(self._choose().where(editions.c.id == edition_id))
        if row is None:
            raise LookupError(f"there is no edition {edition_id}")
        return edition_from(row)

    def _moved(self, edition: Edition, *, state: State, due_at: datetime | None) -> Update:
        """The one conditional update: meets a row only while state, revision and time are those that were looked at."""
        return (
            update(editions)
            .where(editions.c.id == edition.id, editions.c.desk_id == self._tx.desk_id)
            .where(editions.c.state == edition.state, editions.c.revision_id == edition.revision_id)
            .where(editions.c.due_at.is_not_distinct_from(edition.due_at))
            .values(state=state, due_at=due_at, touched=editions.c.touched + 1, updated_at=self._tx.now)
        )


def edition_from(row: Row[Any]) -> Edition:
    """Return the edition a row stands for."""
    return Edition(
        id=row.id,
        announcement_id=row.announcement_id,
        number=row.number,
        state=State(row.state),
        revision_id=row.revision_id,
        revision_number=row.revision_number,
        sha256=row.sha256,
        author_id=row.author_id,
        touched=row.touched,
        updated_at=row.updated_at,
        reference=row.reference or "",
        slug=row.slug or "",
        due_at=row.due_at,
        published_at=row.published_at,
        rehearsal=row.rehearsal,
        corrects=row.corrects_id,
        posted_as=PostedAs(row.posted_as),
    )
