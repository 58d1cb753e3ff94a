"""Rehearsing: the whole way with the same buttons, to private places of the desk's own, and never to the public.

What is a rehearsal is one from its first word. Two locks keep it in: becoming live takes a `Public`, which only this file
makes and never of a rehearsal; and the database refuses it by triggers, whatever the program says.
"""

from bot.desk.ports import Work
from bot.desk.ports.press import Press
from bot.desk.ports.values import Edition, Public, Purpose
from bot.news.announcement import Content
from bot.news.refusal import Refusal
from bot.news.staff import Person


async def begin(work: Work, person: Person) -> Edition:
    """Open an empty rehearsal and make this person's chat about it; their next words fill it."""
    await work.conversations.forget_person(person.telegram_id)
    edition = await work.editions.start(Content(), person.id, rehearsal=True)
    await work.history.add("rehearsal_started", person_id=person.id, edition=edition)
    await work.conversations.turn_to(person.telegram_id, edition.id)
    return edition


async def has_place(work: Work) -> bool:
    """Tell whether there is anywhere to rehearse."""
    return bool(await work.channels.usable(Purpose.REHEARSAL))


async def needs_place(work: Work, edition: Edition) -> None:
    """Refuse a rehearsal that could go nowhere."""
    if edition.rehearsal and not await has_place(work):
        raise Refusal("no_rehearsal_place")


def for_the_public(edition: Edition) -> Public | None:
    """Return the edition as one that may become live, None for a rehearsal."""
    return None if edition.rehearsal else Public(edition)


async def go_out(work: Work, edition: Edition, content: Content, press: Press) -> Edition:
    """Send a rehearsal to its places: bytes and places frozen as at publishing, and nothing made live."""
    out = await work.editions.rehearse(edition, work.now)
    for kind, rendering in press.renderings(content, press.imprint(out, content)).items():
        await work.outbox.freeze(out.id, kind, rendering)
    await work.outbox.plan(out.id)
    await work.history.add("rehearsed", person_id=None, edition=out)
    return out
