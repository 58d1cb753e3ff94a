"""The moment a scheduled edition was given: announced to staff shortly before, so that it can be stopped; held when missed.

`scheduled` becomes `holding` a little before the moment and keeps it; publishing itself is in `bot/desk/publish.py` and
never happens earlier.
"""

from datetime import timedelta
from enum import StrEnum

from bot.desk.answerable import answerable
from bot.desk.loading import permitted
from bot.desk.ports import Work
from bot.desk.ports.values import Edition, Purpose
from bot.news.refusal import Refusal
from bot.news.schedule import is_late
from bot.news.status import Action, State

HELD = "held"


class Because(StrEnum):
    """Why an edition was held."""

    LATE = "late"
    CHECKS = "checks"
    APPROVALS = "approvals"
    QUOTES = "quotes"
    PERIOD = "period"
    EMBARGO = "embargo"


async def come_due(work: Work, edition_id: int, undo_seconds: int) -> Edition | None:
    """Announce a scheduled edition `undo_seconds` before its moment; hold it when that passed unnoticed.

    Returns None when neither is to be done (any more).
    """
    edition = await work.editions.get(edition_id)
    if edition is None or edition.state is not State.SCHEDULED or edition.due_at is None:
        return None
    if edition.due_at - timedelta(seconds=undo_seconds) > work.now:
        return None
    if is_late(edition.due_at, work.now):
        return await hold(work, edition, Because.LATE)
    holding = await _moved(work, edition, Action.COME_DUE)
    await work.history.add("came_due", person_id=None, edition=holding)
    await show_all(work, holding)
    return holding


async def hold(work: Work, edition: Edition, because: Because) -> Edition:
    """Keep back what cannot go out by itself, and ask everybody concerned what to do."""
    held = await _moved(work, edition, Action.HOLD)
    await work.history.add(HELD, person_id=None, edition=held, why=because.value)
    await show_all(work, held)
    return held


async def held_because(work: Work, edition: Edition) -> str:
    """Return why an edition is held, "" when it is not."""
    if edition.state is not State.HELD:
        return ""
    entries = await work.history.of(edition.announcement_id)
    return next((entry.why for entry in reversed(entries) if entry.kind == HELD), "")


async def _moved(work: Work, edition: Edition, action: Action) -> Edition:
    moved = await work.editions.move(edition, permitted(edition, action), due_at=edition.due_at)
    if moved is None:
        raise Refusal("somebody_was_first")
    return moved


async def show_all(work: Work, edition: Edition) -> None:
    """Put a fresh card before the author, who chose the time, who approved, and the staff groups."""
    timing = await work.schedules.latest(edition.id)
    approvals = await work.editions.approvals(edition.revision_id)
    concerned = {edition.author_id, *(approval.person_id for approval in approvals)}
    if timing is not None:
        concerned.add(timing.person_id)
    told = [person for person in await work.people.roster() if person.id in concerned]
    for person in told or await answerable(work, edition):
        await work.cards.place_anew(edition.id, person.telegram_id, person.id)
    for group in await work.channels.usable(Purpose.STAFF):
        await work.cards.place_anew(edition.id, group.chat_id, None)
