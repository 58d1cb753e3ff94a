"""Scheduling: a time is asked for, read, shown and confirmed; then the edition stands frozen until it is due.

The database is the only schedule. What becomes of an edition at its moment is in `bot/desk/due.py`.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.desk import periods
from bot.desk.clearance import clearance
from bot.desk.loading import content_of, made, permitted, the_edition, unchanged
from bot.desk.looking import look_over
from bot.desk.periods import Stand
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.press import Press
from bot.desk.ports.schedules import Timing
from bot.desk.ports.values import Edition
from bot.news import checks
from bot.news.checks import Issue
from bot.news.refusal import Refusal
from bot.news.schedule import ONE_YEAR, Ambiguous, At, NonExistent, Past, TooFar, Unclear, read_moment
from bot.news.staff import Person, may_publish
from bot.news.status import Action

# Refusals after which another time is still wanted.
ASK_AGAIN = frozenset({"time_unclear", "time_past", "time_too_far", "checks_block_then"})
LOOKED_AT = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the words for a time came to: one moment to be confirmed, or two to choose from.

    `why_two` is "" for one moment, else `twice` or `never` (what the clock does then) or `unclear`. `issues` are the
    warnings that hold at that moment and do not hold now, `lacking` the pre-election periods that it may not lie in yet.
    """

    edition: Edition
    headline: str
    words: str
    moments: list[datetime]
    why_two: str = ""
    issues: tuple[Issue, ...] = ()
    lacking: tuple[Stand, ...] = ()


async def ask(work: Work, person: Person, looked_at: LOOKED_AT) -> Edition:
    """Ask this person when it should go out; their next message says it."""
    edition = await _schedulable(work, person, looked_at)
    await work.conversations.ask(
        person.telegram_id, Question(Asked.SCHEDULE, edition.id, edition.revision_id)
    )
    return edition


async def propose(work: Work, person: Person, looked_at: LOOKED_AT, said: tuple[str, Press]) -> Proposal:
    """Read the words for a time. Refuses what is over, too far off, no time, or a time at which a check blocks."""
    words, press = said
    edition = await _schedulable(work, person, looked_at)
    headline = (await content_of(work, edition)).headline
    reading = read_moment(words, work.now, work.desk.timezone)
    await work.conversations.answered(person.telegram_id)
    match reading:
        case At(moment):
            issues = await _issues_then(work, edition, press, moment)
            lacking = tuple(one for one in await _guarded_then(work, edition, moment) if not one.is_met)
            return Proposal(edition, headline, words, [moment], issues=issues, lacking=lacking)
        case Ambiguous(moments, twice):
            return Proposal(edition, headline, words, [*moments], "twice" if twice else "unclear")
        case NonExistent(before, after):
            return Proposal(edition, headline, words, [before, after], "never")
        case Past(moment):
            raise Refusal("time_past", moment=moment)
        case TooFar(moment):
            raise Refusal("time_too_far", moment=moment)
        case Unclear(why):
            raise Refusal("time_unclear", why=why.value)


async def schedule(
    work: Work, person: Person, looked_at: LOOKED_AT, chosen: tuple[datetime, str, Press]
) -> Edition:
    """Let an approved edition go out at a moment, which was shown to this person before they confirmed it.

    `chosen` is that moment, the words it was asked for in, and the press. The edition is frozen from now on.
    """
    moment, words, press = chosen
    edition = await _schedulable(work, person, looked_at)
    if moment <= work.now:
        raise Refusal("time_past", moment=moment)
    if moment > work.now + ONE_YEAR:
        raise Refusal("time_too_far", moment=moment)
    await _issues_then(work, edition, press, moment)
    periods.let_pass(await _guarded_then(work, edition, moment))
    scheduled = await work.editions.move(edition, permitted(edition, Action.SCHEDULE), due_at=moment)
    if scheduled is None:
        raise Refusal("somebody_was_first")
    timing = Timing(moment, words, work.desk.timezone, person.id)
    await work.schedules.add(edition.id, timing)
    why = f"{moment.isoformat()} {timing.timezone}: {words}"
    await work.history.add("scheduled", person_id=person.id, edition=scheduled, why=why)
    await work.conversations.answered(person.telegram_id)
    return scheduled


async def unschedule(work: Work, person: Person, edition_id: int) -> Edition:
    """Take the time away; the edition stays approved, since no word of it changed."""
    return await _back_to_approved(work, person, edition_id, (Action.UNSCHEDULE, "unscheduled"))


async def release_hold(work: Work, person: Person, edition_id: int) -> Edition:
    """Make a held edition approved again, without a time."""
    return await _back_to_approved(work, person, edition_id, (Action.RELEASE_HOLD, "hold_released"))


async def _back_to_approved(work: Work, person: Person, edition_id: int, step: tuple[Action, str]) -> Edition:
    action, entry = step
    edition = await the_edition(work, edition_id)
    _may_schedule(person)
    moved = await made(work, edition, permitted(edition, action))
    await work.history.add(entry, person_id=person.id, edition=moved)
    return moved


async def _schedulable(work: Work, person: Person, looked_at: LOOKED_AT) -> Edition:
    edition = await unchanged(work, *looked_at)
    _may_schedule(person)
    permitted(edition, Action.SCHEDULE)
    return edition


def _may_schedule(person: Person) -> None:
    if not may_publish(person):
        raise Refusal("not_your_role", roles=["drafter", "approver"])


async def _guarded_then(work: Work, edition: Edition, moment: datetime) -> tuple[Stand, ...]:
    content = await content_of(work, edition)
    return (await clearance(work, edition, content, moment=moment)).guarded


async def _issues_then(work: Work, edition: Edition, press: Press, moment: datetime) -> tuple[Issue, ...]:
    """Return the warnings that only that moment brings. Refuses a moment at which a check blocks."""
    content = await content_of(work, edition)
    then = await look_over(work, press, edition, content, moment=moment)
    blocking = checks.blocking(then)
    if blocking:
        raise Refusal("checks_block_then", issues=blocking, moment=moment)
    now = {_named(issue) for issue in await look_over(work, press, edition, content)}
    return tuple(issue for issue in then if _named(issue) not in now)


def _named(issue: Issue) -> tuple[str, object]:
    """Return what makes an issue the same one on another day."""
    return issue.code, issue.values.get("phrase")
