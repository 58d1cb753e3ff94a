"""Emergencies in the database."""

from typing import Any

from sqlalchemy import Row, Select, Update, select, update

from bot.desk.ports.emergencies import Emergency
from bot.desk.ports.values import Edition
from bot.news.status import LIVE
from bot.storage.tables import editions, emergencies, people, revisions
from bot.storage.transaction import Transaction

_ORDERED = emergencies.c.ordered_at.is_not(None)
_UNREVIEWED = (emergencies.c.published_at.is_not(None), emergencies.c.reviewed_at.is_(None))
_REVIEWERS = people.alias()


class SqlEmergencies:
    """One row for each order; every step on it is one conditional update."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def ask(self, edition: Edition, person_id: int, reason: str) -> int:
        """Keep who wants this revision out, and why; return its number."""
        new = emergencies.insert().values(
            edition_id=edition.id,
            revision_id=edition.revision_id,
            person_id=person_id,
            reason=reason,
            asked_at=self._tx.now,
        )
        number: int = await self._tx.value(new.returning(emergencies.c.id))
        return number

    async def get(self, emergency_id: int) -> Emergency | None:
        """Return one, ordered or not."""
        row = await self._tx.one(self._choose().where(emergencies.c.id == emergency_id))
        return _emergency(row) if row else None

    async def order(self, emergency_id: int) -> bool:
        """Let it count."""
        one = self._change(emergency_id).where(~_ORDERED, emergencies.c.ended_at.is_(None))
        return await self._tx.change(one.values(ordered_at=self._tx.now)) == 1

    async def standing(self, edition_id: int) -> Emergency | None:
        """Return the order that counts for an edition."""
        counting = (emergencies.c.edition_id == edition_id) & _ORDERED & emergencies.c.ended_at.is_(None)
        row = await self._tx.one(self._choose().where(counting).order_by(emergencies.c.id.desc()).limit(1))
        return _emergency(row) if row else None

    async def end(self, emergency_id: int) -> bool:
        """It came to nothing; it counts no more."""
        one = self._change(emergency_id).where(
            emergencies.c.ended_at.is_(None), emergencies.c.published_at.is_(None)
        )
        return await self._tx.change(one.values(ended_at=self._tx.now)) == 1

    async def publish(self, emergency_id: int) -> bool:
        """It went out."""
        one = self._change(emergency_id).where(
            _ORDERED, emergencies.c.ended_at.is_(None), emergencies.c.published_at.is_(None)
        )
        return await self._tx.change(one.values(published_at=self._tx.now)) == 1

    async def review(self, emergency_id: int, person_id: int) -> bool:
        """Somebody else has agreed to it afterwards."""
        one = self._change(emergency_id).where(*_UNREVIEWED)
        return await self._tx.change(one.values(reviewed_at=self._tx.now, reviewed_by=person_id)) == 1

    async def unreviewed(self) -> list[Emergency]:
        """Return those of this desk that are out and wait for somebody to agree, oldest first."""
        out = (editions.c.desk_id == self._tx.desk_id) & editions.c.state.in_(LIVE)
        waiting = self._choose().where(out, *_UNREVIEWED)
        return [_emergency(row) for row in await self._tx.all(waiting.order_by(emergencies.c.id))]

    async def remind(self, emergency_id: int, days: int) -> bool:
        """Note that the desk is reminded for that many days; False when it was already, or is reviewed."""
        one = self._change(emergency_id).where(emergencies.c.reminded < days, *_UNREVIEWED)
        return await self._tx.change(one.values(reminded=days)) == 1

    async def of_announcement(self, announcement_id: int) -> list[Emergency]:
        """Return every one that was ordered for an announcement, oldest first."""
        ordered = self._choose().where(editions.c.announcement_id == announcement_id, _ORDERED)
        return [_emergency(row) for row in await self._tx.all(ordered.order_by(emergencies.c.id))]

    def _change(self, emergency_id: int) -> Update:
        return update(emergencies).where(emergencies.c.id == emergency_id)

    def _choose(self) -> Select[Any]:
        joined = (
            emergencies.join(editions, editions.c.id == emergencies.c.edition_id)
            .join(revisions, revisions.c.id == emergencies.c.revision_id)
            .join(people, people.c.id == emergencies.c.person_id)
            .outerjoin(_REVIEWERS, _REVIEWERS.c.id == emergencies.c.reviewed_by)
        )
        return select(
            emergencies,
            revisions.c.edition_number,
            revisions.c.number,
            revisions.c.sha256,
            people.c.name,
            _REVIEWERS.c.name.label("reviewer"),
        ).select_from(joined)


def _emergency(row: Row[Any]) -> Emergency:
    return Emergency(
        id=row.id,
        edition_id=row.edition_id,
        edition_number=row.edition_number,
        revision_id=row.revision_id,
        revision_number=row.number,
        sha256=row.sha256,
        person_id=row.person_id,
        name=row.name,
        reason=row.reason,
        ordered_at=row.ordered_at,
        ended_at=row.ended_at,
        published_at=row.published_at,
        reviewed_at=row.reviewed_at,
        reviewed_by=row.reviewed_by,
        reviewed_by_name=row.reviewer or "",
        reminded=row.reminded,
    )
