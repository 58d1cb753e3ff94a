"""Pre-election periods in the chat: listed, declared and ended by admins; and the report of what guards recorded."""

from telegram import Message

from bot.desk import electing
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.reasons import reason_in
from bot.desk.report import LINES, report
from bot.desk.saving import Arrival
from bot.news.staff import Person
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk
from bot.telegram.reasoning import take_reason

QUESTIONS = frozenset({Asked.PERIOD, Asked.PERIOD_END})


async def periods(front: FrontDesk, call: Call) -> None:
    """List the periods that are running or to come."""
    await front.write(lambda work: _show(work, call.user.id))


async def period_add(front: FrontDesk, call: Call) -> str:
    """Ask for a new one."""

    async def put(work: Work) -> None:
        await electing.ask_period(work, call.staff)
        await work.notices.queue(call.staff.telegram_id, "ask_period")

    await front.write(put)
    return "see_chat"


async def period_end(front: FrontDesk, call: Call) -> str:
    """Ask why one ends early."""

    async def put(work: Work) -> None:
        period = await electing.ask_end(work, call.staff, int(call.pressed.subject))
        await work.notices.queue(call.staff.telegram_id, "ask_period_end", name=period.name)

    await front.write(put)
    return "ask_reason"


async def give(front: FrontDesk, person: Person, said: Message) -> None:
    """Take a message as a period, or as the reason for ending one."""

    async def take(work: Work, question: Question, arrival: Arrival) -> None:
        words = reason_in(arrival)
        if question.asked is Asked.PERIOD:
            await electing.add_period(work, person, words)
        else:
            await electing.end_period(work, person, int(question.subject), words)
        await _show(work, person.telegram_id)

    await take_reason(front, person, said, take)


async def guards(front: FrontDesk, call: Call) -> None:
    """Report what guards recorded last: item, guard, stage, reason, who, when."""

    async def tell(work: Work) -> None:
        found = await report(work, LINES + 1)
        lines = [
            {
                "item": line.item,
                "guard": line.guard,
                "stage": line.stage,
                "reason": line.reason,
                "who": line.who,
                "when": front.typesetter.moment(line.when),
            }
            for line in found[:LINES]
        ]
        await work.notices.queue(call.chat_id, "guards", lines=lines, more=len(found) > LINES)

    await front.write(tell)


async def _show(work: Work, chat_id: int) -> None:
    known = [one for one in await work.guards.periods() if not one.ended_at and one.span.ends_at > work.now]
    items: list[dict[str, object]] = [
        {"id": one.id, "name": one.name, "words": one.words, "runs": one.holds(work.now)} for one in known
    ]
    await work.notices.queue(chat_id, "periods", periods=items)
