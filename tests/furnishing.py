"""Starting the small world of the stories: with its people let in one by one, or all of them known already."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.cli.saying import configure_logs
from bot.news.staff import Role
from bot.sandbox.limits import Limits
from bot.sandbox.sandbox import Sandbox
from tests.newsroom import Desk, StillClock, settings_for


@asynccontextmanager
async def desk_at_work(
    database_url: str, folder: Path, world: dict[str, Any] | None = None, **others: str
) -> AsyncIterator[Desk]:
    """Start everything, people and channel included, and stop it again. `others` are further settings.

    `world` is the file of a world whose people the database knows already: they need not be let in once more.
    """
    configure_logs("warning")
    clock = StillClock()
    async with Sandbox(clock=clock.now, limits=Limits(on=False)) as sandbox:
        if world is not None:
            await sandbox.load(world)
        await sandbox.mailbox.start()
        desk = Desk(sandbox, settings_for(sandbox, database_url, folder, **others), clock)
        await desk.opens()
        try:
            if world is None:
                await _people_it(desk)
            else:
                _know_them(desk)
            yield desk
        finally:
            await desk.closes()


async def furnished(database_url: str, folder: Path) -> dict[str, Any]:
    """Let everybody into a database once; returns the world's file, for `desk_at_work` on copies of the database."""
    async with desk_at_work(database_url, folder) as desk:
        intake = desk.newsroom.store.intake
        while await intake.waiting(1):
            await asyncio.sleep(0.02)
        # Nobody is asked whether they still answer the moment a story begins.
        await desk.newsroom.worker.sounding_round()
        # A loaded world numbers its updates from the start again: none may look as if it had come before.
        await intake.prune(desk.clock.at + timedelta(days=1))
        await desk.closes()
        return desk.sandbox.save()


def _know_them(desk: Desk) -> None:
    """Call the people and the channel of a loaded world by the names that stories use."""
    for person in desk.sandbox.world.people.values():
        desk.people[person.name.split(maxsplit=1)[0].lower()] = person
    desk.channel = next(chat for chat in desk.sandbox.world.chats.values() if chat.type == "channel")


async def _people_it(desk: Desk) -> None:
    world = desk.sandbox.world
    await desk.hires("Ada Marsh", Role.ADMIN)
    staff = [("Dan Field", Role.DRAFTER), ("Dora Hill", Role.DRAFTER)]
    staff += [("Ann Price", Role.APPROVER), ("Alan Reed", Role.APPROVER)]
    await asyncio.gather(*(desk.hires(name, role) for name, role in staff))
    readers = [world.add_person("Rea Moss"), world.add_person("Rob Lane")]
    desk.people |= {"rea": readers[0], "rob": readers[1]}
    for reader in readers:
        reader.start()
    desk.channel = world.add_channel("Northshire Fire news", "northshirefire", owner=desk.ada)
    desk.ada.add_bot(desk.channel)
    await asyncio.gather(
        *(desk.presses(reader, "Get the news here") for reader in readers),
        desk.presses(desk.ada, "Announcements go here"),
    )
    await desk.told(desk.ada, "gets every announcement")
    for reader in readers:
        await desk.told(reader, "You will get the news")
