"""kill -9 around the press's moment: nobody gets it twice or early, and nobody is lost without being named.

The long run is `python3 dev.py campaign press_kill`.
"""

import asyncio
from datetime import timedelta

from bot.desk.ports import Work
from bot.desk.ports.contacts import Way
from bot.news.delivery import DeliveryState, Kind, Tally
from tests.mission.embargoes import SECOND, SEVEN, scheduled_under_embargo
from tests.mission.killing import arrived, killed_after
from tests.newsroom import Desk

CONTACTS = 12  # each by chat and by mail
BETWEEN_KILLS = 11 * SECOND  # a lane's lease is over after ten


async def test_killed_again_and_again_at_the_press_s_moment(sqlite_desk: Desk) -> None:
    await given_under_kills(sqlite_desk, [1, 7, 16])


async def given_under_kills(desk: Desk, kills: list[int]) -> Tally:
    """Schedule, and let newsroom after newsroom be ended once so many copies are out; the last one goes on to the end."""
    await desk.newsroom.store.write(lambda work: name_contacts(work, desk))
    await scheduled_under_embargo(desk)
    await desk.closes()
    await started_too_early(desk)
    at = SEVEN
    for copies in kills:
        await killed_after(desk, copies, at)
        at += BETWEEN_KILLS
    desk.clock.at = at
    await desk.opens()
    tally = await settled(desk)
    copies_of, accepted = arrived(desk), tally.of(DeliveryState.ACCEPTED)
    assert max(copies_of.values()) == 1
    assert tally.total == 2 * CONTACTS == accepted + tally.of(DeliveryState.UNCERTAIN)
    assert accepted <= sum(copies_of.values()) <= tally.total
    return tally


async def started_too_early(desk: Desk) -> None:
    """A second before the moment nothing goes out, however often a newsroom is started."""
    desk.clock.at = SEVEN - SECOND
    await desk.opens()
    await asyncio.sleep(1.0)
    await desk.closes()
    assert not sum(arrived(desk).values())


async def name_contacts(work: Work, desk: Desk) -> None:
    """Contacts who confirmed both ways; each has opened the bot."""
    ada = next(person for person in await work.people.roster() if person.name == "Ada Marsh")
    for number in range(CONTACTS):
        person = desk.sandbox.world.add_person(f"Press {number}")
        person.start()
        desk.people[f"press{number}"] = person
        contact_id = await work.contacts.add(person.name, "Gazette", ada.id)
        ways = ((Kind.PRESS_CHAT, str(person.id)), (Kind.PRESS_INBOX, f"press{number}@gazette.example"))
        for kind, recipient in ways:
            way, token = Way(kind, recipient, f"{kind}{number}", is_confirmed=False), f"{kind} {number}"
            await work.contacts.ask(contact_id, way, token, work.now + timedelta(days=1))
            await work.contacts.confirm(token, recipient, work.now)


async def settled(desk: Desk) -> Tally:
    """Wait until nothing of the wave is pending any more."""

    async def look(work: Work) -> Tally:
        waves = await work.waves.of(1)
        return await work.waves.tally(waves[-1])

    tally = Tally()
    for _ in range(600):
        tally = await desk.newsroom.store.read(look)
        if tally.total and not tally.pending:
            return tally
        await asyncio.sleep(0.1)
    raise AssertionError(f"still pending: {tally}")
