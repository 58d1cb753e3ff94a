"""Press contacts: named by an admin, confirmed by themselves, gone in the moment they leave or are ended."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from bot.desk.ports import Work
from bot.desk.ports.contacts import Contact, Way
from bot.desk.ports.letters import LetterKind
from bot.desk.ports.press import Press
from bot.desk.tokens import hashed
from bot.news.delivery import Kind
from bot.news.refusal import Refusal
from bot.news.staff import NOBODY, Person, Role

CONFIRM_WITHIN = timedelta(days=7)
LONGEST = 80  # characters of a name or an organisation
DEEP_LINK = "press-"  # how the payload of a contact's link to the chat begins
LEFT = "left"


@dataclass(frozen=True, slots=True)
class Named:
    """Whom an admin named. `address` is "" when only the chat is to be used."""

    name: str
    organisation: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What becomes of it: the payload of their link to the chat ("" when that is confirmed), and whether a letter goes out."""

    contact: Contact
    payload: str
    is_written_to: bool


async def add(work: Work, admin: Person, named: Named, press: Press) -> Added:
    """Name a contact and ask them to confirm: by letter, and by a link to the chat that the admin passes on.

    Naming somebody again gives new links; those before no longer work.
    """
    if Role.ADMIN not in admin.roles:
        raise Refusal("not_your_role", roles=[Role.ADMIN.value])
    if not named.name or not named.organisation or max(len(named.name), len(named.organisation)) > LONGEST:
        raise Refusal("press_contact_unclear")
    known = {one.id for one in await work.contacts.standing()}
    contact_id = await work.contacts.add(named.name, named.organisation, admin.id)
    token = secrets.token_urlsafe(24)
    asked = await _ask(work, contact_id, (Kind.PRESS_CHAT, ""), token)
    letter = secrets.token_urlsafe(32)
    is_written_to = bool(named.address) and await _ask(
        work, contact_id, (Kind.PRESS_INBOX, named.address), letter
    )
    if is_written_to:
        about = {"name": named.name, "desk": work.desk.name}
        await work.letters.queue(named.address, LetterKind.PRESS_CONFIRM, press.confirming(letter), **about)
    if contact_id not in known:
        why = f"{named.name}, {named.organisation}"
        await work.history.add("press_contact_added", person_id=admin.id, why=why)
    contact = await work.contacts.get(contact_id)
    assert contact is not None
    return Added(contact, DEEP_LINK + token if asked else "", is_written_to)


async def asked_by(work: Work, token: str) -> tuple[Contact, Way] | None:
    """Return whom and what a link would confirm, None when it is unknown, used or too old."""
    return await work.contacts.pending(hashed(token), work.now)


async def confirm_inbox(work: Work, token: str) -> Contact | None:
    """Use up the link of a letter; None when it is unknown, used, too old, or a link to the chat."""
    found = await asked_by(work, token)
    if found is None or found[1].kind is not Kind.PRESS_INBOX:
        return None
    return await _confirm(work, hashed(token), "")


async def confirm_chat(work: Work, telegram_id: int, token_hash: str) -> Contact:
    """Use up a link to the chat, by the press of the person who opened it. Refuses one that is used or too old."""
    found = await work.contacts.pending(token_hash, work.now)
    if telegram_id in NOBODY or found is None or found[1].kind is not Kind.PRESS_CHAT:
        raise Refusal("press_link_over")
    contact = await _confirm(work, token_hash, str(telegram_id))
    if contact is None:
        raise Refusal("press_link_over")
    return contact


async def leave_by_key(work: Work, key: str) -> bool:
    """End the contact whose letter this key stands in; twice is as good as once. False when it is nobody's."""
    contact = await work.contacts.by_key(key)
    return contact is not None and await _end(work, contact, None, LEFT)


async def leave_chat(work: Work, telegram_id: int) -> bool:
    """End the contact who confirmed from this chat; False when there is none."""
    left = False
    while (contact := await work.contacts.of_chat(telegram_id)) is not None:
        left = await _end(work, contact, None, LEFT)
    return left


async def end(work: Work, admin: Person, contact_id: int) -> Contact:
    """End a contact: nothing more goes to them from this moment on."""
    contact = await work.contacts.get(contact_id)
    if contact is None:
        raise Refusal("press_contact_gone")
    await _end(work, contact, admin, "ended by an admin")
    return contact


async def lost(work: Work, kind: Kind, recipient: str, reason: str) -> None:
    """Note that a way leads nowhere any more, and tell the admins."""
    contact = await work.contacts.lose(kind, recipient, reason)
    if contact is not None:
        await _tell_admins(work, "press_lost", contact, reason=reason, kind=kind.value)


async def _ask(work: Work, contact_id: int, way: tuple[Kind, str], token: str) -> bool:
    kind, recipient = way
    wanted = Way(kind, recipient, secrets.token_urlsafe(24), is_confirmed=False)
    return await work.contacts.ask(contact_id, wanted, hashed(token), work.now + CONFIRM_WITHIN)


async def _confirm(work: Work, token_hash: str, recipient: str) -> Contact | None:
    confirmed = await work.contacts.confirm(token_hash, recipient, work.now)
    if confirmed is None:
        return None
    contact, way = confirmed
    why = f"{contact.name}, {contact.organisation}"
    await work.history.add("press_contact_confirmed", person_id=None, why=why)
    await _tell_admins(work, "press_confirmed", contact, kind=way.kind.value)
    return contact


async def _end(work: Work, contact: Contact, admin: Person | None, reason: str) -> bool:
    if not await work.contacts.end(contact.id, reason):
        return False
    why = f"{contact.name}, {contact.organisation}: {reason}"
    await work.history.add("press_contact_ended", person_id=admin.id if admin else None, why=why)
    await _tell_admins(work, "press_ended", contact, by=admin.name if admin else "")
    return True


async def _tell_admins(work: Work, template: str, contact: Contact, **values: str) -> None:
    for person in await work.people.roster():
        if Role.ADMIN in person.roles:
            known = {"name": contact.name, "organisation": contact.organisation}
            await work.notices.queue(person.telegram_id, template, **known, **values)
