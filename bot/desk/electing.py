"""Declaring pre-election periods, and ending one before its time: for admins, in words, told to who has to heed them."""

from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.guards import Period
from bot.news.dates import publish_day
from bot.news.guards.period import Unread, read_period
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role


async def ask_period(work: Work, person: Person) -> None:
    """Ask an admin from when to when, and for what."""
    _may_declare(person)
    await work.conversations.ask(person.telegram_id, Question(Asked.PERIOD))


async def add_period(work: Work, person: Person, words: str) -> Period:
    """Read and keep a period; it counts from this moment on, for what is scheduled already too.

    Refuses what cannot be read, saying why.
    """
    _may_declare(person)
    said = " ".join(words.split())
    try:
        name, span = read_period(said, publish_day(work.now, work.desk.timezone), work.desk.timezone)
    except Unread as unread:
        raise Refusal("period_unclear", why=unread.why) from unread
    number = await work.guards.add_period(name, said, span, person.id)
    await work.history.add("period_declared", person_id=person.id, why=said)
    await work.conversations.answered(person.telegram_id)
    for other in await _to_be_told(work, person):
        await work.notices.queue(other.telegram_id, "period_declared", by=person.name, words=said)
    return Period(number, name, said, span)


async def ask_end(work: Work, person: Person, period_id: int) -> Period:
    """Ask an admin why a period ends early."""
    _may_declare(person)
    period = await _the_period(work, period_id)
    await work.conversations.ask(person.telegram_id, Question(Asked.PERIOD_END, subject=str(period.id)))
    return period


async def end_period(work: Work, person: Person, period_id: int, reason: str) -> Period:
    """End a period; it guards nothing any more, and what was answered for it stays on record."""
    _may_declare(person)
    period = await _the_period(work, period_id)
    if not await work.guards.end_period(period.id):
        raise Refusal("period_gone")
    await work.history.add("period_ended", person_id=person.id, why=f"{period.name}: {reason}")
    await work.conversations.answered(person.telegram_id)
    for other in await _to_be_told(work, person):
        values = {"by": person.name, "name": period.name, "reason": reason}
        await work.notices.queue(other.telegram_id, "period_ended", **values)
    return period


def _may_declare(person: Person) -> None:
    """Asked again with every answer: who was an admin when the question was put may be none any more."""
    if Role.ADMIN not in person.roles:
        raise Refusal("not_your_role", roles=[Role.ADMIN.value])


async def _the_period(work: Work, period_id: int) -> Period:
    period = next((one for one in await work.guards.periods() if one.id == period_id), None)
    if period is None or period.ended_at is not None:
        raise Refusal("period_gone")
    return period


async def _to_be_told(work: Work, but: Person) -> list[Person]:
    roster = await work.people.roster()
    return [one for one in roster if one.roles & {Role.ADMIN, Role.DUTY_OFFICER} and one.id != but.id]
