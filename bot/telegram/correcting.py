"""Putting right in the chat what is out: how, what readers are told, and what is out at all."""

from bot.desk import cards, correct
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.news.corrections import Manner
from bot.telegram.buttons import labelled
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk

LISTED = 20


async def ask(front: FrontDesk, call: Call) -> str:
    """Ask in what manner it is to be put right, in the presser's own chat."""

    async def put(work: Work) -> None:
        edition = await correct.offer(work, call.staff, call.looked_at)
        values = {"edition_id": edition.id, "revision_id": edition.revision_id}
        headline = (await content_of(work, edition)).headline
        await work.notices.queue(call.staff.telegram_id, "correct_which", headline=headline, **values)

    await front.write(put)
    return "choose_manner"


async def choose(front: FrontDesk, call: Call) -> str:
    """Open the new edition; ask at once for what readers are to be told."""
    manner = Manner(call.pressed.subject)

    async def begin(work: Work) -> None:
        edition = await correct.begin(work, call.staff, call.looked_at, (manner, front.press))
        await cards.place_for(work, edition.id, call.staff)
        if manner is not Manner.TYPO:
            values = {"headline": (await content_of(work, edition)).headline, "edition_id": edition.id}
            values |= {"now": "", "manner": manner.value}
            await work.notices.queue(call.staff.telegram_id, "ask_correction_note", **values)

    await front.write(begin)
    return "correction_begun"


async def published(front: FrontDesk, call: Call) -> None:
    """List what is out, the newest first, each to be opened."""

    async def collect(work: Work) -> None:
        items = []
        for item in await work.editions.live(LISTED):
            headline = item.content.headline
            about = {"reference": item.edition.reference, "is_withdrawn": item.content.is_withdrawal}
            items.append(
                {"edition_id": item.edition.id, "label": labelled(headline), "headline": headline, **about}
            )
        await work.notices.queue(call.chat_id, "published_list", items=items)

    await front.write(collect)
