"""Chosen times, and which calendar link of each person holds."""

from sqlalchemy import select

from bot.desk.ports.schedules import Timing
from bot.storage.tables import calendar_links, schedules
from bot.storage.transaction import Transaction


class SqlSchedules:
    """One row for each time that was ever chosen; one for each person who ever asked for a new link."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, edition_id: int, timing: Timing) -> None:
        """Record a time that was chosen."""
        await self._tx.change(
            schedules.insert().values(
                edition_id=edition_id,
                due_at=timing.due_at,
                words=timing.words,
                timezone=timing.timezone,
                person_id=timing.person_id,
                at=self._tx.now,
            )
        )

    async def latest(self, edition_id: int) -> Timing | None:
        """Return the time chosen last."""
        chosen = select(schedules).where(schedules.c.edition_id == edition_id)
        row = await self._tx.one(chosen.order_by(schedules.c.id.desc()).limit(1))
        return Timing(row.due_at, row.words, row.timezone, row.person_id) if row else None

    async def link_number(self, person_id: int) -> int:
        """Return the number of this person's calendar link that holds now."""
        number = await self._tx.value(
            select(calendar_links.c.number).where(
                calendar_links.c.desk_id == self._tx.desk_id, calendar_links.c.person_id == person_id
            )
        )
        return number or 1

    async def new_link(self, person_id: int) -> int:
        """Make every calendar link of this person worthless; return the number of the next."""
        first = self._tx.insert(calendar_links).values(
            desk_id=self._tx.desk_id, person_id=person_id, number=2
        )
        following = first.on_conflict_do_update(
            index_elements=["desk_id", "person_id"], set_={"number": calendar_links.c.number + 1}
        )
        number: int = await self._tx.value(following.returning(calendar_links.c.number))
        return number
