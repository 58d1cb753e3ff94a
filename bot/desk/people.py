"""People: inviting and joining. Leaving is in `bot/desk/leaving.py`. The roster is asked at the moment of each press, so a leaver is out at once."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from bot.desk.ports import Work
from bot.desk.redrawing import redraw
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
    if taken.created_by == person.id:
        raise Refusal("invite_own")  # nobody gives themselves a role; the invitation stays good for another
    await work.people.grant(person.id, taken.role)
    await redraw(work)
    await work.history.add("joined", person_id=person.id, why=taken.role.value)
    for other in await witnesses(work, person):
        values = {"name": person.name, "username": newcomer.username, "role": taken.role.value}
        await work.notices.queue(other.telegram_id, "joined", **values)
    return await work.people.get(person.id) or person, taken.role


async def meet(work: Work, newcomer: Newcomer) -> Person:
    """Make somebody known, without any role."""
    return await work.people.meet(newcomer.telegram_id, newcomer.name, newcomer.username)


async def witnesses(work: Work, *about: Person) -> list[Person]:
    """Return who is told of a change of roles: every admin it is not about or by; without any, everybody else on the desk."""
    others = [one for one in await work.people.roster() if one.id not in {person.id for person in about}]
    return [one for one in others if Role.ADMIN in one.roles] or others
