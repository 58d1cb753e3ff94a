"""Taking a reason in the chat: in one's own words, and the question closed once it is of no more use."""

from collections.abc import Awaitable, Callable

from telegram import Message

from bot.desk.ports import Work
from bot.desk.ports.chat import Question
from bot.desk.reasons import MEND_AND_SEND
from bot.desk.saving import Arrival
from bot.news.refusal import Refusal
from bot.news.staff import Person
from bot.telegram.calls import has_authority
from bot.telegram.front import FrontDesk
from bot.telegram.messages import arrival_of

Step = Callable[[Work, Question, Arrival], Awaitable[None]]


async def take_reason(front: FrontDesk, person: Person, said: Message, step: Step) -> None:
    """Hand the message to the step that asked for it. The question stays open while another message would do."""
    if not has_authority(said):
        raise Refusal("own_words_only")
    if said.text is None:
        raise Refusal("reason_expected")
    arrival, _ = await arrival_of(front, said)

    async def take(work: Work) -> None:
        question = await work.conversations.question(person.telegram_id)
        if question is not None:
            await step(work, question, arrival)

    try:
        await front.write(take)
    except Refusal as refusal:
        if refusal.code not in MEND_AND_SEND:
            await front.write(lambda work: work.conversations.answered(person.telegram_id))
        raise
