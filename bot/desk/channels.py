"""Places: channels and groups the bot was added to, offered to the admins, who say what they are for."""

from dataclasses import dataclass, replace

from bot.desk.ports import Work
from bot.desk.ports.values import Channel, Purpose
from bot.desk.redrawing import redraw
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role

_ENTRIES = {
    Purpose.PUBLIC: "channel_opened",
    Purpose.STAFF: "staff_group_set",
    Purpose.REHEARSAL: "rehearsal_place_set",
    Purpose.UNDECIDED: "channel_left",
}


# Places that show words before anybody agreed to them: never one that everybody can read.
PRIVATE = frozenset({Purpose.STAFF, Purpose.REHEARSAL})


@dataclass(frozen=True, slots=True)
class Place:
    """A chat as Telegram describes it."""

    chat_id: int
    title: str
    kind: str
    username: str = ""


async def added(work: Work, place: Place, added_by: str) -> Channel:
    """Make a place known once we may write there, and offer an undecided one to every admin."""
    known = await work.channels.find(place.chat_id)
    channel = await work.channels.notice(place.chat_id, place.title, place.kind, place.username)
    if channel.username and channel.purpose in PRIVATE:  # what was ours alone has become anybody's
        await work.channels.decide(place.chat_id, Purpose.UNDECIDED)
        await work.history.add(_ENTRIES[Purpose.UNDECIDED], person_id=None, why=channel.title)
        channel = replace(channel, purpose=Purpose.UNDECIDED)
        known = None
    if known is not None and not known.lost_because:
        return channel
    await redraw(work)
    template = "place_offered" if channel.purpose is Purpose.UNDECIDED else "place_back"
    await _tell_admins(work, template, channel, by=added_by)
    return channel


async def lost(work: Work, chat_id: int, reason: str) -> None:
    """Note that we may no longer write there, and tell the admins once."""
    channel = await work.channels.find(chat_id)
    if channel is not None and await work.channels.lose(chat_id, reason):
        await redraw(work)
        await _tell_admins(work, "channel_lost", channel, reason=reason, purpose=channel.purpose.value)


async def decide(work: Work, admin: Person, chat_id: int, purpose: Purpose) -> Channel:
    """Say what a place is for; the other admins are told. Refuses one we may not write to, and one unfit for it.

    Where announcements have arrived somebody follows them, however private it is: no rehearsal goes there.
    """
    channel = await work.channels.find(chat_id)
    if channel is None:
        raise Refusal("place_unknown")
    if channel.lost_because and purpose is not Purpose.UNDECIDED:
        raise Refusal("place_lost", title=channel.title, kind=channel.kind)
    if purpose is Purpose.STAFF and channel.kind == "channel":
        raise Refusal("staff_needs_group", title=channel.title)
    if purpose is Purpose.STAFF and channel.username:
        raise Refusal("staff_needs_private", title=channel.title, username=channel.username)
    if purpose is Purpose.REHEARSAL and channel.username:
        raise Refusal("rehearsal_needs_private", title=channel.title, username=channel.username)
    if purpose is Purpose.REHEARSAL and await work.channels.had_news(chat_id):
        raise Refusal("rehearsal_among_followers", title=channel.title)
    if await work.channels.decide(chat_id, purpose):
        await work.history.add(_ENTRIES[purpose], person_id=admin.id, why=channel.title)
        await redraw(work)
        await _tell_admins(work, "place_decided", channel, but=admin, by=admin.name, purpose=purpose.value)
    return await work.channels.find(chat_id) or channel


async def _tell_admins(
    work: Work, template: str, channel: Channel, *, but: Person | None = None, **values: str
) -> None:
    for person in await work.people.roster():
        if Role.ADMIN in person.roles and (but is None or person.id != but.id):
            known = {"title": channel.title, "chat_id": channel.chat_id, "kind": channel.kind}
            await work.notices.queue(person.telegram_id, template, **known, **values)
