"""Who contributed to an edition, and who agreed to which exact revision of it."""

from sqlalchemy import select, update

from bot.desk.ports.values import Approval, Edition
from bot.storage.reading import EditionRows
from bot.storage.tables import approvals, contributors, people, revisions


class Agreement(EditionRows):
    """Contributors and approvals. An approval that was voided stays as a record and counts no more."""

    async def contributors(self, edition_id: int) -> frozenset[int]:
        """Return the ids of all who wrote, edited or submitted; every edition begins with none."""
        rows = await self._tx.all(
            select(contributors.c.person_id).where(contributors.c.edition_id == edition_id)
        )
        return frozenset(row.person_id for row in rows)

    async def contribute(self, edition_id: int, person_id: int) -> None:
        """Count a person among the contributors; twice is once."""
        contributor = self._tx.insert(contributors).values(
            edition_id=edition_id, person_id=person_id, since=self._tx.now
        )
        await self._tx.change(contributor.on_conflict_do_nothing())

    async def approve(self, edition: Edition, person_id: int, role: str) -> bool:
        """Record agreement to the revision looked at; False when this person's is recorded already."""
        approval = self._tx.insert(approvals).values(
            edition_id=edition.id,
            revision_id=edition.revision_id,
            person_id=person_id,
            role=role,
            at=self._tx.now,
        )
        return await self._tx.change(approval.on_conflict_do_nothing()) == 1

    async def approvals(self, revision_id: int) -> list[Approval]:
        """Return the approvals of a revision that are not void, oldest first."""
        rows = await self._tx.all(
            select(
                approvals.c.revision_id,
                revisions.c.sha256,
                approvals.c.person_id,
                people.c.name,
                approvals.c.at,
            )
            .join(revisions, revisions.c.id == approvals.c.revision_id)
            .join(people, people.c.id == approvals.c.person_id)
            .where(approvals.c.revision_id == revision_id, approvals.c.voided_at.is_(None))
            .order_by(approvals.c.id)
        )
        return [Approval(row.revision_id, row.sha256, row.person_id, row.name, row.at) for row in rows]

    async def _void_approvals(self, edition_id: int) -> None:
        await self._tx.change(
            update(approvals)
            .where(approvals.c.edition_id == edition_id, approvals.c.voided_at.is_(None))
            .values(voided_at=self._tx.now)
        )
