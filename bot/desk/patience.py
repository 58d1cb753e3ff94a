"""A review that nobody decides: called to mind, brought before the admins, taken back to draft. Never deleted, never left armed.

The rows alone say what is due, so that each step is taken once, after a restart too.
"""

from bot.desk.loading import content_of, made, permitted
from bot.desk.ports import Work
from bot.desk.ports.reviews import Review
from bot.desk.ports.values import Edition, Purpose
from bot.news.patience import Step, step_due
from bot.news.staff import Person, Role, eligible_approvers
from bot.news.status import Action, State


async def neglected(work: Work) -> list[Edition]:
    """Return the editions in review with which something is due: a step, or the end of a claim."""
    found = []
    for edition in await work.editions.in_state(State.IN_REVIEW):
        review = await work.reviews.latest(edition.id)
        if review and (await _due(work, review) or _is_over(work, review)):
            found.append(edition)
    return found


async def look_after(work: Work, edition_id: int) -> Edition | None:
    """End a claim that is over and take the step that is due; None when neither is (any more)."""
    edition = await work.editions.get(edition_id)
    if edition is None or edition.state is not State.IN_REVIEW:
        return None
    review = await work.reviews.latest(edition.id)
    if review is None:
        return None
    ended = await _end_claim(work, review)
    step = await _due(work, review)
    if step is None or not await work.reviews.took(review, step):
        return edition if ended else None
    return await _STEPS[step](work, edition, review)


async def _due(work: Work, review: Review) -> Step | None:
    return step_due(await work.policy.current(), review.wait, work.now)


def _is_over(work: Work, review: Review) -> bool:
    return review.claim is not None and review.claim.until <= work.now


async def _end_claim(work: Work, review: Review) -> bool:
    """Let the cards no longer show who was looking at it, once that is over."""
    if review.claim is None or not _is_over(work, review):
        return False
    await work.reviews.give_back(review, review.claim.person_id)
    await work.editions.touch(review.edition_id)
    return True


async def _remind(work: Work, edition: Edition, _review: Review) -> Edition:
    """A fresh card for whoever may still decide; every other card says so where it stands."""
    await work.history.add(Step.REMIND, person_id=None, edition=edition)
    for person in await _awaited(work, edition):
        await work.cards.place_anew(edition.id, person.telegram_id, person.id)
    await work.editions.touch(edition.id)
    return edition


async def _escalate(work: Work, edition: Edition, review: Review) -> Edition:
    """The same, in the staff groups too, and a word to every admin who cannot decide themselves."""
    await work.history.add(Step.ESCALATE, person_id=None, edition=edition)
    awaited = await _awaited(work, edition)
    for person in awaited:
        await work.cards.place_anew(edition.id, person.telegram_id, person.id)
    for group in await work.channels.usable(Purpose.STAFF):
        await work.cards.place_anew(edition.id, group.chat_id, None)
    values: dict[str, object] = {
        "headline": (await content_of(work, edition)).headline,
        "since": review.wait.submitted_at.isoformat(),
        "rehearsal": edition.rehearsal,
    }
    names = [person.name for person in awaited]
    for person in await work.people.roster():
        if Role.ADMIN in person.roles and person not in awaited:
            await work.notices.queue(person.telegram_id, "escalated", names=names, **values)
    await work.editions.touch(edition.id)
    return edition


async def _lapse(work: Work, edition: Edition, review: Review) -> Edition:
    """Back to draft: every button to decide it is stale from now on, and author and approvers are told."""
    lapsed = await made(work, edition, permitted(edition, Action.LAPSE))
    await work.history.add(Step.LAPSE, person_id=None, edition=lapsed)
    author = await work.people.get(lapsed.author_id)
    values: dict[str, object] = {
        "headline": (await content_of(work, lapsed)).headline,
        "since": review.wait.submitted_at.isoformat(),
        "rehearsal": edition.rehearsal,
        "author": author.name if author else "",
    }
    told = {person.id: person for person in await _eligible(work, lapsed)}
    if author is not None and author.roles:
        await work.cards.place_anew(lapsed.id, author.telegram_id, author.id)
        told[author.id] = author
    for person in told.values():
        own = person.id == lapsed.author_id
        await work.notices.queue(person.telegram_id, "lapsed", own=own, **values)
    return lapsed


async def _awaited(work: Work, edition: Edition) -> list[Person]:
    """Return who may decide and has not agreed already."""
    agreed = {approval.person_id for approval in await work.editions.approvals(edition.revision_id)}
    return [person for person in await _eligible(work, edition) if person.id not in agreed]


async def _eligible(work: Work, edition: Edition) -> list[Person]:
    contributors = await work.editions.contributors(edition.id)
    return eligible_approvers(await work.people.roster(), contributors)


_STEPS = {Step.REMIND: _remind, Step.ESCALATE: _escalate, Step.LAPSE: _lapse}
