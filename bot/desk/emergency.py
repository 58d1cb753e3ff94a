"""Emergency publication: a duty officer lets words out that nobody approved, with a reason, before everybody's eyes.

The one path by which one account may publish. So every check runs, everybody is told at once and can stop it, and what
went out stays unreviewed, with a reminder each day, until somebody else has agreed to exactly those words.
"""

from datetime import timedelta

from bot.desk.breaking import let_embargo_end
from bot.desk.loading import content_of, permitted, the_edition, unchanged
from bot.desk.looking import let_pass
from bot.desk.periods import stands
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.emergencies import Emergency
from bot.desk.ports.press import Press
from bot.desk.ports.values import Edition, Purpose
from bot.desk.signoffs import standings
from bot.news.announcement import Content
from bot.news.emergency import days_out
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role, eligible_approvers
from bot.news.status import LIVE, Action, Move


async def ask(work: Work, person: Person, looked_at: tuple[int, int], press: Press) -> Edition:
    """Ask a duty officer for the reason. Refuses whatever would stand in the way of the order itself."""
    edition = await unchanged(work, *looked_at)
    await _may_order(work, person, edition)
    content = await content_of(work, edition)
    await let_embargo_end(work, edition, content)
    await let_pass(work, press, edition, content)
    question = Question(Asked.EMERGENCY, edition.id, edition.revision_id)
    await work.conversations.ask(person.telegram_id, question)
    return edition


async def give_reason(
    work: Work, person: Person, looked_at: tuple[int, int], reason: str
) -> tuple[Edition, int]:
    """Keep the reason; return the edition and the number by which the order is confirmed. Nothing is ordered yet."""
    edition = await unchanged(work, *looked_at)
    await _may_order(work, person, edition)
    await work.conversations.answered(person.telegram_id)
    return edition, await work.emergencies.ask(edition, person.id, reason)


async def order(
    work: Work, person: Person, emergency_id: int, when: tuple[Press, int]
) -> tuple[Edition, Emergency]:
    """Let exactly the revision out that the reason was given for; `when` is the press and the seconds until then.

    Refuses anybody but the one who gave the reason, a changed revision, a failing check, and a second order.
    """
    press, undo_seconds = when
    asked = await work.emergencies.get(emergency_id)
    if asked is None or asked.person_id != person.id:
        raise Refusal("stale_button", on_desk=True)
    edition = await unchanged(work, asked.edition_id, asked.revision_id)
    move = await _may_order(work, person, edition)
    content = await content_of(work, edition)
    await let_embargo_end(work, edition, content)
    await let_pass(work, press, edition, content)
    due_at = work.now + timedelta(seconds=undo_seconds)
    holding = await work.editions.move(edition, move, due_at=due_at)
    if holding is None or not await work.emergencies.order(emergency_id):
        raise Refusal("somebody_was_first")
    await work.history.add("ordered_out", person_id=person.id, edition=holding, why=asked.reason)
    return holding, asked


async def goes_round(work: Work, edition: Edition, content: Content) -> dict[str, list[str]]:
    """Return whom and what it does not wait for, besides the approvals: `speakers` of quotes and `periods`, by name."""
    quotes = await standings(work, edition, content)
    guarded = await stands(work, (edition, content), work.now, ((), 0))
    return {
        "speakers": list(dict.fromkeys(one.quoted.name for one in quotes if one.is_open)),
        "periods": [stand.period.name for stand in guarded if not stand.is_met],
    }


async def call_off(
    work: Work, edition: Edition, ordered: Emergency, stopped: tuple[Person | None, str]
) -> Edition:
    """Keep an ordered edition back: it is a draft again and the order counts no more. Everybody is told.

    `stopped` is who did it and why; nobody when it was found at its moment that it must not go out.
    """
    by, why = stopped
    moved = await work.editions.move(edition, permitted(edition, Action.CALL_OFF))
    if moved is None or not await work.emergencies.end(ordered.id):
        raise Refusal("somebody_was_first")
    entry = "stopped" if by else "called_off"
    await work.history.add(entry, person_id=by.id if by else None, edition=moved, why=why)
    headline = (await content_of(work, moved)).headline
    values = {"headline": headline, "by": by.name if by else "", "why": why}
    for chat_id in await everybody(work):
        await work.notices.queue(chat_id, "emergency_off", **values)
    return moved


