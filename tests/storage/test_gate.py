"""One way to the database: a unit of work ends, whatever becomes of whoever asked for it."""

import asyncio

import pytest

from bot.desk.ports import Work
from bot.storage import SqlStore
from tests.storage.world import NEWS, Newsroom, opened


async def test_a_step_returns_what_it_returns_and_raises_what_it_raises(newsroom: Newsroom) -> None:
    async def fails(work: Work) -> None:
        await work.editions.start(NEWS, newsroom.ann.id)
        raise KeyError("of the step's own")

    with pytest.raises(KeyError, match="of the step's own"):
        await newsroom.write(fails)

    assert await newsroom.read(lambda work: work.editions.open_editions()) == []


async def test_a_writer_whose_caller_went_away_ends_and_lets_the_next_one_in(newsroom: Newsroom) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(work: Work) -> None:
        await work.editions.start(NEWS, newsroom.ann.id)
        begun.set()
        await go_on.wait()

    caller = asyncio.create_task(newsroom.write(slow))
    await begun.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go_on.set()
    async with asyncio.timeout(5):
        await newsroom.draft()

    assert len(await newsroom.read(lambda work: work.editions.open_editions())) == 2


async def test_closing_waits_for_what_is_under_way(newsroom: Newsroom, database_url: str) -> None:
    begun = asyncio.Event()

    async def slow(work: Work) -> None:
        begun.set()
        await asyncio.sleep(0.05)
        await work.editions.start(NEWS, newsroom.ann.id)

    caller = asyncio.create_task(newsroom.write(slow))
    await begun.wait()
    caller.cancel()
    await newsroom.store.close()

    store = await opened(database_url)
    assert len(await store.read(lambda work: work.editions.open_editions())) == 1
    await store.close()


async def test_a_hundred_cancelled_writers_leave_the_lock_free(newsroom: Newsroom) -> None:
    for turn in range(100):
        caller = asyncio.create_task(newsroom.draft())
        for _ in range(turn % 10):
            await asyncio.sleep(0)
        caller.cancel()
        await asyncio.gather(caller, return_exceptions=True)

    async with asyncio.timeout(5):
        assert (await newsroom.draft()).revision_number == 1


async def test_who_is_cancelled_while_waiting_in_line_has_asked_for_nothing(store: SqlStore) -> None:
    begun, go_on, ran = asyncio.Event(), asyncio.Event(), []

    async def slow(_: Work) -> None:
        begun.set()
        await go_on.wait()

    async def never(_: Work) -> None:
        ran.append(True)

    first = [asyncio.create_task(store.write(slow)) for _ in range(6)]
    await begun.wait()
    waiting = asyncio.create_task(store.write(never))
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    go_on.set()
    await asyncio.gather(*first)

    assert ran == []


async def test_a_step_that_only_looks_cannot_write(newsroom: Newsroom) -> None:
    with pytest.raises(Exception, match=r"(?i)read-?only"):
        await newsroom.read(lambda work: work.editions.start(NEWS, newsroom.ann.id))
    with pytest.raises(PermissionError, match="only looks"):
        await newsroom.read(lambda work: work.history.add("bent", person_id=None))


async def test_a_step_that_looks_sees_one_moment(newsroom: Newsroom) -> None:
    await newsroom.draft()

    async def looks_twice(work: Work) -> tuple[int, int]:
        before = len(await work.editions.open_editions())
        await newsroom.draft()
        return before, len(await work.editions.open_editions())

    assert await newsroom.read(looks_twice) == (1, 1)


async def test_a_step_is_given_the_moment_it_began(newsroom: Newsroom) -> None:
    later = newsroom.clock.go_on(5)

    async def moment(work: Work) -> object:
        return work.now

    assert await newsroom.write(moment) == later


async def test_many_at_once_all_get_their_turn(newsroom: Newsroom) -> None:
    await asyncio.gather(*(newsroom.draft() for _ in range(60)))

    assert len(await newsroom.read(lambda work: work.editions.open_editions())) == 60
