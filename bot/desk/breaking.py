"""When an embargo was broken: the approved words go out before its end, with a reason that the history keeps.

The break is recorded for one revision. It is the only thing that opens an embargo early, until
somebody keeps the announcement in again; `go_live` asks here.
"""

from datetime import timedelta

from bot.desk.loading import content_of, permitted, unchanged
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.values import Edition
from bot.news.announcement import Content
from bot.news.embargo import is_closed
from bot.news.refusal import Refusal
from bot.news.staff import Person, may_publish
from bot.news.status import Action, Move

BROKEN = "embargo_broken"
# Whoever lets it out after one of these says a reason anew.
KEPT_IN_AGAIN = ("stopped", "hold_released", "unscheduled")
SHORTEST_REASON = 3
LONGEST_REASON = 1500  # characters
# Refusals after which a reason is still wanted.
MEND_AND_SEND = frozenset({"reason_expected", "reason_too_long"})


async def keeps_it_in(work: Work, edition: Edition, content: Content) -> bool:
    """Tell whether an embargo stands against this revision being public now."""
    return is_closed(content.embargo, work.now) and not await _is_broken(work, edition)


async def let_embargo_end(work: Work, edition: Edition, content: Content) -> None:
    """Refuse to let out now what is under embargo."""
    if content.embargo is not None and await keeps_it_in(work, edition, content):
        raise Refusal("under_embargo", moment=content.embargo.public_at)


async def ask(work: Work, person: Person, looked_at: tuple[int, int]) -> Edition:
    """Ask this person why; their next message says it, and lets it out."""
    edition, _ = await _breakable(work, person, looked_at)
    await work.conversations.ask(
        person.telegram_id, Question(Asked.BREAK_EMBARGO, edition.id, edition.revision_id)
    )
    return edition


async def break_embargo(
    work: Work, person: Person, looked_at: tuple[int, int], said: tuple[str, int]
) -> Edition:
    """Let a scheduled edition out before its embargo ends. `said` is the reason, and the seconds in which to stop it."""
    reason, undo_seconds = said
    if len(reason) < SHORTEST_REASON:
        raise Refusal("reason_expected")
    if len(reason) > LONGEST_REASON:
        raise Refusal("reason_too_long", length=len(reason), limit=LONGEST_REASON)
    edition, move = await _breakable(work, person, looked_at)
    due_at = work.now + timedelta(seconds=undo_seconds)
    holding = await work.editions.move(edition, move, due_at=due_at)
    if holding is None:
        raise Refusal("somebody_was_first")
    await work.history.add(BROKEN, person_id=person.id, edition=holding, why=reason)
    await work.conversations.answered(person.telegram_id)
    return holding


async def _breakable(work: Work, person: Person, looked_at: tuple[int, int]) -> tuple[Edition, Move]:
    edition = await unchanged(work, *looked_at)
    if not may_publish(person):
        raise Refusal("not_your_role", roles=["drafter", "approver"])
    move = permitted(edition, Action.BREAK_EMBARGO)
    if not is_closed((await content_of(work, edition)).embargo, work.now):
        raise Refusal("no_embargo")
    return edition, move


async def _is_broken(work: Work, edition: Edition) -> bool:
    entries = await work.history.of(edition.announcement_id)
    this = (edition.number, edition.revision_number)
    told = [one.kind for one in entries if (one.edition_number, one.revision_number) == this]
    return next((kind for kind in reversed(told) if kind in {BROKEN, *KEPT_IN_AGAIN}), "") == BROKEN
