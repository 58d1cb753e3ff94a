"""What went out: references, the one live edition of each announcement, and what readers see."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, update

from bot.desk.ports.values import Edition, LiveItem, Public
from bot.news.announcement import from_canonical
from bot.news.status import LIVE
from bot.storage.reading import EditionRows, edition_from
from bot.storage.tables import announcements, editions, reference_counts, revisions

_SEEN = editions.c.state.in_(LIVE)


class Published(EditionRows):
    """Publishing makes an edition live; readers see it only while its state says so too."""

    async def number(self, edition: Edition, prefix: str, year: int) -> str:
        """Give the announcement its reference unless it has one. The count has no gaps: it rolls back with the step."""
        this = announcements.c.id == edition.announcement_id
        given: str | None = await self._tx.value(
            select(announcements.c.reference).where(this).with_for_update()
        )
        if given is not None:
            return given
        first = self._tx.insert(reference_counts).values(desk_id=self._tx.desk_id, year=year, last=1)
        following = first.on_conflict_do_update(
            index_elements=["desk_id", "year"], set_={"last": reference_counts.c.last + 1}
        )
        last = await self._tx.value(following.returning(reference_counts.c.last))
        reference = f"{prefix}-{year}-{last:04}"
        await self._tx.change(update(announcements).where(this).values(reference=reference))
        return reference

    async def publish(self, edition: Public, slug: str, published_at: datetime) -> Edition:
        """Freeze the edition as the live one of its announcement; an address and a first moment once given stay."""
        this = editions.c.id == edition.id
        others = (editions.c.announcement_id == edition.announcement_id) & ~this & editions.c.is_live
        await self._tx.change(update(editions).where(others).values(is_live=False))
        touched = {"touched": editions.c.touched + 1, "updated_at": self._tx.now}
        live = update(editions).where(this).values(is_live=True, published_at=published_at, **touched)
        await self._tx.change(live)
        await self._tx.change(
            update(announcements)
            .where(announcements.c.id == edition.announcement_id)
            .values(
                slug=func.coalesce(announcements.c.slug, slug),
                first_published_at=func.coalesce(announcements.c.first_published_at, published_at),
            )
        )
        return await self._the(edition.id)

    async def rehearse(self, edition: Edition, at: datetime) -> Edition:
        """Note when a rehearsal went out; a trigger refuses to make one live."""
        touched = {"touched": editions.c.touched + 1, "updated_at": self._tx.now}
        out = update(editions).where(editions.c.id == edition.id).values(published_at=at, **touched)
        await self._tx.change(out)
        return await self._the(edition.id)

    async def live(self, limit: int, offset: int = 0) -> list[LiveItem]:
        """Return what readers see, the announcement that appeared last first."""
        newest = (announcements.c.first_published_at.desc(), announcements.c.id.desc())
        rows = await self._tx.all(self._choose_live().order_by(*newest).limit(limit).offset(offset))
        return [_live_item(row) for row in rows]

    async def live_by_slug(self, slug: str) -> LiveItem | None:
        """Return the live edition at an address."""
        row = await self._tx.one(self._choose_live().where(announcements.c.slug == slug))
        return _live_item(row) if row else None

    async def gone(self, slug: str) -> str | None:
        """Return what became of an address where nothing is live any more, None when nothing was ever live there."""
        ended = self._choose().where(announcements.c.slug == slug, editions.c.is_live, ~_SEEN)
        row = await self._tx.one(ended)
        return row.state if row else None

    def _choose_live(self) -> Select[Any]:
        chosen = self._choose(revisions.c.canonical, announcements.c.first_published_at)
        return chosen.where(editions.c.is_live, _SEEN)


def _live_item(row: Row[Any]) -> LiveItem:
    return LiveItem(edition_from(row), from_canonical(row.canonical), row.first_published_at)
