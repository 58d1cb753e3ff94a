"""Answers to what a card's button asked for: a field of the draft, or the reason of a decision."""

from dataclasses import replace

from bot.desk import review
from bot.desk.draft import REASON, Arrival, keep, remember, save
from bot.desk.loading import content_of, the_edition, unchanged
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.values import Edition
from bot.news.announcement import Content, with_alt_text, with_photo
from bot.news.merging import with_field
from bot.news.refusal import Refusal
from bot.news.staff import Person
from bot.news.status import EDITABLE, Action

PHOTO_WORDS = frozenset({Asked.ALT_TEXT, Asked.CAPTION, Asked.CREDIT})
REASONS = frozenset({Asked.SEND_BACK, Asked.REJECT})
SHORTEST_REASON = 3


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
    await work.conversations.turn_to(person.telegram_id, edition.id)
    await work.conversations.ask(person.telegram_id, replace(question, revision_id=edition.revision_id))
    return edition


async def answer(work: Work, person: Person, question: Question, arrival: Arrival) -> Edition:
    """Take a message as the answer. Refuses, and keeps the question open, when it is of the wrong kind."""
    if question.asked in REASONS:
        return await _decide(work, person, question, arrival)
    edition = await the_edition(work, question.edition_id)
    content = await content_of(work, edition)
    if arrival.photo is not None and (question.asked is Asked.PHOTO or not arrival.blocks):
        saved = await keep(work, person, arrival, (edition, with_photo(content, arrival.photo), "photo"))
        await _close(work, person, question, wanted=Asked.PHOTO)
        return saved
    if question.asked is Asked.PHOTO:
        raise Refusal("photo_expected")
    if not arrival.blocks:
        raise Refusal("words_expected")
    changed = with_field(content, question.asked.value, arrival.blocks)
    saved = await keep(work, person, arrival, (edition, changed, question.asked.value))
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


async def _close(work: Work, person: Person, question: Question, *, wanted: Asked) -> None:
    if question.asked is wanted:
        await work.conversations.answered(person.telegram_id)


async def _ask_reason(work: Work, person: Person, question: Question) -> Edition:
    edition = await unchanged(work, question.edition_id, question.revision_id)
    action = Action.SEND_BACK if question.asked is Asked.SEND_BACK else Action.REJECT
    await review.may_decide(work, person, edition, action)
    await work.conversations.ask(person.telegram_id, question)
    return edition


async def _decide(work: Work, person: Person, question: Question, arrival: Arrival) -> Edition:
    reason = "\n".join(block.text for block in arrival.blocks).strip()
    if len(reason) < SHORTEST_REASON:
        raise Refusal("reason_expected")
    step = review.send_back if question.asked is Asked.SEND_BACK else review.reject
    await work.conversations.answered(person.telegram_id)
    edition = await the_edition(work, question.edition_id)
    await remember(work, arrival, edition, (REASON, Content()))
    return await step(work, person, (question.edition_id, question.revision_id), reason)
