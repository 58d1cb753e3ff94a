"""Drafting in the chat: what a drafter sends, edits and presses on their own card."""

from telegram import Message

from bot.desk import answer as answers
from bot.desk import cards, draft, placing
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.values import Edition
from bot.desk.revising import revise_message
from bot.desk.saving import REASON, Arrival
from bot.news.announcement import Content
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role
from bot.telegram import commenting, electing, giving, guarding, overriding, urgent
from bot.telegram.buttons import labelled
from bot.telegram.calls import Call
from bot.telegram.embargoing import give_moment
from bot.telegram.front import FrontDesk
from bot.telegram.messages import arrival_of, keep_photo
from bot.telegram.quoting import give_other_words, give_override
from bot.telegram.reviewing import give_reason
from bot.telegram.scheduling import give_time

LISTED = 20
# Questions whose answer is no part of the words.
_TAKERS = {
    Asked.SCHEDULE: give_time,
    Asked.OVERRIDE: give_override,
    Asked.EMBARGO_PRESS: give_moment,
    Asked.EMBARGO_PUBLIC: give_moment,
    Asked.BREAK_EMBARGO: giving.give_reason,
}


async def message(front: FrontDesk, call: Call) -> None:
    """Take a message: a comment, an answer to what was asked, or words of an announcement; a reader is told what we do."""
    if await commenting.heard(front, call):
        return
    person, said = call.person, call.said
    question = await front.store.read(lambda work: work.conversations.question(call.user.id))
    if question and question.asked is Asked.OTHER_WORDS:
        await give_other_words(front, call, question)
        return
    if person is None or not person.roles:
        await _tell_reader(front, call)
        return
    if question and await _decided(front, person, question, said):
        return
    if Role.DRAFTER not in person.roles:
        raise Refusal("not_a_drafter")
    arrival, photo = await arrival_of(front, said)

    async def take(work: Work) -> None:
        await keep_photo(work, photo)
        known = await work.conversations.recall(arrival.chat_id, arrival.message_id)
        standing = await answers.standing(work, person) if known is None else None
        if standing is None:
            await tell_taken(work, person, arrival, await draft.receive(work, person, arrival))
            return
        edition = await answers.answer(work, person, standing, arrival)
        await tell_taken(work, person, arrival, draft.Taken(edition, arrival.set_aside))

    await front.write(take)


async def _decided(front: FrontDesk, person: Person, question: Question, said: Message) -> bool:
    """Take a message as the answer to a question that is not about the words; False when it is about them."""
    if question.asked in answers.REASONS:
        await give_reason(front, person, said)
    elif question.asked is Asked.MISREAD:
        await overriding.give_reason(front, person, said)
    elif question.asked in _TAKERS:
        await _TAKERS[question.asked](front, person, question, said)
    elif question.asked in urgent.REASONS:
        await urgent.give_reason(front, person, said)
    elif question.asked in guarding.QUESTIONS:
        await guarding.give(front, person, said)
    elif question.asked in electing.QUESTIONS:
        await electing.give(front, person, said)
    else:
        return False
    return True


async def edit(front: FrontDesk, call: Call) -> None:
    """Carry an edited message into its draft. An edited command is nobody's wish; a comment stays as it was sent."""
    await commenting.edit(front, call)
    person, said = call.person, call.said
    if person is None or not person.roles:
        return
    known = await front.store.read(lambda work: work.conversations.recall(said.chat_id, said.message_id))
    if known is None and _is_command(said):
        return
    if known is not None and known.part == REASON:
        raise Refusal("reason_given")
    if Role.DRAFTER not in person.roles:
        if known is None:
            return
        raise Refusal("not_your_role", roles=[Role.DRAFTER.value])  # they wrote it while they were one
    arrival, photo = await arrival_of(front, said, after_command=_is_command(said))

    async def take(work: Work) -> None:
        await keep_photo(work, photo)
        await revise_message(work, person, arrival)

    await front.write(take)


async def drafts(front: FrontDesk, call: Call) -> None:
    """List what is open on the desk, each to be opened."""

    async def collect(work: Work) -> None:
        items: list[dict[str, object]] = []
        for edition in (await work.editions.open_editions())[:LISTED]:
            content = await content_of(work, edition)
            words = content.headline or content.standfirst.text or "…"
            label = labelled(words)
            about = {"state": edition.state.value, "headline": words, "rehearsal": edition.rehearsal}
            about |= {"emergency": await work.emergencies.standing(edition.id) is not None}
            items.append({"edition_id": edition.id, "label": label, **about})
        may_draft = Role.DRAFTER in call.staff.roles
        items += await urgent.unreviewed(work)
        await work.notices.queue(call.chat_id, "drafts", items=items, may_draft=may_draft)

    await front.write(collect)


