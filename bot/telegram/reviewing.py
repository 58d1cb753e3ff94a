"""Deciding in the chat: submit, approve, send back, reject, publish, stop, and what is left over afterwards."""

from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Message

from bot.desk import answer as answers
from bot.desk import cards, publish, review
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.reasons import MEND_AND_SEND
from bot.news.delivery import Word
from bot.news.refusal import Refusal
from bot.news.staff import Person
from bot.telegram.calls import Call, has_authority
from bot.telegram.front import FrontDesk
from bot.telegram.messages import arrival_of


async def submit(front: FrontDesk, call: Call) -> str:
    """Hand the draft to those who may approve it."""
    edition_id, _ = call.looked_at
    await _checked(front, edition_id, lambda work: review.submit(work, call.staff, edition_id, front.press))
    return "submitted"


async def approve(front: FrontDesk, call: Call) -> str:
    """Agree to the exact words on the card."""
    edition_id, _ = call.looked_at
    await _checked(
        front, edition_id, lambda work: review.approve(work, call.staff, call.looked_at, front.press)
    )
    return "approved"


async def send_back(front: FrontDesk, call: Call) -> str:
    """Ask for the reason, in the approver's own chat."""
    return await _ask_reason(front, call, Asked.SEND_BACK)


async def reject(front: FrontDesk, call: Call) -> str:
    """Ask for the reason, in the approver's own chat."""
    return await _ask_reason(front, call, Asked.REJECT)


async def give_reason(front: FrontDesk, person: Person, said: Message) -> None:
    """Take the reason of a decision. Once the decision is no longer possible, the question is closed as well."""
    if not has_authority(said):
        raise Refusal("own_words_only")
    if said.text is None:
        raise Refusal("reason_expected")
    arrival, _ = await arrival_of(front, said)

    async def take(work: Work) -> None:
        question = await answers.standing(work, person)
        if question is not None:
            edition = await answers.answer(work, person, question, arrival)
            await cards.place_for(work, edition.id, person)

    try:
        await front.write(take)
    except Refusal as refusal:
        if refusal.code not in MEND_AND_SEND:
            await front.write(lambda work: work.conversations.answered(person.telegram_id))
        raise


async def publish_now(front: FrontDesk, call: Call) -> str:
    """Let it out after the moment for second thoughts."""
    out = (front.undo_seconds, front.press)

    async def release(work: Work) -> None:
        edition = await publish.publish_now(work, call.staff, call.looked_at, out)
        await cards.place_for(work, edition.id, call.staff)

    await front.write(release)
    return "going_out"


async def stop(front: FrontDesk, call: Call) -> str:
    """Stop it in its last moments."""
    await front.write(lambda work: publish.stop(work, call.staff, call.looked_at[0]))
    return "stopped"


async def retry(front: FrontDesk, call: Call) -> str:
    """Try the refused channels again."""
    await front.write(lambda work: publish.retry(work, call.staff, call.looked_at[0]))
    return "retrying"


async def it_is_there(front: FrontDesk, call: Call) -> str:
    """Somebody has looked and it is there; for readers nobody can look, so it stays unclear."""
    seen = call.pressed.subject == "channel"
    await _resolve(front, call, Word.SEEN_THERE if seen else Word.LEFT_UNCLEAR)
    return "noted"


async def send_again(front: FrontDesk, call: Call) -> str:
    """Somebody has looked: what was in doubt is not there."""
    await _resolve(front, call, Word.SEND_AGAIN)
    return "retrying"


async def _checked(front: FrontDesk, edition_id: int, step: Callable[[Work], Awaitable[object]]) -> None:
    """Take a step that the checks may refuse; then the cards, drawn before the day turned, show what stands against it."""
    try:
        await front.write(step)
    except Refusal as refusal:
        if refusal.code == "checks_block":
            await front.write(lambda work: work.editions.touch(edition_id))
        raise


async def _resolve(front: FrontDesk, call: Call, word: Word) -> None:
    kinds = publish.IN_DOUBT[call.pressed.subject]
    edition_id, _ = call.looked_at
    await front.write(
        partial(publish.resolve, person=call.staff, edition_id=edition_id, kinds=kinds, word=word)
    )


async def _ask_reason(front: FrontDesk, call: Call, asked: Asked) -> str:
    edition_id, revision_id = call.looked_at

    async def put(work: Work) -> None:
        edition = await answers.ask(work, call.staff, Question(asked, edition_id, revision_id))
        content = await content_of(work, edition)
        await work.notices.queue(call.staff.telegram_id, f"ask_{asked.value}", headline=content.headline)

    await front.write(put)
    return "ask_reason"
