"""People: inviting, joining, leaving. The roster is asked at the moment of each press, so a leaver is out at once."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from bot.desk.ports import Work
from bot.desk.ports.chat import Card
from bot.desk.signoffs import forget_asker
from bot.desk.tokens import hashed
from bot.news.refusal import Refusal
from bot.news.staff import NOBODY, Person, Role

INVITE_LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who came by what: a name and user name as Telegram gives them."""

    telegram_id: int
    name: str
    username: str = ""


async def invite(work: Work, role: Role, created_by: Person | None) -> str:
    """Return a one-time token that gives this role within seven days; only its hash is kept."""
    token = secrets.token_urlsafe(24)
    person_id = created_by.id if created_by else None
    await work.people.add_invite(
        role, hashed(token), created_by=person_id, expires_at=work.now + INVITE_LASTS
    )
    await work.history.add("invited", person_id=person_id, why=role.value)
    return token


async def accept(work: Work, newcomer: Newcomer, token: str) -> tuple[Person, Role]:
    """Use an invite. Refuses one that is unknown, used or too old."""
    if newcomer.telegram_id in NOBODY:
        raise Refusal("invite_not_for_channels")
    person = await meet(work, newcomer)
    taken = await work.people.take_invite(hashed(token), person.id, work.now)
    if taken is None:
        raise Refusal("invite_used")
    await work.people.grant(person.id, taken.role)
    await work.history.add("joined", person_id=person.id, why=taken.role.value)
    for other in await work.people.roster():
        if Role.ADMIN in other.roles and other.id != person.id:
            values = {"name": person.name, "username": newcomer.username, "role": taken.role.value}
            await work.notices.queue(other.telegram_id, "joined", **values)
    return await work.people.get(person.id) or person, taken.role


async def remove(work: Work, admin: Person, person_id: int) -> tuple[Person, list[Card]]:
    """Take every role from a person; their buttons, questions and invites die with this. Returns their cards.

    Refuses to remove the last admin.
    """
    admins = await work.people.hold_admins()
    person = await work.people.get(person_id)
    if person is None or not person.roles:
        raise Refusal("not_on_the_desk")
    if admins == {person_id}:
        raise Refusal("last_admin")
    await work.people.remove(person_id)
    await forget_asker(work, admin, person)
    await work.conversations.forget_person(person.telegram_id)
    for edition_id in await work.reviews.end_claims(person_id):
        await work.editions.touch(edition_id)
    cards = await work.cards.drop_person(person_id)
    await work.history.add("removed", person_id=admin.id, why=person.name)
    await work.notices.queue(person.telegram_id, "removed", desk=work.desk.name)
    return person, cards


async def meet(work: Work, newcomer: Newcomer) -> Person:
    """Make somebody known, without any role."""
    return await work.people.meet(newcomer.telegram_id, newcomer.name, newcomer.username)
