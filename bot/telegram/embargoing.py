"""Embargoes in the chat: both moments asked for one after the other, read back, set, and taken away again."""

import json
from datetime import datetime

from telegram import Message

from bot.desk import cards, embargo
from bot.desk.embargo import LOOKED_AT, Heard, Said
from bot.desk.ports import Work
from bot.desk.ports.chat import Question
from bot.desk.ports.values import Edition
from bot.news.refusal import Refusal
from bot.news.schedule import offers
from bot.news.staff import Person
from bot.telegram.buttons import labels
from bot.telegram.calls import Call, has_authority
from bot.telegram.front import FrontDesk

AT_ONCE = "at once"


async def ask(front: FrontDesk, call: Call) -> str:
    """Ask when the press may have it, in the presser's own chat."""

    async def put(work: Work) -> None:
        edition, content = await embargo.ask(work, call.staff, call.looked_at)
        about = {"headline": content.headline, "is_set": content.embargo is not None}
        await _ask_next(work, front, call.staff, (edition, Said(), about))

    await front.write(put)
    return "choose_time"


async def say(front: FrontDesk, call: Call) -> None:
    """Take one of the usual times from its button."""
    said, words = json.loads(call.pressed.subject)
    await _hear(front, call.staff, call.looked_at, (Said.from_text(said), words))


async def choose(front: FrontDesk, call: Call) -> None:
    """Take one of the two moments that words could mean."""
    said = Said.from_text(call.pressed.subject)

    async def step(work: Work) -> None:
        await _go_on(work, front, call.staff, (call.looked_at, said))

    await front.write(step)


async def give_moment(front: FrontDesk, person: Person, question: Question, message: Message) -> None:
    """Take a message as the moment that was asked for. The question stays open while another would do."""
    if not has_authority(message):
        raise Refusal("time_forwarded")
    looked_at = (question.edition_id, question.revision_id)
    words = " ".join((message.text or "").split())
    try:
        await _hear(front, person, looked_at, (Said.from_text(question.subject), words))
    except Refusal as refusal:
        if refusal.code not in embargo.ASK_AGAIN:
            await front.write(lambda work: work.conversations.answered(person.telegram_id))
        raise


async def confirm(front: FrontDesk, call: Call) -> str:
    """Set the embargo that the presser has read."""
    said = Said.from_text(call.pressed.subject)

    async def keep(work: Work) -> None:
        edition = await embargo.set_embargo(work, call.staff, call.looked_at, said)
        await cards.place_for(work, edition.id, call.staff)

    await front.write(keep)
    return "embargo_set"


async def take_away(front: FrontDesk, call: Call) -> str:
    """Take the embargo away."""

    async def take(work: Work) -> None:
        edition = await embargo.take_away(work, call.staff, call.looked_at)
        await cards.place_for(work, edition.id, call.staff)

    await front.write(take)
    return "embargo_taken"


async def _hear(front: FrontDesk, person: Person, looked_at: LOOKED_AT, answer: tuple[Said, str]) -> None:
    async def step(work: Work) -> None:
        heard = await embargo.hear(work, person, looked_at, answer)
        if heard.why_two:
            await work.notices.queue(person.telegram_id, "embargo_which", **_choice(front, heard))
        else:
            await _go_on(work, front, person, (looked_at, heard.said[0]))

    await front.write(step)


async def _go_on(work: Work, front: FrontDesk, person: Person, step: tuple[LOOKED_AT, Said]) -> None:
    looked_at, said = step
    edition = await embargo.go_on(work, person, looked_at, said)
    content = await work.editions.content(edition.revision_id)
    if said.embargo is None:
        about = {"headline": content.headline, "is_set": content.embargo is not None}
        await _ask_next(work, front, person, (edition, said, about))
        return
    values = {
        "headline": content.headline,
        "press": _moment(front, said.press_at),
        "public": _moment(front, said.public_at),
        "said": said.as_text(),
    }
    await work.notices.queue(person.telegram_id, "embargo_sure", **values, **_looked_at(edition))


async def _ask_next(
    work: Work, front: FrontDesk, person: Person, step: tuple[Edition, Said, dict[str, object]]
) -> None:
    edition, said, about = step
    usual = offers(work.now, work.desk.timezone)
    template, usual = (
        ("ask_embargo_public", usual) if said.press_words else ("ask_embargo_press", [AT_ONCE, *usual])
    )
    known = labels()
    values = {
        "now": front.typesetter.moment(work.now),
        "press": _moment(front, said.press_at),
        "offers": [
            {"subject": json.dumps([said.as_text(), words]), "label": known[f"offered_time.{words}"]}
            for words in usual
        ],
    }
    await work.notices.queue(person.telegram_id, template, **values, **about, **_looked_at(edition))


def _choice(front: FrontDesk, heard: Heard) -> dict[str, object]:
    return {
        "headline": heard.headline,
        "words": heard.words,
        "why_two": heard.why_two,
        "choices": [
            {"subject": said.as_text(), "label": _moment(front, said.public_at or said.press_at)}
            for said in heard.said
        ],
        **_looked_at(heard.edition),
    }


def _looked_at(edition: Edition) -> dict[str, int]:
    return {"edition_id": edition.id, "revision_id": edition.revision_id}


def _moment(front: FrontDesk, iso: str) -> str:
    return front.typesetter.moment(datetime.fromisoformat(iso)) if iso else ""
