"""Killing what has not gone out: one person, with a reason, for good.

Only while it is scheduled or in its last minute: a draft is discarded instead. What is out already is not killed here.
"""

from bot.desk.loading import content_of, made, permitted, unchanged
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.values import Edition, Purpose
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role
from bot.news.status import Action, Move, State

NOT_OUT_YET = frozenset({State.SCHEDULED, State.HOLDING})


async def ask(work: Work, person: Person, looked_at: tuple[int, int]) -> Edition:
    """Ask a duty officer or an approver for the reason."""
    edition = await unchanged(work, *looked_at)
    _may_kill(person, edition)
    question = Question(Asked.KILL, edition.id, edition.revision_id)
    await work.conversations.ask(person.telegram_id, question)
    return edition


async def kill(work: Work, person: Person, looked_at: tuple[int, int], reason: str) -> Edition:
    """End an edition before it is out; whoever had to do with it is told."""
    edition = await unchanged(work, *looked_at)
    killed = await made(work, edition, _may_kill(person, edition))
    ordered = await work.emergencies.standing(edition.id)
    if ordered is not None:
        await work.emergencies.end(ordered.id)
    await work.history.add("killed", person_id=person.id, edition=killed, why=reason)
    await work.conversations.answered(person.telegram_id)
    headline = (await content_of(work, killed)).headline
    values = {"headline": headline, "by": person.name, "reason": reason}
    for chat_id in await _concerned(work, killed, also={ordered.person_id} if ordered else set()):
        await work.notices.queue(chat_id, "killed", **values)
    return killed


def _may_kill(person: Person, edition: Edition) -> Move:
    if not person.roles & {Role.DUTY_OFFICER, Role.APPROVER}:
        raise Refusal("not_your_role", roles=[Role.APPROVER.value, Role.DUTY_OFFICER.value])
    if edition.state not in NOT_OUT_YET:
        raise Refusal("not_now", state=edition.state.value)
    return permitted(edition, Action.KILL)


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
