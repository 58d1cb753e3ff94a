"""Overrides of findings: one row for each that was ever given."""

from sqlalchemy import select

from bot.desk.ports.values import Edition
from bot.news.checks import Override
from bot.storage.tables import overrides, people, revisions
from bot.storage.transaction import Transaction


class SqlOverrides:
    """Rows that are only ever added to."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, edition: Edition, override: Override) -> None:
        """Record one with the edition's current revision."""
        await self._tx.change(
            overrides.insert().values(
                edition_id=edition.id,
                revision_id=edition.revision_id,
                code=override.code,
                words=override.words,
                reason=override.reason,
                person_id=override.person_id,
                at=override.at,
            )
        )

    async def of(self, announcement_id: int) -> list[Override]:
        """Return every one ever given for an announcement, oldest first."""
        rows = await self._tx.all(
            select(overrides, people.c.name)
            .join(people, people.c.id == overrides.c.person_id)
            .join(revisions, revisions.c.id == overrides.c.revision_id)
            .where(revisions.c.announcement_id == announcement_id)
            .order_by(overrides.c.id)
        )
        return [
            Override(row.code, row.words, row.reason, row.person_id, row.name, row.revision_id, row.at)
            for row in rows
        ]
