"""Guards in the chat: three answers about a case, the reason for a pre-election period, and the second role's agreement."""

from telegram import Message

from bot.desk import cases, periods
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.reasons import keep_as_reason, reason_in
from bot.desk.saving import Arrival
from bot.news.guards.court import Stage
from bot.news.staff import Person
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk
from bot.telegram.reasoning import take_reason

QUESTIONS = frozenset({Asked.CASE_REASON, Asked.CASE_DECIDER, Asked.PERIOD_REASON})
SHOWN = 5
LONGEST_DECIDER = 200  # characters


async def ask_case(front: FrontDesk, call: Call) -> str:
    """Show the sentences and ask how far the case is, in the presser's own chat."""

    async def put(work: Work) -> None:
        edition, found = await cases.ask(work, call.staff, call.looked_at)
        values = {
            "headline": (await content_of(work, edition)).headline,
            "sentences": [one.sentence for one in found[:SHOWN]],
            "more": len(found[SHOWN:]),
            "edition_id": edition.id,
            "revision_id": edition.revision_id,
        }
        await work.notices.queue(call.staff.telegram_id, "ask_case", **values)

    await front.write(put)
    return "ask_reason"


async def case_stage(front: FrontDesk, call: Call) -> None:
    """Take the stage; ask why."""

    async def put(work: Work) -> None:
        await cases.choose_stage(work, call.staff, call.looked_at, Stage(call.pressed.subject))
        await work.notices.queue(call.staff.telegram_id, "ask_case_reason")

    await front.write(put)


async def ask_period_reason(front: FrontDesk, call: Call) -> str:
    """Ask a drafter why it must go out in the period on the button."""

    async def put(work: Work) -> None:
        period_id = int(call.pressed.subject)
        edition, period = await periods.ask_reason(work, call.staff, call.looked_at, period_id)
        values = {"words": period.words, "headline": (await content_of(work, edition)).headline}
        await work.notices.queue(call.staff.telegram_id, "ask_period_reason", **values)

    await front.write(put)
    return "ask_reason"


async def agree(front: FrontDesk, call: Call) -> str:
    """Agree as the second role."""

    period_id = int(call.pressed.subject)
    await front.write(lambda work: periods.agree(work, call.staff, call.looked_at, period_id))
    return "agreed"


async def give(front: FrontDesk, person: Person, said: Message) -> None:
    """Take a message as the answer to what a guard asked."""

    async def take(work: Work, question: Question, arrival: Arrival) -> None:
        if question.asked is Asked.CASE_REASON:
            edition = await cases.give_reason(work, person, question, reason_in(arrival))
            await work.notices.queue(person.telegram_id, "ask_case_decider")
        elif question.asked is Asked.CASE_DECIDER:
            decider = reason_in(arrival, longest=LONGEST_DECIDER)
            edition = await cases.give_decider(work, person, question, decider)
            await work.cards.place_anew(edition.id, person.telegram_id, person.id)
        else:
            reason = reason_in(arrival)
            edition, period = await periods.give_reason(work, person, question, reason)
            await periods.lay_before(work, edition, (period, reason, person))
        await keep_as_reason(work, arrival, edition)

    await take_reason(front, person, said, take)
