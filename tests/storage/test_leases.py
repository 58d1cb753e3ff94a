"""Lanes have one owner; an owner whose lease was taken changes nothing."""

import asyncio

import pytest

from bot.desk.ports import Work
from bot.desk.ports.outbox import Lease
from bot.desk.ports.values import Edition
from bot.news.delivery import DeliveryState, Lane
from bot.news.status import State
from tests.postgres import fresh_database
from tests.storage.deliveries import SECONDS, accepted, claim, settle, states, take
from tests.storage.world import Clock, Newsroom, newsroom_in, opened

LANE = Lane.TELEGRAM


async def try_to_take(newsroom: Newsroom, owner: str) -> Lease | None:
    return await newsroom.write(lambda work: work.leases.take(LANE, owner, work.now, SECONDS))


@pytest.fixture
async def edition(newsroom: Newsroom) -> Edition:
    await newsroom.readers(501, 502)
    return await newsroom.at(State.PUBLISHING)


async def test_a_lane_has_one_owner_until_it_expires(newsroom: Newsroom) -> None:
    first = await take(newsroom, LANE, "first")

    assert await try_to_take(newsroom, "second") is None
    newsroom.clock.go_on(SECONDS - 1)
    assert await try_to_take(newsroom, "second") is None
    newsroom.clock.go_on(1)

    assert await take(newsroom, LANE, "second") == Lease(LANE, "second", first.epoch + 1)
    assert await try_to_take(newsroom, "first") is None


async def test_renewing_keeps_the_number(newsroom: Newsroom) -> None:
    first = await take(newsroom, LANE)
    newsroom.clock.go_on(SECONDS - 1)

    assert await take(newsroom, LANE) == first
    newsroom.clock.go_on(SECONDS - 1)
    assert await try_to_take(newsroom, "second") is None


async def test_a_released_lane_is_free_at_once(newsroom: Newsroom) -> None:
    first = await take(newsroom, LANE)

    await newsroom.write(lambda work: work.leases.release(first))

    second = await take(newsroom, LANE, "second")
    assert second.epoch > first.epoch
    await newsroom.write(lambda work: work.leases.release(first))
    assert await try_to_take(newsroom, "third") is None


async def test_of_many_who_take_a_free_lane_one_gets_it(newsroom: Newsroom) -> None:
    for _ in range(20):
        taken = await asyncio.gather(*(try_to_take(newsroom, f"owner {number}") for number in range(5)))
        assert sum(lease is not None for lease in taken) == 1
        newsroom.clock.go_on(SECONDS)


async def test_lanes_are_apart(newsroom: Newsroom) -> None:
    await take(newsroom, Lane.TELEGRAM, "first")

    assert (await take(newsroom, Lane.MAIL, "second")).epoch == 1


async def test_an_expired_lease_claims_nothing(newsroom: Newsroom, edition: Edition) -> None:
    lease = await take(newsroom, LANE)
    newsroom.clock.go_on(SECONDS)

    assert await claim(newsroom, lease) == []
    assert set((await states(newsroom, edition)).values()) == {"planned"}


async def test_an_old_owner_neither_claims_nor_settles(newsroom: Newsroom, edition: Edition) -> None:
    old = await take(newsroom, LANE, "old")
    claimed = await claim(newsroom, old, 1)
    newsroom.clock.go_on(SECONDS)
    new = await take(newsroom, LANE, "new")

    assert await claim(newsroom, old) == []
    assert await settle(newsroom, old, *map(accepted, claimed)) == 0
    assert await newsroom.write(lambda work: work.outbox.doubt(old, work.now)) == 0

    assert await newsroom.write(lambda work: work.outbox.doubt(new, work.now)) == 1
    assert await states(newsroom, edition) == {"501": "uncertain", "502": "planned"}
    assert [delivery.recipient for delivery in await claim(newsroom, new)] == ["502"]


async def test_a_lease_that_expired_but_was_not_taken_over_still_settles(
    newsroom: Newsroom, edition: Edition
) -> None:
    lease = await take(newsroom, LANE)
    claimed = await claim(newsroom, lease)
    newsroom.clock.go_on(SECONDS + 5)

    assert await settle(newsroom, lease, *map(accepted, claimed)) == 2
    assert set((await states(newsroom, edition)).values()) == {DeliveryState.ACCEPTED}


async def test_what_is_our_own_is_not_doubted(newsroom: Newsroom, edition: Edition) -> None:
    lease = await take(newsroom, LANE)
    await claim(newsroom, lease)

    assert await newsroom.write(lambda work: work.outbox.doubt(lease, work.now)) == 0


async def test_a_new_owner_does_not_settle_what_the_old_one_had_begun(
    newsroom: Newsroom, edition: Edition
) -> None:
    claimed = await claim(newsroom, await take(newsroom, LANE, "old"))
    newsroom.clock.go_on(SECONDS)
    new = await take(newsroom, LANE, "new")

    assert await settle(newsroom, new, *map(accepted, claimed)) == 0


async def test_two_programs_that_believe_they_own_the_lane_never_claim_the_same(newsroom: Newsroom) -> None:
    """The same lease used twice at once, as after a clock that ran backwards."""
    await newsroom.readers(*range(700, 780))
    await newsroom.at(State.PUBLISHING)
    lease = await take(newsroom, LANE)

    claims = await asyncio.gather(*(claim(newsroom, lease, 10) for _ in range(10)))

    claimed = [delivery.recipient for window in claims for delivery in window]
    assert sorted(claimed) == [str(number) for number in range(700, 780)]


async def test_who_takes_over_in_the_middle_of_a_claim_learns_of_what_it_claimed(
    newsroom: Newsroom, edition: Edition
) -> None:
    old = await take(newsroom, LANE, "old")
    claimed = asyncio.Event()

    async def slow_claim(work: Work) -> int:
        found = await work.outbox.claim(old, 10, work.now)
        claimed.set()
        await asyncio.sleep(0.05)
        return len(found)

    async def take_over() -> int:
        await claimed.wait()
        newsroom.clock.go_on(SECONDS)
        new = await take(newsroom, LANE, "new")
        return await newsroom.write(lambda work: work.outbox.doubt(new, work.now))

    assert tuple(await asyncio.gather(newsroom.write(slow_claim), take_over())) == (2, 2)
    assert set((await states(newsroom, edition)).values()) == {DeliveryState.UNCERTAIN}


@pytest.mark.postgres
async def test_a_claim_does_not_wait_for_who_is_just_leaving(postgres_url: str) -> None:
    with fresh_database(postgres_url) as url:
        clock = Clock()
        store = await opened(url, clock)
        newsroom = await newsroom_in(store, clock)
        await newsroom.readers(501, 502)
        await newsroom.at(State.PUBLISHING)
        lease = await take(newsroom, LANE)
        leaving, left = asyncio.Event(), asyncio.Event()

        async def leave(work: Work) -> None:
            await work.readers.end(501, "asked to stop")
            leaving.set()
            await left.wait()

        reader = asyncio.create_task(newsroom.write(leave))
        await leaving.wait()
        async with asyncio.timeout(5):
            assert [delivery.recipient for delivery in await claim(newsroom, lease)] == ["502"]
        left.set()
        await reader
        await store.close()
