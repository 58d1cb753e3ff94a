"""Readers in the chat, and everybody's first word: /start, /stop, /latest, /help."""

from bot.desk import follow as following
from bot.desk import people
from bot.desk.contacts import DEEP_LINK
from bot.desk.ports import Work
from bot.desk.ports.values import LiveItem
from bot.desk.signing import PREFIX
from bot.news.refusal import Refusal
from bot.telegram import contacting
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk
from bot.telegram.quoting import start_with_quote

NEWS = "news"


async def start(front: FrontDesk, call: Call) -> None:
    """Welcome: an invite makes staff, a speaker's or a press contact's link is shown, anybody else is offered the news."""
    if call.words.startswith(PREFIX):
        await start_with_quote(front, call)
        return
    if call.words.startswith(DEEP_LINK):
        await contacting.open_link(front, call)
        return
    if call.words and call.words != NEWS:
        await _accept(front, call)
        return
    if call.person is not None and call.person.roles and call.words != NEWS:
        await show_help(front, call)
        return

    async def offer(work: Work) -> None:
        await people.meet(work, call.newcomer)
        template = "following_already" if await work.readers.is_subscribed(call.user.id) else "offer_news"
        await work.notices.queue(call.chat_id, template, desk=work.desk.name)

    await front.write(offer)


async def stop(front: FrontDesk, call: Call) -> None:
    """End the reader's subscription at once."""

    async def end(work: Work) -> None:
        ended = await following.leave(work, call.user.id, "stopped by the reader")
        await work.notices.queue(
            call.chat_id, "stopped_following" if ended else "not_following", desk=work.desk.name
        )
        if await work.contacts.of_chat(call.user.id) is not None:
            await work.notices.queue(call.chat_id, "press_stop", desk=work.desk.name)

    await front.write(end)


async def follow(front: FrontDesk, call: Call) -> str:
    """Start the subscription, by one confirming press."""

    async def begin(work: Work) -> bool:
        new = await following.follow(work, call.user.id, call.user.full_name)
        if new:
            await work.notices.queue(call.user.id, "following", desk=work.desk.name)
        return new

    return "following" if await front.write(begin) else "following_already"


async def latest(front: FrontDesk, call: Call) -> None:
    """Show the three newest announcements."""

    async def collect(work: Work) -> None:
        items = [_told(front, item) for item in await following.latest(work)]
        await work.notices.queue(call.chat_id, "latest", items=items, desk=work.desk.name)

    await front.write(collect)


async def show_help(front: FrontDesk, call: Call) -> None:
    """Say what this person can do here."""
    roles = sorted(role.value for role in call.person.roles) if call.person else []

    async def tell(work: Work) -> None:
        name = call.user.first_name
        await work.notices.queue(call.chat_id, "help", roles=roles, desk=work.desk.name, name=name)

    await front.write(tell)


async def _accept(front: FrontDesk, call: Call) -> None:
    async def join(work: Work) -> None:
        person, role = await people.accept(work, call.newcomer, call.words)
        roles = sorted(held.value for held in person.roles)
        await work.notices.queue(
            call.chat_id,
            "welcome",
            name=call.user.first_name,
            role=role.value,
            roles=roles,
            desk=work.desk.name,
        )

    try:
        await front.write(join)
    except Refusal as refusal:
        held = sorted(role.value for role in call.person.roles) if call.person else []
        raise Refusal(refusal.code, roles=held) from refusal


def _told(front: FrontDesk, item: LiveItem) -> dict[str, object]:
    imprint = front.press.imprint(item.edition, item.content)
    return {
        "headline": item.content.headline,
        "standfirst": item.content.standfirst.text,
        "url": imprint.page_url,
        "is_withdrawn": item.content.is_withdrawal,
        "day": front.typesetter.day(item.first_published_at),
    }
