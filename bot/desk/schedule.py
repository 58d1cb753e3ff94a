"""Scheduling: a time is asked for, read, shown and confirmed; then the edition stands frozen until it is due.

The database is the only schedule. What becomes of an edition at its moment is in `bot/desk/due.py`.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.desk import giving, periods
from bot.desk.clearance import clearance, let_all_approve
from bot.desk.loading import content_of, made, permitted, the_edition, unchanged
from bot.desk.periods import Stand
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.press import Press
from bot.desk.ports.schedules import Timing
from bot.desk.ports.values import Edition
from bot.desk.saving import tell_approvals_void
from bot.desk.timing import answers_change, issues_then
from bot.news.announcement import Content
from bot.news.checks import Issue
from bot.news.refusal import Refusal
from bot.news.schedule import ONE_YEAR, Ambiguous, At, NonExistent, Past, TooFar, Unclear, read_moment
from bot.news.staff import Person, may_publish
from bot.news.status import Action, State

# Refusals after which another time is still wanted.
ASK_AGAIN = frozenset({"time_unclear", "time_past", "time_too_far", "checks_block_then"})
LOOKED_AT = tuple[int, int]
_ENTRIES = {Action.SCHEDULE: "scheduled", Action.RESCHEDULE: "rescheduled"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the words for a time came to: one moment to be confirmed, or two to choose from.

    `why_two` is "" for one moment, else `twice` or `never` (what the clock does then) or `unclear`. `issues` are the
    warnings that hold at that moment and do not hold now, `lacking` the pre-election periods that it may not lie in yet.
    `voids` when a check answers otherwise than at the time chosen before, so that it has to be approved again.
    """

    edition: Edition
    headline: str
    words: str
    moments: list[datetime]
    why_two: str = ""
    issues: tuple[Issue, ...] = ()
    lacking: tuple[Stand, ...] = ()
    voids: bool = False


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
    content = await content_of(work, edition)
    headline = content.headline
    reading = read_moment(words, work.now, work.desk.timezone)
    await work.conversations.answered(person.telegram_id)
    match reading:
        case At(moment):
            _keep_embargo(content, moment, work.now)
            issues = await issues_then(work, edition, press, moment)
            cleared = await clearance(work, edition, content, moment=moment)
            let_all_approve(cleared)
            lacking = tuple(one for one in cleared.guarded if not one.is_met)
            voids = await answers_change(work, edition, press, moment)
            return Proposal(edition, headline, words, [moment], issues=issues, lacking=lacking, voids=voids)
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
    edition = await _schedulable(work, person, looked_at)
    scheduled = await _timed(work, edition, (Action.SCHEDULE, person), chosen)
    await giving.begin(work, scheduled, await content_of(work, scheduled), person)
    await work.conversations.answered(person.telegram_id)
    return scheduled


async def reschedule(
    work: Work,
    person: Person,
    looked_at: tuple[int, int, datetime | None],
    chosen: tuple[datetime, str, Press],
) -> Edition:
    """Give a scheduled edition another time. `looked_at` is edition, revision and the time it had then.

    The approvals stay. Refuses when its time was changed since, and a time at which a check answers otherwise.
    """
    edition_id, revision_id, due_at = looked_at
    edition = await _schedulable(work, person, (edition_id, revision_id))
    if edition.due_at != due_at:
        raise Refusal("somebody_was_first")
    rescheduled = await _timed(work, edition, (Action.RESCHEDULE, person), chosen)
    await work.conversations.answered(person.telegram_id)
    return rescheduled


async def reopen(work: Work, person: Person, looked_at: LOOKED_AT, why: str) -> Edition:
    """Take an edition back to draft, its words as they are: nobody approved it for the time wanted now, or too few have.

    `why` says which time, or `approvals`. No word changes, so whoever asks for it becomes no contributor.
    """
    edition = await _schedulable(work, person, looked_at)
    if edition.state is State.SCHEDULED:
        edition = await unschedule(work, person, edition.id)
    content = await content_of(work, edition)
    approvals = await work.editions.approvals(edition.revision_id)
    reopened = await work.editions.save(edition, content, person.id, contributes=False)
    if reopened is None:
        raise Refusal("somebody_was_first")
    await work.history.add("reopened", person_id=person.id, edition=reopened, why=why)
    await work.conversations.answered(person.telegram_id)
    await tell_approvals_void(work, person, approvals, (reopened, content))
    return reopened


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
    permitted(edition, Action.RESCHEDULE if edition.state is State.SCHEDULED else Action.SCHEDULE)
    return edition


async def _timed(
    work: Work, edition: Edition, step: tuple[Action, Person], chosen: tuple[datetime, str, Press]
) -> Edition:
    """Give an edition its time by one move, unless a check stands against it or answers otherwise then."""
    (action, person), (moment, words, press) = step, chosen
    if moment <= work.now:
        raise Refusal("time_past", moment=moment)
    if moment > work.now + ONE_YEAR:
        raise Refusal("time_too_far", moment=moment)
    content = await content_of(work, edition)
    _keep_embargo(content, moment, work.now)
    await issues_then(work, edition, press, moment)
    cleared = await clearance(work, edition, content, moment=moment)
    let_all_approve(cleared)
    periods.let_pass(cleared.guarded)
    if await answers_change(work, edition, press, moment):
        raise Refusal("answers_change", moment=moment)
    timed = await work.editions.move(edition, permitted(edition, action), due_at=moment)
    if timed is None:
        raise Refusal("somebody_was_first")
    timing = Timing(moment, words, work.desk.timezone, person.id)
    await work.schedules.add(edition.id, timing)
    why = f"{moment.isoformat()} {timing.timezone}: {words}"
    await work.history.add(_ENTRIES[action], person_id=person.id, edition=timed, why=why)
    return timed


def _may_schedule(person: Person) -> None:
    if not may_publish(person):
        raise Refusal("not_your_role", roles=["drafter", "approver"])


def _keep_embargo(content: Content, moment: datetime, now: datetime) -> None:
    """What is under embargo goes out when that ends and at no other time; once it is over, at any."""
    if content.embargo is None or (content.embargo.public_at <= now and moment > now):
        return
    if moment != content.embargo.public_at:
        raise Refusal("other_than_embargo", moment=content.embargo.public_at)
