"""Review: handing an edition to those who did not write it, and what they decide."""

from bot.desk import periods
from bot.desk.answerable import answerable
from bot.desk.clearance import clearance, let_speakers_agree
from bot.desk.embargo import refuse_what_is_over
from bot.desk.loading import content_of, made, permitted, the_edition, unchanged
from bot.desk.looking import let_pass
from bot.desk.ports import Work
from bot.desk.ports.press import Press
from bot.desk.ports.values import Edition, Purpose
from bot.desk.rehearsal import needs_place
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role, eligible_approvers, may_publish
from bot.news.status import Action, Move

REFERENCE_PREFIX = "NEWS"


async def submit(work: Work, person: Person, edition_id: int, press: Press) -> Edition:
    """Hand an edition to review. Refuses while a check blocks or nobody could approve it (rule 8)."""
    edition = await the_edition(work, edition_id)
    move = permitted(edition, Action.SUBMIT)
    await needs_place(work, edition)
    contributors = await work.editions.contributors(edition.id) | {person.id}
    approvers = eligible_approvers(await work.people.roster(), contributors)
    needed = (await work.policy.current()).approvals_needed
    if len(approvers) < needed and not edition.rehearsal:
        raise Refusal("nobody_eligible", needed=needed, found=len(approvers))
    content = await content_of(work, edition)
    refuse_what_is_over(content, work.now)
    await let_pass(work, press, edition, content)
    await work.editions.contribute(edition.id, person.id)
    submitted = await made(work, edition, move)
    await work.reviews.begin(submitted)
    await work.history.add("submitted", person_id=person.id, edition=submitted)
    await work.conversations.answered(person.telegram_id)
    await _lay_before(work, submitted, approvers)
    await periods.lay_again(work, submitted)
    return submitted


async def approve(work: Work, person: Person, looked_at: tuple[int, int], press: Press) -> Edition:
    """Agree to exactly the revision looked at. `looked_at` is (edition id, revision id).

    Refuses contributors (rule 2), a changed revision (rule 3), a failing check, a quote whose speaker has
    still to agree, and a second approval by the same person that changes nothing.
    """
    edition = await unchanged(work, *looked_at)
    move = await may_decide(work, person, edition, Action.APPROVE)
    content = await content_of(work, edition)
    refuse_what_is_over(content, work.now)
    await let_pass(work, press, edition, content)
    await let_speakers_agree(work, edition, content)
    is_new = await work.editions.approve(edition, person.id, Role.APPROVER.value)
    is_approved = (await clearance(work, edition, content)).is_approved
    if is_new:
        await work.history.add("approved", person_id=person.id, edition=edition)
    elif not is_approved:  # else the desk needs fewer approvals by now, and pressing again decides
        raise Refusal("approved_already")
    await work.conversations.answered(person.telegram_id)
    if not is_approved:
        if (under_way := await work.reviews.latest(edition.id)) is not None:
            await work.reviews.give_back(under_way, person.id)  # who has decided keeps nobody from reading
        await work.editions.touch(edition.id)
        return edition
    approved = await made(work, edition, move)
    if not approved.rehearsal:
        await work.editions.number(approved, REFERENCE_PREFIX, work.now.year)
    await _tell_author(work, approved, "approved", {"headline": content.headline, "name": person.name})
    return approved


async def send_back(work: Work, person: Person, looked_at: tuple[int, int], reason: str) -> Edition:
    """Return an edition to its author with a reason (rule 5)."""
    return await _return(work, person, looked_at, (Action.SEND_BACK, "sent_back", reason))


async def reject(work: Work, person: Person, looked_at: tuple[int, int], reason: str) -> Edition:
    """End an edition with a reason (rule 5)."""
    return await _return(work, person, looked_at, (Action.REJECT, "rejected", reason))


async def may_decide(work: Work, person: Person, edition: Edition, action: Action) -> Move:
    """Return the move a decision makes. Refuses who is no approver, who contributed, and a wrong state.

    A rehearsal may be decided by its own author, so that one can learn alone.
    """
    if edition.rehearsal and may_publish(person):
        return permitted(edition, action)
    if Role.APPROVER not in person.roles:
        raise Refusal("not_your_role", roles=[Role.APPROVER.value])
    if person.id in await work.editions.contributors(edition.id):
        raise Refusal("own_words")
    return permitted(edition, action)


async def _return(
    work: Work, person: Person, looked_at: tuple[int, int], decision: tuple[Action, str, str]
) -> Edition:
    action, entry, reason = decision
    edition = await unchanged(work, *looked_at)
    move = await may_decide(work, person, edition, action)
    returned = await made(work, edition, move)
    await work.history.add(entry, person_id=person.id, edition=returned, why=reason)
    content = await content_of(work, returned)
    values: dict[str, object] = {"headline": content.headline, "name": person.name, "reason": reason}
    await _tell_author(work, returned, entry, values)
    return returned


async def _lay_before(work: Work, edition: Edition, approvers: list[Person]) -> None:
    for approver in approvers:
        await work.cards.place_anew(edition.id, approver.telegram_id, approver.id)
    for group in await work.channels.usable(Purpose.STAFF):
        await work.cards.place_anew(edition.id, group.chat_id, None)


async def _tell_author(work: Work, edition: Edition, template: str, values: dict[str, object]) -> None:
    for person in await answerable(work, edition):
        await work.notices.queue(person.telegram_id, template, rehearsal=edition.rehearsal, **values)
        await work.cards.place_anew(edition.id, person.telegram_id, person.id)
