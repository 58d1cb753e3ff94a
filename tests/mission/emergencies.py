"""How Tess, the duty officer, orders something out, and what the stories of emergencies and kills look at."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.desk import clearance
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.values import Edition, Entry
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from tests.newsroom import Desk, newest

GAS = "Gas is leaking in Quay Street and nobody else is awake"
STOPPABLE = "If it must not, press “Stop”"


async def any_emergency(work: Work, edition: Edition) -> bool:
    """The twin that must fail: any emergency there ever was of this edition clears it, whatever it says now."""
    found = await work.emergencies.of_announcement(edition.announcement_id)
    return any(one.edition_id == edition.id for one in found)


async def by_the_book(work: Work, edition: Edition) -> bool:
    return (await clearance.clearance(work, edition, await content_of(work, edition))).is_given


async def clears(desk: Desk, by: Callable[[Work, Edition], Awaitable[bool]] = by_the_book) -> bool:
    async def look(work: Work) -> bool:
        edition = await work.editions.get(1)
        assert edition is not None
        return await by(work, edition)

    return await desk.newsroom.store.read(look)


async def asks(desk: Desk, who: Person) -> None:
    before = newest(who)
    assert "private chat" in await desk.presses(who, "Emergency…")
    await desk.told(who, "Why can it not wait", after=before)


async def orders(desk: Desk) -> None:
    """Tess opens it from the list, gives the reason, and confirms."""
    headline = "Two new fire engines for Northmoor"
    await told_by(desk, desk.tess, "/drafts", "Open on the desk")
    before, doras = newest(desk.tess), newest(desk.dora)
    await desk.presses(desk.tess, headline)
    await desk.told(desk.tess, headline, after=before)
    await asks(desk, desk.tess)
    given = desk.tess.write(GAS)
    await desk.told(desk.tess, "without approval?", after=given.id)
    await desk.presses(desk.tess, "Yes, publish it unapproved")
    await desk.told(desk.tess, STOPPABLE, after=given.id)
    await desk.told(desk.dora, STOPPABLE, after=doras)


async def chooses(desk: Desk, part: str, option: str) -> None:
    desk.ada.write("/policy")
    await desk.presses(desk.ada, part)
    before = newest(desk.ada)
    await desk.presses(desk.ada, option)
    await desk.told(desk.ada, "decides", after=before)


async def told_by(desk: Desk, who: Person, command: str, words: str) -> Message:
    return await desk.told(who, words, after=who.write(command).id)


async def forged(desk: Desk, who: Person, action: str, edition_id: int = 1, *, subject: str = "") -> str:
    """A live handle of this action, pressed by somebody who may never have been shown it."""

    async def issue(work: Work) -> str:
        edition = await work.editions.get(edition_id)
        assert edition is not None
        looked_at = {"edition_id": edition.id, "revision_id": edition.revision_id}
        expires_at = work.now + timedelta(days=1)
        return await work.buttons.issue(action, **looked_at, subject=subject, expires_at=expires_at)

    handle = await desk.newsroom.store.write(issue)
    message = next(m for m in reversed(who.sees()) if m.author is not who)
    return (await who.press(message, data=handle).answer()).text or ""


async def history(desk: Desk) -> list[Entry]:
    return await desk.newsroom.store.read(lambda work: work.history.of(1))


async def kinds(desk: Desk) -> list[str]:
    return [entry.kind for entry in await history(desk)]


async def states(desk: Desk) -> list[str]:
    async def look(work: Work) -> list[str]:
        found = [await work.editions.get(number) for number in (1, 2, 3)]
        return [edition.state.value for edition in found if edition]

    return await desk.newsroom.store.read(look)


async def reminders(desk: Desk) -> int:
    return (await kinds(desk)).count("called_to_mind")


async def reminded(desk: Desk, count: int) -> None:
    """Wait until the desk has been reminded so often, and a little longer for one too many."""
    while await reminders(desk) < count:
        await asyncio.sleep(0.05)
    await asyncio.sleep(1.2)
    assert await reminders(desk) == count


async def canonical_of(desk: Desk) -> bytes:
    found = await desk.newsroom.store.read(lambda work: work.record.revisions(1))
    return found[-1].canonical
