"""The calendar in the chat: what is planned, each to be opened, and the link by which a calendar program reads it."""

from bot.desk import planned
from bot.desk.ports import Work
from bot.telegram.buttons import labelled
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk

LISTED = 20


async def calendar(front: FrontDesk, call: Call) -> None:
    """List what is planned, in the desk's zone."""
    await front.write(lambda work: _show(work, front, call))


async def new_link(front: FrontDesk, call: Call) -> str:
    """Give the caller a new link; the one before shows nothing any more."""

    async def renew(work: Work) -> None:
        await work.schedules.new_link(call.staff.id)
        await _show(work, front, call)

    await front.write(renew)
    return "new_calendar_link"


async def _show(work: Work, front: FrontDesk, call: Call) -> None:
    found = [*await planned.timed(work), *await planned.waiting(work)]
    number = await work.schedules.link_number(call.staff.id)
    items = [
        {
            "emergency": await work.emergencies.standing(one.edition.id) is not None,
            "edition_id": one.edition.id,
            "label": labelled(one.headline),
            "headline": one.headline,
            "state": one.edition.state.value,
            "press": front.typesetter.moment(one.press_at) if one.press_at else "",
            "public": front.typesetter.moment(one.public_at) if one.public_at else "",
            "moment": front.typesetter.moment(one.edition.due_at) if one.edition.due_at else "",
        }
        for one in found[:LISTED]
    ]
    link = front.calendar_url(call.staff.id, number)
    await work.notices.queue(
        call.staff.telegram_id, "calendar", items=items, left_out=len(found[LISTED:]), link=link
    )
