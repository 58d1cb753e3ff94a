"""Announcements, editions and revisions: every change of state is one conditional update."""

import secrets
from datetime import datetime

from sqlalchemy import Select, func, select, update

from bot.desk.ports.values import Edition
from bot.news.announcement import Content, PostedAs, canonical, fingerprint, from_canonical
from bot.news.status import EDITABLE, OPEN, Move, State
from bot.storage.agreement import Agreement
from bot.storage.published import Published
from bot.storage.reading import edition_from
from bot.storage.tables import announcements, editions, revisions


class SqlEditions(Agreement, Published):
    """The open and the published work of the desk."""

    async def start(self, content: Content, author_id: int, *, rehearsal: bool = False) -> Edition:
        """Open a new announcement with its first edition and revision, in draft; the author is a contributor."""
        announcement = announcements.insert().values(
            desk_id=self._tx.desk_id,
            author_id=author_id,
            created_at=self._tx.now,
            tag=secrets.token_hex(16),
            rehearsal=rehearsal,
        )
        announcement_id = await self._tx.value(announcement.returning(announcements.c.id))
        edition = editions.insert().values(
            desk_id=self._tx.desk_id,
            announcement_id=announcement_id,
            number=1,
            state=State.DRAFT,
            revision_id=await self._add_revision((announcement_id, 1, 1), content, author_id),
            updated_at=self._tx.now,
        )
        edition_id = await self._tx.value(edition.returning(editions.c.id))
        await self.contribute(edition_id, author_id)
        return await self._the(edition_id)

    async def follow(self, former: Edition, content: Content, person_id: int, posted_as: PostedAs) -> Edition:
        """Open the next edition of what is out, in draft; whoever opens it is its only contributor and the author from now on.

        The former's row is locked by whoever read it, so that nobody else gives the same number.
        """
        numbers = select(func.max(editions.c.number)).filter_by(announcement_id=former.announcement_id)
        number = (await self._tx.value(numbers)) + 1
        edition = editions.insert().values(
            desk_id=self._tx.desk_id,
            announcement_id=former.announcement_id,
            number=number,
            state=State.DRAFT,
            revision_id=await self._add_revision((former.announcement_id, number, 1), content, person_id),
            updated_at=self._tx.now,
            corrects_id=former.id,
            posted_as=posted_as,
        )
        edition_id = await self._tx.value(edition.returning(editions.c.id))
        await self.contribute(edition_id, person_id)
        await self.touch(former.id)
        return await self._the(edition_id)

    async def open_of(self, announcement_id: int) -> Edition | None:
        """Return the edition of an announcement that is being worked on, its row not locked."""
        being = editions.c.state.in_(OPEN) & (editions.c.announcement_id == announcement_id)
        row = await self._tx.one(self._choose().where(being))
        return edition_from(row) if row else None

    async def get(self, edition_id: int) -> Edition | None:
        """Return an edition; inside a write its row stays locked until the transaction ends."""
        this = editions.c.id == edition_id
        if self._tx.writing and self._tx.on_postgresql:
            # Alone, before the joins: after waiting for a lock PostgreSQL re-reads the locked row only, and would
            # find that it no longer fits the revision it was joined with.
            await self._tx.value(select(editions.c.id).where(this).with_for_update())
        row = await self._tx.one(self._choose().where(this))
        return edition_from(row) if row else None

    async def glance(self, edition_id: int) -> Edition | None:
        """Return an edition, its row not locked."""
        row = await self._tx.one(self._choose().where(editions.c.id == edition_id))
        return edition_from(row) if row else None

    async def content(self, revision_id: int) -> Content:
        """Return what an immutable revision says; raises LookupError for one that never was."""
        stored = await self._tx.value(select(revisions.c.canonical).where(revisions.c.id == revision_id))
        if stored is None:
            raise LookupError(f"there is no revision {revision_id}")
        return from_canonical(stored)

    async def save(
        self, edition: Edition, content: Content, by: int, *, contributes: bool = True
    ) -> Edition | None:
        """Add a revision and make it current, approvals void, the state draft; None when the edition moved meanwhile."""
        if edition.state not in EDITABLE:
            return None
        # This comes first because it takes the row's lock: nobody else can add the revision of this number after it.
        if not await self._tx.change(self._moved(edition, state=State.DRAFT, due_at=None)):
            return None
        place = (edition.announcement_id, edition.number, edition.revision_number + 1)
        revision_id = await self._add_revision(place, content, by)
        current = update(editions).where(editions.c.id == edition.id).values(revision_id=revision_id)
        await self._tx.change(current)
        await self._void_approvals(edition.id)
        if contributes:
            await self.contribute(edition.id, by)
        return await self._the(edition.id)

    async def move(self, edition: Edition, move: Move, *, due_at: datetime | None = None) -> Edition | None:
        """Make one move; None when somebody else was first. Raises ValueError when the move starts elsewhere."""
        if move.source is not edition.state:
            raise ValueError(f"{move.action} starts from {move.source}, not from {edition.state}")
        moved = await self._tx.change(self._moved(edition, state=move.target, due_at=due_at))
        return await self._the(edition.id) if moved else None

    async def hand_over(self, edition: Edition, person_id: int) -> bool:
        """Make somebody else the author, by one conditional update; False when it had another author meanwhile."""
        same = (announcements.c.id == edition.announcement_id) & (
            announcements.c.author_id == edition.author_id
        )
        return await self._tx.change(update(announcements).where(same).values(author_id=person_id)) == 1

    async def touch(self, edition_id: int) -> None:
        """Count `touched` up, so that the cards are drawn again."""
        await self._tx.change(
            update(editions)
            .where(editions.c.id == edition_id, editions.c.desk_id == self._tx.desk_id)
            .values(touched=editions.c.touched + 1, updated_at=self._tx.now)
        )

    async def touch_open(self, before: datetime) -> int:
        """Count `touched` up for what is open and was not changed since; `updated_at`, by which drafts are listed, stays."""
        still = editions.c.state.in_(OPEN) & (editions.c.updated_at < before)
        touched = update(editions).where(still, editions.c.desk_id == self._tx.desk_id)
        return await self._tx.change(touched.values(touched=editions.c.touched + 1))

    async def open_editions(self) -> list[Edition]:
        """Return every edition not yet published or ended, newest change first."""
        found = self._choose().where(editions.c.state.in_(OPEN))
        return await self._listed(found.order_by(editions.c.updated_at.desc(), editions.c.id.desc()))

    async def in_state(self, state: State, due_by: datetime | None = None) -> list[Edition]:
        """Return the editions in a state, with `due_by` only those whose moment has come, earliest first."""
        found = self._choose().where(editions.c.state == state)
        if due_by is not None:
            found = found.where(editions.c.due_at <= due_by)
        return await self._listed(found.order_by(editions.c.due_at, editions.c.id))

    async def _listed(self, chosen: Select[tuple[object, ...]]) -> list[Edition]:
        return [edition_from(row) for row in await self._tx.all(chosen)]

    async def _add_revision(self, place: tuple[int, int, int], content: Content, by: int) -> int:
        """Add a revision; its place is announcement, edition number and its own number there."""
        announcement_id, edition_number, number = place
        revision = revisions.insert().values(
            announcement_id=announcement_id,
            edition_number=edition_number,
            number=number,
            saved_by=by,
            saved_at=self._tx.now,
            canonical=canonical(content),
            sha256=fingerprint(content),
            photo_sha256=content.photo.sha256 if content.photo else None,
        )
        added: int = await self._tx.value(revision.returning(revisions.c.id))
        return added
