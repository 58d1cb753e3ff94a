"""Beginning something: a new announcement or a rehearsal, with the words after the command or the next ones."""

from collections.abc import Awaitable, Callable

from bot.desk import cards, draft, rehearsal
from bot.desk.ports import Work
from bot.telegram.calls import Call
from bot.telegram.drafting import tell_taken
from bot.telegram.front import FrontDesk
from bot.telegram.messages import arrival_of


async def new(front: FrontDesk, call: Call) -> None:
    """Start afresh; the draft that was open stays in /drafts. Words after the command are the first of the new one."""

    async def begin(work: Work) -> None:
        await draft.start_afresh(work, call.staff)
        if not call.words:
            await work.notices.queue(call.chat_id, "new")

    await _begin(front, call, begin)


async def rehearse(front: FrontDesk, call: Call) -> None:
    """Open a rehearsal, which the words after the command fill, or the next ones."""

    async def begin(work: Work) -> None:
        edition = await rehearsal.begin(work, call.staff)
        await work.notices.queue(call.chat_id, "rehearse", has_place=await rehearsal.has_place(work))
        if not call.words:
            await cards.place_for(work, edition.id, call.staff)

    await _begin(front, call, begin)


async def _begin(front: FrontDesk, call: Call, begin: Callable[[Work], Awaitable[None]]) -> None:
    """Begin, and take the words after the command; the same message handed in twice begins once."""
    if not call.words:
        await front.write(begin)
        return
    arrival, _ = await arrival_of(front, call.said, after_command=True)

    async def take(work: Work) -> None:
        if await work.conversations.recall(arrival.chat_id, arrival.message_id) is None:
            await begin(work)
        taken = await draft.receive(work, call.staff, arrival)
        await tell_taken(work, call.staff, arrival, taken)

    await front.write(take)
