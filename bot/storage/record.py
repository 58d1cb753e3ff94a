"""The whole record of an announcement, void and ended parts included. Changes nothing."""

from difflib import get_close_matches

from sqlalchemy import Select, func, select, true

from bot.desk.ports.record import Agreed, Link, Overruled, Revision, Told
from bot.desk.ports.values import Edition
from bot.news.delivery import Kind
from bot.storage.chain import digest, said
from bot.storage.reading import EditionRows, edition_from
from bot.storage.tables import (
    announcements,
    approvals,
    channels,
    deliveries,
    desks,
    editions,
    entries,
    overrides,
    people,
    revisions,
)

_NEAR = 5


class SqlRecord(EditionRows):
    """What disclosures and histories are made from."""

    async def find(self, reference: str) -> int | None:
        """Return the announcement of a reference, in any case."""
        known = select(announcements.c.id).where(announcements.c.desk_id == self._tx.desk_id)
        found: int | None = await self._tx.value(
            known.where(announcements.c.reference == reference.strip().upper())
        )
        return found

    async def near(self, reference: str) -> list[str]:
        """Return the references nearest to one that does not exist."""
        given = select(announcements.c.reference).where(
            announcements.c.desk_id == self._tx.desk_id, announcements.c.reference.is_not(None)
        )
        rows = await self._tx.all(given.order_by(announcements.c.id.desc()))
        known = [row.reference for row in rows]
        return get_close_matches(reference.strip().upper(), known, n=_NEAR) or known[:_NEAR]

    async def tag(self, announcement_id: int) -> str:
        """Return the secret by which an announcement's entries are found in the chain."""
        found = await self._tx.value(select(announcements.c.tag).where(announcements.c.id == announcement_id))
        return str(found)

    async def latest(self, limit: int) -> list[Edition]:
        """Return the newest edition of each announcement, the one last changed first."""
        later = editions.alias()
        newest = select(func.max(later.c.number)).where(later.c.announcement_id == editions.c.announcement_id)
        chosen = self._choose().where(editions.c.number == newest.scalar_subquery())
        rows = await self._tx.all(
            chosen.order_by(editions.c.updated_at.desc(), editions.c.id.desc()).limit(limit)
        )
        return [edition_from(row) for row in rows]

    async def editions(self, announcement_id: int) -> list[Edition]:
        """Return every edition of an announcement, the first one first."""
        chosen = self._choose().where(editions.c.announcement_id == announcement_id)
        return [edition_from(row) for row in await self._tx.all(chosen.order_by(editions.c.number))]

    async def revisions(self, announcement_id: int) -> list[Revision]:
        """Return every revision of an announcement, oldest first."""
        rows = await self._tx.all(
            select(revisions, people.c.name)
            .join(people, people.c.id == revisions.c.saved_by)
            .where(revisions.c.announcement_id == announcement_id)
            .order_by(revisions.c.edition_number, revisions.c.number)
        )
        return [
            Revision(
                id=row.id,
                edition_number=row.edition_number,
                number=row.number,
                saved_by=row.saved_by,
                saved_by_name=row.name,
                saved_at=row.saved_at,
                canonical=row.canonical,
                sha256=row.sha256,
            )
            for row in rows
        ]

    async def approvals(self, announcement_id: int) -> list[Agreed]:
        """Return every approval ever given to an announcement, oldest first."""
        rows = await self._tx.all(
            select(
                approvals, revisions.c.edition_number, revisions.c.number, revisions.c.sha256, people.c.name
            )
            .join(revisions, revisions.c.id == approvals.c.revision_id)
            .join(people, people.c.id == approvals.c.person_id)
            .where(revisions.c.announcement_id == announcement_id)
            .order_by(approvals.c.id)
        )
        return [
            Agreed(
                edition_number=row.edition_number,
                revision_number=row.number,
                sha256=row.sha256,
                person_id=row.person_id,
                name=row.name,
                at=row.at,
                voided_at=row.voided_at,
            )
            for row in rows
        ]

    async def overrides(self, announcement_id: int) -> list[Overruled]:
        """Return every override ever given for an announcement, oldest first."""
        named = (revisions.c.edition_number, revisions.c.number, revisions.c.sha256, people.c.name)
        rows = await self._tx.all(
            select(overrides, *named)
            .join(revisions, revisions.c.id == overrides.c.revision_id)
            .join(people, people.c.id == overrides.c.person_id)
            .where(revisions.c.announcement_id == announcement_id)
            .order_by(overrides.c.id)
        )
        return [
            Overruled(
                edition_number=row.edition_number,
                revision_number=row.number,
                sha256=row.sha256,
                code=row.code,
                words=row.words,
                reason=row.reason,
                person_id=row.person_id,
                name=row.name,
                at=row.at,
            )
            for row in rows
        ]

    async def channels(self, edition_id: int) -> list[Told]:
        """Return what became of each delivery to a channel, by the channel's name."""
        rows = await self._tx.all(
            select(deliveries.c.recipient, deliveries.c.state, deliveries.c.settled_at)
            .filter_by(edition_id=edition_id, kind=Kind.CHANNEL, wave=0)
            .order_by(deliveries.c.id)
        )
        named = await self._tx.all(select(channels).where(channels.c.desk_id == self._tx.desk_id))
        names = {str(row.chat_id): row.title for row in named}
        return [Told(names.get(row.recipient, ""), row.state, row.settled_at) for row in rows]

    async def chain(self, announcement_id: int) -> list[Link]:
        """Return the desk's whole chain of entries, the words of this announcement's only."""
        every = select(entries).where(entries.c.desk_id == self._tx.desk_id).order_by(entries.c.seq)
        links: list[Link] = []
        async with self._tx.connection.stream(every) as rows:
            async for found in rows:
                row = found._asdict()
                own = said(row) if row["announcement_id"] == announcement_id else None
                links.append(Link(row["seq"], row["mark"], digest(row), row["hash"], own))
        return links

    async def head(self) -> tuple[int, str]:
        """Return how many entries the desk has written and the hash of the last, as it noted them itself."""
        noted = select(desks.c.entry_count, desks.c.last_hash).where(desks.c.id == self._tx.desk_id)
        row = await self._tx.one(noted)
        return (row.entry_count, row.last_hash) if row else (0, "")

    async def seen_by(
        self, edition: Edition, person_id: int | None, *, in_this_edition: bool = False
    ) -> tuple[int, bool] | None:
        """Return the earlier revision a reviewer knows, of any edition or this one, and whether they approved it."""
        of_this = revisions.c.edition_number == edition.number
        among = of_this if in_this_edition else true()
        approved = await self._tx.value(
            select(approvals.c.revision_id)
            .join(revisions, revisions.c.id == approvals.c.revision_id)
            .where(revisions.c.announcement_id == edition.announcement_id)
            .where(approvals.c.person_id == person_id, approvals.c.revision_id != edition.revision_id, among)
            .order_by(approvals.c.id.desc())
        )
        if approved is not None:
            return approved, True
        submitted = await self._tx.value(self._submitted_before(edition).where(among))
        return (submitted, False) if submitted is not None else None

    def _submitted_before(self, edition: Edition) -> Select[tuple[int]]:
        same_place = (
            (revisions.c.announcement_id == entries.c.announcement_id)
            & (revisions.c.edition_number == entries.c.edition_number)
            & (revisions.c.number == entries.c.revision_number)
        )
        return (
            select(revisions.c.id)
            .join(entries, same_place)
            .where(entries.c.announcement_id == edition.announcement_id, entries.c.kind == "submitted")
            .where(revisions.c.id != edition.revision_id)
            .order_by(entries.c.seq.desc())
        )