async def open_draft(front: FrontDesk, call: Call) -> None:
    """Bring an item's card to the bottom and make the chat about it."""

    async def turn(work: Work) -> None:
        edition = await draft.turn_to(work, call.staff, int(call.pressed.subject))
        await cards.place_for(work, edition.id, call.staff)

    await front.write(turn)


async def ask(front: FrontDesk, call: Call) -> None:
    """Ask for a field; the next message sets it."""
    await ask_for(front, call, Asked(call.pressed.subject))


async def ask_for(front: FrontDesk, call: Call, asked: Asked) -> None:
    """Ask for this field of what the pressed button was about."""
    edition_id, revision_id = call.looked_at

    async def put(work: Work) -> None:
        edition = await answers.ask(work, call.staff, Question(asked, edition_id, revision_id))
        content = await content_of(work, edition)
        values: dict[str, object] = {"headline": content.headline, "edition_id": edition.id}
        now = _now(content, asked)
        if asked is Asked.CORRECTION_NOTE and content.correction is not None:
            values["manner"] = content.correction.manner.value
        await work.notices.queue(call.staff.telegram_id, f"ask_{asked.value}", now=now, **values)

    await front.write(put)


async def decorative(front: FrontDesk, call: Call) -> str:
    """Say that the photo only decorates."""

    async def say(work: Work) -> None:
        edition = await answers.state_decorative(work, call.staff, int(call.pressed.subject))
        await _card_below(work, edition, call.staff)

    await front.write(say)
    return "decorative"


async def remove_photo(front: FrontDesk, call: Call) -> str:
    """Take the photo out."""
    await front.write(lambda work: answers.remove_photo(work, call.staff, call.looked_at[0]))
    return "photo_removed"


async def place(front: FrontDesk, call: Call) -> None:
    """Put words laid aside where the drafter says."""

    async def put(work: Work) -> None:
        edition = await placing.place(work, call.staff, call.pressed.subject, call.chat_id)
        await _card_below(work, edition, call.staff)

    await front.write(put)


async def discard(front: FrontDesk, call: Call) -> None:
    """Ask whether to throw a draft away."""
    edition_id, _ = call.looked_at

    async def ask_first(work: Work) -> None:
        edition = await work.editions.get(edition_id)
        if edition is None:
            raise Refusal("gone")
        content = await content_of(work, edition)
        values = {"headline": content.headline, "edition_id": edition_id}
        await work.notices.queue(call.staff.telegram_id, "discard_sure", **values)

    await front.write(ask_first)


async def discard_yes(front: FrontDesk, call: Call) -> str:
    """Throw it away; its history stays."""
    await front.write(lambda work: draft.discard(work, call.staff, int(call.pressed.subject)))
    return "discarded"


async def never_mind(front: FrontDesk, call: Call) -> str:
    """Leave things as they are; under a question, close the question."""
    if call.pressed.subject == "question":
        await front.write(lambda work: work.conversations.answered(call.staff.telegram_id))
    return "never_mind"


async def tell_taken(work: Work, person: Person, arrival: Arrival, taken: draft.Taken) -> None:
    """Show the draft's card, and say what of a message went where nobody would look for it."""
    told: dict[str, object] = {
        "lines": list(taken.set_aside),
        "photo_name": taken.photo_name,
        "picture": arrival.picture_left_out,
        "one_photo": taken.one_photo,
        "was_hidden": arrival.was_hidden,
        "embargo": taken.embargo.public_at.isoformat() if taken.embargo else "",
        "embargo_over": taken.embargo_over,
    }
    if any(told.values()):
        await work.notices.queue(person.telegram_id, "left_out", **told)
    if taken.edition is not None:
        await _card_below(work, taken.edition, person)
    elif not taken.asked_before:
        await work.notices.queue(person.telegram_id, "where_to_put", headline=taken.headline)


async def _card_below(work: Work, edition: Edition, person: Person) -> None:
    await cards.place_for(work, edition.id, person)


async def _tell_reader(front: FrontDesk, call: Call) -> None:
    async def tell(work: Work) -> None:
        following = await work.readers.is_subscribed(call.user.id)
        await work.notices.queue(
            call.chat_id, "for_readers" if following else "offer_news", desk=work.desk.name
        )

    await front.write(tell)


def _now(content: Content, asked: Asked) -> str:
    """Return what the field says at present, to be copied and changed."""
    photo = content.photo
    texts = {Asked.HEADLINE: content.headline, Asked.STANDFIRST: content.standfirst.text}
    if content.correction is not None:
        texts[Asked.CORRECTION_NOTE] = content.correction.note
    if photo is not None:
        texts |= {Asked.ALT_TEXT: photo.alt_text, Asked.CAPTION: photo.caption, Asked.CREDIT: photo.credit}
    return texts.get(asked, "")


def _is_command(said: Message) -> bool:
    return bool(said.text and said.text.startswith("/"))
