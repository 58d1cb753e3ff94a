"""What the press holds under embargo, in the chat: sending it after all, and letting everything out once it was broken."""

from telegram import Message

from bot.desk import breaking, cards, giving
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.chat import Question
from bot.news.refusal import Refusal
from bot.news.staff import Person
from bot.telegram.calls import Call, has_authority
from bot.telegram.front import FrontDesk


async def press_now(front: FrontDesk, call: Call) -> str:
    """Send it to the press although their moment is over."""
    await front.write(lambda work: giving.give_now(work, call.staff, call.looked_at))
    return "press_now"


async def ask_why(front: FrontDesk, call: Call) -> str:
    """Ask for the reason, in the presser's own chat."""

    async def put(work: Work) -> None:
        edition = await breaking.ask(work, call.staff, call.looked_at)
        content = await content_of(work, edition)
        values = {"headline": content.headline, "seconds": front.undo_seconds}
        await work.notices.queue(call.staff.telegram_id, "ask_break_embargo", **values)

    await front.write(put)
    return "ask_reason"


async def give_reason(front: FrontDesk, person: Person, question: Question, said: Message) -> None:
    """Take the reason, and let it out. Once that is no longer possible, the question is closed as well."""
    if not has_authority(said):
        raise Refusal("own_words_only")
    looked_at, reason = (question.edition_id, question.revision_id), (said.text or "").strip()

    async def step(work: Work) -> None:
        edition = await breaking.break_embargo(work, person, looked_at, (reason, front.undo_seconds))
        await cards.place_for(work, edition.id, person)

    try:
        await front.write(step)
    except Refusal as refusal:
        if refusal.code not in breaking.MEND_AND_SEND:
            await front.write(lambda work: work.conversations.answered(person.telegram_id))
        raise
