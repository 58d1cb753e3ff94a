"""Killing: one person, with a reason, for good.

What is scheduled or in its last minute never goes out; a draft is discarded instead. What is out is gone: a tombstone
takes the place of every copy, and whoever was mailed it is told. Its words are fixed, so that nobody can publish any alone.
"""

from dataclasses import replace

from bot.desk.correct import posted_as
from bot.desk.loading import content_of, made, permitted, unchanged
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.emergencies import Emergency
from bot.desk.ports.press import Press
from bot.desk.ports.values import Edition, Purpose
from bot.desk.press_letters import tell_of_kill
from bot.news.delivery import TAKING_BACK
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role
from bot.news.status import LIVE, OPEN, Action, Move, State

NOT_OUT_YET = frozenset({State.SCHEDULED, State.HOLDING})


async def ask(work: Work, person: Person, looked_at: tuple[int, int]) -> Edition:
    """Ask a duty officer or an approver for the reason."""
    edition = await unchanged(work, *looked_at)
    _may_kill(person, edition)
    question = Question(Asked.KILL, edition.id, edition.revision_id)
    await work.conversations.ask(person.telegram_id, question)
    return edition


async def kill(work: Work, person: Person, looked_at: tuple[int, int], why: tuple[str, Press]) -> Edition:
    """End an edition, and take back what is out of it; whoever had to do with it is told."""
    reason, press = why
    following = await _following(work, looked_at[0])
    edition = await unchanged(work, *looked_at)
    killed = await made(work, edition, _may_kill(person, edition))
    if edition.state in LIVE:
        await _take_back(work, killed, press)
        await tell_of_kill(work, killed)
        await _end(work, person, following)
    ordered = await _end_order(work, edition)
    await work.history.add("killed", person_id=person.id, edition=killed, why=reason)
    await work.conversations.answered(person.telegram_id)
    headline = (await content_of(work, killed)).headline
    values = {"headline": headline, "by": person.name, "reason": reason, "was_out": edition.state in LIVE}
    values |= {"rehearsal": edition.rehearsal}
    for chat_id in await _concerned(work, killed, also={ordered.person_id} if ordered else set()):
        await work.notices.queue(chat_id, "killed", **values)
    return killed


def is_killable(edition: Edition) -> bool:
    """Tell whether it is about to go out or is out; what was rehearsed reached nobody who would have to be told."""
    return edition.state in NOT_OUT_YET or (edition.state in LIVE and not edition.rehearsal)


def _may_kill(person: Person, edition: Edition) -> Move:
    if not person.roles & {Role.DUTY_OFFICER, Role.APPROVER}:
        raise Refusal("not_your_role", roles=[Role.APPROVER.value, Role.DUTY_OFFICER.value])
    if not is_killable(edition):
        raise Refusal("not_now", state=edition.state.value)
    return permitted(edition, Action.KILL)


async def _take_back(work: Work, killed: Edition, press: Press) -> None:
    """Leave out what is unsent, and plan a tombstone to everybody who has, or may have, any edition of it."""
    content = await content_of(work, killed)
    imprint = replace(press.imprint(killed, content), posted_as=await posted_as(work, killed, press))
    for kind, rendering in press.tombstones(imprint, work.now).items():
        await work.outbox.freeze(killed.id, kind, rendering, TAKING_BACK)
    await work.outbox.plan_taking_back(killed)


async def _following(work: Work, edition_id: int) -> Edition | None:
    """Return the edition that was to put this one right, locked first: whoever publishes it takes both in this order."""
    looked_at = await work.editions.glance(edition_id)
    following = await work.editions.open_of(looked_at.announcement_id) if looked_at else None
    is_another = following is not None and following.id != edition_id
    return await work.editions.get(following.id) if following and is_another else None


async def _end(work: Work, person: Person, following: Edition | None) -> None:
    """There is nothing left to put right."""
    if following is None or following.state not in OPEN:
        return
    if following.state is State.HELD:
        following = await made(work, following, permitted(following, Action.RELEASE_HOLD))
    action = Action.KILL if following.state in NOT_OUT_YET else Action.DISCARD
    ended = await made(work, following, permitted(following, action))
    await _end_order(work, following)
    entry = "discarded" if action is Action.DISCARD else "killed"
    await work.history.add(entry, person_id=person.id, edition=ended)


async def _end_order(work: Work, edition: Edition) -> Emergency | None:
    """An emergency that ordered it out comes to nothing; return it."""
    ordered = await work.emergencies.standing(edition.id)
    if ordered is not None:
        await work.emergencies.end(ordered.id)
    return ordered


async def _concerned(work: Work, edition: Edition, also: set[int]) -> list[int]:
    """Return the chats of who wrote, approved or timed it, of duty officers and admins, and the staff groups."""
    timing = await work.schedules.latest(edition.id)
    approvals = await work.editions.approvals(edition.revision_id)
    people = {edition.author_id, *await work.editions.contributors(edition.id), *also}
    people |= {approval.person_id for approval in approvals} | ({timing.person_id} if timing else set())
    told = [
        person.telegram_id
        for person in await work.people.roster()
        if person.id in people or person.roles & {Role.DUTY_OFFICER, Role.ADMIN}
    ]
    return [*told, *(group.chat_id for group in await work.channels.usable(Purpose.STAFF))]
