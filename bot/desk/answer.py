"""Answers to what a card's button asked for: a field of the draft, or the reason of a decision."""

from dataclasses import replace

from bot.desk import review
from bot.desk.loading import content_of, the_edition, unchanged
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.values import Edition
from bot.desk.reasons import keep_as_reason, reason_in
from bot.desk.revising import set_field
from bot.desk.saving import Arrival, keep, save
from bot.news.announcement import with_alt_text
from bot.news.refusal import Refusal
from bot.news.staff import Person
from bot.news.status import EDITABLE, Action

PHOTO_WORDS = frozenset({Asked.ALT_TEXT, Asked.CAPTION, Asked.CREDIT})
REASONS = frozenset({Asked.SEND_BACK, Asked.REJECT})


async def ask(work: Work, person: Person, question: Question) -> Edition:
    """Ask this person for a field or a reason. Refuses when the edition can no longer take it."""
    if question.asked in REASONS:
        return await _ask_reason(work, person, question)
    edition = await the_edition(work, question.edition_id)
    if edition.state not in EDITABLE:
        raise Refusal("cannot_edit", state=edition.state.value)
    content = await content_of(work, edition)
    if question.asked in PHOTO_WORDS and content.photo is None:
        raise Refusal("no_photo_yet")
    if question.asked is Asked.CORRECTION_NOTE and content.correction is None:
        raise Refusal("nothing_to_correct")
    await work.conversations.turn_to(person.telegram_id, edition.id)
    await work.conversations.ask(person.telegram_id, replace(question, revision_id=edition.revision_id))
    return edition


async def standing(work: Work, person: Person) -> Question | None:
    """Return the open question; one for a field of an edition that can no longer be changed is closed instead."""
    question = await work.conversations.question(person.telegram_id)
    if question is None or question.asked is Asked.PLACE:
        return None
    edition = await work.editions.get(question.edition_id)
    if question.asked in REASONS or (edition is not None and edition.state in EDITABLE):
        return question
    await work.conversations.answered(person.telegram_id)
    return None


async def answer(work: Work, person: Person, question: Question, arrival: Arrival) -> Edition:
    """Take a message as the answer. Refuses, and keeps the question open, when it is of the wrong kind.

    A photo that comes while words were asked is taken too; without words under it, the question stays open.
    """
    if question.asked in REASONS:
        return await _decide(work, person, question, arrival)
    if question.asked is Asked.PHOTO and arrival.photo is None:
        raise Refusal("wants_photo")
    if not arrival.blocks and arrival.photo is None:
        raise Refusal("words_expected")
    edition = await the_edition(work, question.edition_id)
    content = await content_of(work, edition)
    if question.asked is Asked.CORRECTION_NOTE and content.correction is None:
        raise Refusal("nothing_to_correct")
    content = set_field(content, question.asked, arrival.parts)
    answered = bool(arrival.blocks) or question.asked is Asked.PHOTO
    part = question.asked if answered else Asked.PHOTO
    saved = await keep(work, person, arrival, (edition, content, part.value))
    if answered:
        await work.conversations.answered(person.telegram_id)
    return saved


async def state_decorative(work: Work, person: Person, edition_id: int) -> Edition:
    """Say that the photo only decorates, so that screen readers pass over it."""
    edition = await the_edition(work, edition_id)
    content = await content_of(work, edition)
    if content.photo is None:
        raise Refusal("no_photo_yet")
    saved = await save(work, person, edition, with_alt_text(content, ""))
    await work.conversations.answered(person.telegram_id)
    return saved


async def remove_photo(work: Work, person: Person, edition_id: int) -> Edition:
    """Take the photo out of the draft."""
    edition = await the_edition(work, edition_id)
    content = await content_of(work, edition)
    saved = await save(work, person, edition, replace(content, photo=None))
    await work.conversations.answered(person.telegram_id)
    return saved


async def _ask_reason(work: Work, person: Person, question: Question) -> Edition:
    edition = await unchanged(work, question.edition_id, question.revision_id)
    action = Action.SEND_BACK if question.asked is Asked.SEND_BACK else Action.REJECT
    await review.may_decide(work, person, edition, action)
    await work.conversations.ask(person.telegram_id, question)
    return edition


async def _decide(work: Work, person: Person, question: Question, arrival: Arrival) -> Edition:
    reason = reason_in(arrival)
    step = review.send_back if question.asked is Asked.SEND_BACK else review.reject
    await work.conversations.answered(person.telegram_id)
    edition = await the_edition(work, question.edition_id)
    await keep_as_reason(work, arrival, edition)
    return await step(work, person, (question.edition_id, question.revision_id), reason)
