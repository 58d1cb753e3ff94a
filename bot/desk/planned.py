"""What is planned: everything with a moment, in its order, then what is approved and has none yet. Rehearsals are not."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.news.status import State

TIMED = frozenset({State.SCHEDULED, State.HOLDING, State.HELD})


@dataclass(frozen=True, slots=True)
class Planned:
    """One planned edition; its moment is `edition.due_at`, None for one that waits without.

    `press_at` is when the press gets it or got it, None without an embargo; `public_at` when its embargo ends.
    """

    edition: Edition
    headline: str
    press_at: datetime | None = None
    public_at: datetime | None = None


async def timed(work: Work) -> list[Planned]:
    """Return what has a moment, the earliest first; what is held keeps the moment it missed."""
    found = [edition for state in TIMED for edition in await work.editions.in_state(state)]
    moments = [one for one in found if one.due_at and not one.rehearsal]
    return await _named(work, sorted(moments, key=lambda one: (one.due_at, one.id)))


async def waiting(work: Work) -> list[Planned]:
    """Return what is approved and has no time, the oldest change first."""
    found = await work.editions.in_state(State.APPROVED)
    real = [one for one in found if not one.rehearsal]
    return await _named(work, sorted(real, key=lambda one: (one.updated_at, one.id)))


async def _named(work: Work, editions: list[Edition]) -> list[Planned]:
    return [await _one(work, edition) for edition in editions]


async def _one(work: Work, edition: Edition) -> Planned:
    content = await content_of(work, edition)
    if content.embargo is None:
        return Planned(edition, content.headline)
    waves = [one for one in await work.waves.of(edition.id) if one.revision_id == edition.revision_id]
    press_at = waves[-1].due_at if waves and edition.state in TIMED else content.embargo.press_at
    return Planned(edition, content.headline, press_at, content.embargo.public_at)