async def went_out(work: Work, edition: Edition, ordered: Emergency) -> None:
    """Mark what has just been published as unreviewed, and put it before those who may agree to it afterwards."""
    await work.emergencies.publish(ordered.id)
    await _lay_before(work, edition, ordered)


async def review(work: Work, person: Person, looked_at: tuple[int, int]) -> Edition:
    """Agree afterwards to the words that are out. Refuses contributors, and the duty officer who ordered them out."""
    edition = await unchanged(work, *looked_at)
    ordered = await work.emergencies.standing(edition.id)
    if Role.APPROVER not in person.roles:
        raise Refusal("not_your_role", roles=[Role.APPROVER.value])
    if edition.state not in LIVE or ordered is None:
        raise Refusal("not_now", state=edition.state.value)
    if person.id == ordered.person_id:
        raise Refusal("own_emergency")
    if person.id in await work.editions.contributors(edition.id):
        raise Refusal("own_words")
    if not await work.emergencies.review(ordered.id, person.id):
        raise Refusal("reviewed_already")
    if await work.editions.approve(edition, person.id, Role.APPROVER.value):
        await work.history.add("approved", person_id=person.id, edition=edition)
    await work.history.add("reviewed", person_id=person.id, edition=edition)
    await work.editions.touch(edition.id)
    await _tell_reviewed(work, edition, ordered, person)
    return edition


async def remind(work: Work, emergency_id: int) -> bool:
    """Remind approvers and admins of what is out and unreviewed, once for each day; False when they were already."""
    ordered = await work.emergencies.get(emergency_id)
    if ordered is None or ordered.published_at is None:
        return False
    days = days_out(ordered.published_at, work.now)
    if not await work.emergencies.remind(emergency_id, days):
        return False
    edition = await the_edition(work, ordered.edition_id)
    await work.history.add("called_to_mind", person_id=None, edition=edition)
    could = await _could_review(work, edition, ordered)
    values = {
        "headline": (await content_of(work, edition)).headline,
        "by": ordered.name,
        "reason": ordered.reason,
        "days": days,
        "could": [person.name for person in could],
    }
    for person in await work.people.roster():
        if person.roles & {Role.APPROVER, Role.ADMIN}:
            await work.notices.queue(person.telegram_id, "emergency_unreviewed", **values)
    await _lay_before(work, edition, ordered)
    return True


async def everybody(work: Work) -> list[int]:
    """Return the chats of all on the desk, the staff groups included."""
    groups = [group.chat_id for group in await work.channels.usable(Purpose.STAFF)]
    return [*(person.telegram_id for person in await work.people.roster()), *groups]


async def _may_order(work: Work, person: Person, edition: Edition) -> Move:
    if Role.DUTY_OFFICER not in person.roles:
        raise Refusal("not_your_role", roles=[Role.DUTY_OFFICER.value])
    if not (await work.policy.current()).emergency_allowed:
        raise Refusal("emergency_off")
    if edition.rehearsal:
        raise Refusal("emergency_rehearsal")
    return permitted(edition, Action.EMERGENCY)


async def _could_review(work: Work, edition: Edition, ordered: Emergency) -> list[Person]:
    contributors = await work.editions.contributors(edition.id) | {ordered.person_id}
    return eligible_approvers(await work.people.roster(), contributors)


async def _lay_before(work: Work, edition: Edition, ordered: Emergency) -> None:
    for person in await _could_review(work, edition, ordered):
        await work.cards.place_anew(edition.id, person.telegram_id, person.id)
    for group in await work.channels.usable(Purpose.STAFF):
        await work.cards.place_anew(edition.id, group.chat_id, None)


async def _tell_reviewed(work: Work, edition: Edition, ordered: Emergency, by: Person) -> None:
    values = {"headline": (await content_of(work, edition)).headline, "by": by.name}
    told = {ordered.person_id, edition.author_id}
    for person in await work.people.roster():
        if person.id in told or Role.ADMIN in person.roles:
            await work.notices.queue(person.telegram_id, "emergency_reviewed", **values)
