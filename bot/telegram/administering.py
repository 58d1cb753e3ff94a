"""Administering in the chat: the people on the desk, and the places it writes to."""

from bot.desk import channels, leaving
from bot.desk import people as roster
from bot.desk.ports import Work
from bot.desk.ports.values import Purpose
from bot.news.refusal import Refusal
from bot.news.staff import Role
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk


async def people(front: FrontDesk, call: Call) -> None:
    """Show who is on the desk, with buttons to invite and to remove."""

    async def collect(work: Work) -> None:
        everyone = [
            {"id": person.id, "name": person.name, "roles": sorted(role.value for role in person.roles)}
            for person in await work.people.roster()
        ]
        await work.notices.queue(call.chat_id, "people", people=everyone, desk=work.desk.name)

    await front.write(collect)


async def invite(front: FrontDesk, call: Call) -> None:
    """Make a one-time link for a role, to be passed on."""
    role = Role(call.pressed.subject)

    async def make(work: Work) -> None:
        token = await roster.invite(work, role, call.staff)
        link = f"https://t.me/{front.bot.username}?start={token}"
        await work.notices.queue(call.staff.telegram_id, "invite", link=link, role=role.value)

    await front.write(make)


async def remove(front: FrontDesk, call: Call) -> None:
    """Ask whether to remove somebody."""
    person_id = int(call.pressed.subject)

    async def ask_first(work: Work) -> None:
        person = await work.people.get(person_id)
        if person is None or not person.roles:
            raise Refusal("not_on_the_desk")
        values = {"name": person.name, "id": person_id, "oneself": person.id == call.staff.id}
        await work.notices.queue(call.staff.telegram_id, "remove_sure", **values)

    await front.write(ask_first)


async def remove_yes(front: FrontDesk, call: Call) -> str:
    """Remove somebody at once; their buttons, questions and invites die in the same moment."""

    async def leave(work: Work) -> None:
        person = await leaving.remove(work, call.staff, int(call.pressed.subject))
        if person.id != call.staff.id:
            await work.notices.queue(call.staff.telegram_id, "removed_from_desk", name=person.name, by="")

    await front.write(leave)
    return "removed"


async def places(front: FrontDesk, call: Call) -> None:
    """Show the channels and groups we know, each to be changed."""

    async def collect(work: Work) -> None:
        known = [
            {
                "chat_id": channel.chat_id,
                "title": channel.title,
                "kind": channel.kind,
                "purpose": channel.purpose.value,
                "lost": channel.lost_because,
            }
            for channel in await work.channels.known()
        ]
        await work.notices.queue(call.chat_id, "places", places=known, bot=front.bot.username)

    await front.write(collect)


async def place_change(front: FrontDesk, call: Call) -> None:
    """Ask again what a place is for."""

    async def ask_again(work: Work) -> None:
        channel = await work.channels.find(int(call.pressed.subject))
        if channel is None:
            raise Refusal("place_unknown")
        values = {"chat_id": channel.chat_id, "title": channel.title, "kind": channel.kind}
        await work.notices.queue(call.staff.telegram_id, "place_change", **values)

    await front.write(ask_again)


async def place_public(front: FrontDesk, call: Call) -> str:
    """Announcements go there from now on."""
    await _decide(front, call, Purpose.PUBLIC)
    return "place_public"


async def place_staff(front: FrontDesk, call: Call) -> str:
    """Reviews are shown there from now on."""
    await _decide(front, call, Purpose.STAFF)
    return "place_staff"


async def place_rehearsal(front: FrontDesk, call: Call) -> str:
    """Rehearsals go there from now on."""
    await _decide(front, call, Purpose.REHEARSAL)
    return "place_rehearsal"


async def place_no(front: FrontDesk, call: Call) -> str:
    """It is for nothing."""
    await _decide(front, call, Purpose.UNDECIDED)
    return "place_no"


async def _decide(front: FrontDesk, call: Call, purpose: Purpose) -> None:
    async def settle(work: Work) -> None:
        channel = await channels.decide(work, call.staff, int(call.pressed.subject), purpose)
        values = {"title": channel.title, "kind": channel.kind}
        await work.notices.queue(call.staff.telegram_id, f"place_is_{purpose.value}", **values)

    await front.write(settle)
