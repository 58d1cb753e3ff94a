"""Emergencies and kills in the chat: a reason is asked for, an order is confirmed over the exact words, everybody hears of it."""

from collections.abc import Iterator

from telegram import Message

from bot.desk import cards, emergency, kill
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.emergencies import Emergency
from bot.desk.ports.values import Edition
from bot.desk.reasons import keep_as_reason, reason_in
from bot.desk.saving import Arrival
from bot.news.announcement import Content
from bot.news.emergency import LONGEST_REASON, SHORTEST_REASON
from bot.news.staff import Person
from bot.news.status import LIVE
from bot.telegram.buttons import labelled
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk
from bot.telegram.reasoning import take_reason

PART_LIMIT = 1900  # characters: even when each counts twice, they fit into one message of 4,096 units
REASONS = frozenset({Asked.EMERGENCY, Asked.KILL})


async def ask_emergency(front: FrontDesk, call: Call) -> str:
    """Ask the duty officer for the reason, in their own chat."""

    async def put(work: Work) -> None:
        edition = await emergency.ask(work, call.staff, call.looked_at, front.press)
        headline = (await content_of(work, edition)).headline
        await work.notices.queue(call.staff.telegram_id, "ask_emergency", headline=headline)

    await front.write(put)
    return "ask_reason"


async def ask_kill(front: FrontDesk, call: Call) -> str:
    """Ask for the reason, in the presser's own chat."""

    async def put(work: Work) -> None:
        edition = await kill.ask(work, call.staff, call.looked_at)
        headline = (await content_of(work, edition)).headline
        is_out = edition.state in LIVE
        await work.notices.queue(call.staff.telegram_id, "ask_kill", headline=headline, is_out=is_out)

    await front.write(put)
    return "ask_reason"


async def give_reason(front: FrontDesk, person: Person, said: Message) -> None:
    """Take a message as the reason of a kill, which happens at once, or of an emergency, which is confirmed first."""

    async def take(work: Work, question: Question, arrival: Arrival) -> None:
        looked_at = (question.edition_id, question.revision_id)
        if question.asked is Asked.KILL:
            edition = await kill.kill(work, person, looked_at, (reason_in(arrival), front.press))
            await cards.place_for(work, edition.id, person)
        else:
            reason = reason_in(arrival, SHORTEST_REASON, LONGEST_REASON)
            edition, number = await emergency.give_reason(work, person, looked_at, reason)
            await _show_words(work, person, edition, (number, reason))
        await keep_as_reason(work, arrival, edition)

    await take_reason(front, person, said, take)


async def confirm_emergency(front: FrontDesk, call: Call) -> str:
    """Order it out; everybody on the desk is told in the same transaction."""
    number, when = int(call.pressed.subject), (front.press, front.undo_seconds)

    async def order(work: Work) -> None:
        edition, ordered = await emergency.order(work, call.staff, number, when)
        await _tell_everybody(front, work, edition, ordered)
        await cards.place_for(work, edition.id, call.staff)

    await front.write(order)
    return "ordered_out"


async def approve_afterwards(front: FrontDesk, call: Call) -> str:
    """Agree to words that are out already."""
    await front.write(lambda work: emergency.review(work, call.staff, call.looked_at))
    return "approved"


async def unreviewed(work: Work) -> list[dict[str, object]]:
    """Return what is out and unreviewed, as items of a list to open them from."""
    items: list[dict[str, object]] = []
    for ordered in await work.emergencies.unreviewed():
        words = (await work.editions.content(ordered.revision_id)).headline
        label = labelled(words)
        items.append(
            {"edition_id": ordered.edition_id, "label": label, "headline": words}
            | {"state": "unreviewed", "emergency": True, "rehearsal": False}
        )
    return items


async def _show_words(work: Work, person: Person, edition: Edition, asked: tuple[int, str]) -> None:
    """Put every word before the duty officer once more, in as many messages as it takes, then the question."""
    number, reason = asked
    content = await content_of(work, edition)
    parts = _in_parts(_every_word(content))
    for place, words in enumerate(parts, start=1):
        await work.notices.queue(
            person.telegram_id, "emergency_words", words=words, number=place, parts=len(parts)
        )
    reach = await cards.reach_of(work, edition)
    sure = {"headline": content.headline, "reason": reason, "number": number, "reach": reach}
    sure |= _puts_right(content)
    sure |= await emergency.goes_round(work, edition, content)
    await work.notices.queue(person.telegram_id, "emergency_sure", **sure)


async def _tell_everybody(front: FrontDesk, work: Work, edition: Edition, ordered: Emergency) -> None:
    assert edition.due_at is not None
    content = await content_of(work, edition)
    values = {
        "headline": content.headline,
        "by": ordered.name,
        "reason": ordered.reason,
        "due": front.typesetter.clock(edition.due_at),
        "edition_id": edition.id,
        "revision_id": edition.revision_id,
    }
    values |= _puts_right(content)
    values |= await emergency.goes_round(work, edition, content)
    for chat_id in await emergency.everybody(work):
        await work.notices.queue(chat_id, "emergency_ordered", **values)


def _puts_right(content: Content) -> dict[str, object]:
    """Return what it does to what is out, and what readers are told of that; empty for news of its own."""
    if content.correction is None:
        return {}
    return {"manner": content.correction.manner.value, "note": content.correction.note}


def _every_word(content: Content) -> Iterator[str]:
    photo, correction = content.photo, content.correction
    texts = [note.words for note in correction.notes(None)] if correction else []
    texts += [content.headline, content.standfirst.text, *(block.text for block in content.body)]
    texts += [photo.alt_text, photo.caption, photo.credit] if photo else []
    for text in texts:
        yield from (text[start : start + PART_LIMIT] for start in range(0, len(text), PART_LIMIT))


def _in_parts(texts: Iterator[str]) -> list[str]:
    parts = [""]
    for text in texts:
        if parts[-1] and len(parts[-1]) + len(text) > PART_LIMIT:
            parts.append("")
        parts[-1] += f"\n\n{text}" if parts[-1] else text
    return parts
