"""Press contacts in the chat: named and ended by admins, and what they confirm and leave by themselves."""

import re

from bot.desk import contacts
from bot.desk.contacts import Named
from bot.desk.ports import Work
from bot.desk.ports.contacts import Contact
from bot.desk.tokens import hashed
from bot.news.delivery import Kind
from bot.news.refusal import Refusal
from bot.news.staff import Role
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk

_BETWEEN = re.compile(r"\s*[,;\n]\s*")
_PARTS = 2  # a name and an organisation; a mail address may follow


async def press(front: FrontDesk, call: Call) -> None:
    """Show the press contacts; with words after the command, name one."""
    if call.words:
        await _add(front, call)
        return
    await front.write(lambda work: _show(work, call))


async def end(front: FrontDesk, call: Call) -> None:
    """Ask whether to end a contact."""

    async def ask_first(work: Work) -> None:
        contact = await work.contacts.get(int(call.pressed.subject))
        if contact is None:
            raise Refusal("press_contact_gone")
        values = {"id": contact.id, "name": contact.name, "organisation": contact.organisation}
        await work.notices.queue(call.staff.telegram_id, "press_end_sure", **values)

    await front.write(ask_first)


async def end_yes(front: FrontDesk, call: Call) -> str:
    """End a contact: nothing more goes to them."""
    await front.write(lambda work: contacts.end(work, call.staff, int(call.pressed.subject)))
    return "press_ended"


async def open_link(front: FrontDesk, call: Call) -> None:
    """Say what an embargo asks, to whoever opened a contact's link; only their own press confirms."""
    token = call.words.removeprefix(contacts.DEEP_LINK)

    async def show(work: Work) -> None:
        found = await contacts.asked_by(work, token)
        if found is None or found[1].kind is not Kind.PRESS_CHAT:
            raise Refusal("press_link_over")
        values = {
            "name": found[0].name,
            "organisation": found[0].organisation,
            "token_hash": hashed(token),
        }
        await work.notices.queue(call.chat_id, "press_agree", desk=work.desk.name, **values)

    await front.write(show)


async def agree(front: FrontDesk, call: Call) -> str:
    """Confirm: what comes under embargo may come to this chat."""

    async def confirm(work: Work) -> None:
        await contacts.confirm_chat(work, call.user.id, call.pressed.subject)
        await work.notices.queue(call.user.id, "press_welcome", desk=work.desk.name)

    await front.write(confirm)
    return "press_agreed"


async def leave(front: FrontDesk, call: Call) -> str:
    """End the contact whose chat this is, at once; twice is as good as once."""

    async def step(work: Work) -> None:
        await contacts.leave_chat(work, call.user.id)
        await work.notices.queue(call.user.id, "press_left", desk=work.desk.name)

    await front.write(step)
    return "press_left"


async def _add(front: FrontDesk, call: Call) -> None:
    if Role.ADMIN not in call.staff.roles:
        raise Refusal("not_your_role", roles=[Role.ADMIN.value])
    named = _named(front, call.words)

    async def add(work: Work) -> None:
        added = await contacts.add(work, call.staff, named, front.press)
        link = f"https://t.me/{front.bot.username}?start={added.payload}" if added.payload else ""
        told = {"name": named.name, "organisation": named.organisation, "link": link}
        written = {"address": named.address, "is_written_to": added.is_written_to}
        await work.notices.queue(call.staff.telegram_id, "press_added", **told, **written)

    await front.write(add)


def _named(front: FrontDesk, words: str) -> Named:
    parts = [" ".join(part.split()) for part in _BETWEEN.split(words.strip()) if part.strip()]
    address = front.tidy_address(parts[-1]) if parts and "@" in parts[-1] else ""
    if address is None:
        raise Refusal("press_address", address=parts[-1])
    parts = parts[:-1] if address else parts
    if len(parts) != _PARTS:
        raise Refusal("press_contact_unclear")
    return Named(parts[0], parts[1], address)


async def _show(work: Work, call: Call) -> None:
    known = await work.contacts.standing()
    is_admin = Role.ADMIN in call.staff.roles
    values = {"desk": work.desk.name, "is_admin": is_admin, "contacts": [_told(one) for one in known]}
    await work.notices.queue(call.chat_id, "press", **values)


def _told(contact: Contact) -> dict[str, object]:
    ways = [
        {
            "kind": way.kind.value,
            "address": way.recipient if way.kind is Kind.PRESS_INBOX else "",
            "state": "lost" if way.lost_because else ("confirmed" if way.is_confirmed else "asked"),
        }
        for way in contact.ways
    ]
    return {"id": contact.id, "name": contact.name, "organisation": contact.organisation, "ways": ways}
