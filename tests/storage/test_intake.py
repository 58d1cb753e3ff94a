"""Updates: stored before they are acknowledged, each once, none lost."""

import asyncio

from bot.desk.ports.chat import Received
from bot.storage import SqlStore
from tests.storage.world import MORNING, Clock, opened


async def waiting(store: SqlStore) -> list[int]:
    return [received.update_id for received in await store.intake.waiting(100)]


async def test_an_update_is_kept_once(store: SqlStore) -> None:
    assert await store.intake.keep([(7, '{"a": "“£5” 🛟"}'), (8, "{}")]) == 2
    assert await store.intake.keep([(8, "{}"), (9, "{}"), (9, "{}")]) == 1
    assert await store.intake.keep([]) == 0

    assert (await store.intake.waiting(100))[0] == Received(7, '{"a": "“£5” 🛟"}', 0)
    assert await waiting(store) == [7, 8, 9]


async def test_the_same_updates_from_two_fetchers_are_kept_once(store: SqlStore) -> None:
    batch = [(number, "{}") for number in range(50)]

    new = await asyncio.gather(*(store.intake.keep(batch) for _ in range(4)))

    assert sum(new) == 50
    assert len(await waiting(store)) == 50


async def test_updates_come_in_the_order_they_arrived_though_their_numbers_began_anew(
    store: SqlStore,
) -> None:
    await store.intake.keep([(900, "{}")])
    await store.intake.keep([(3, "{}")])

    assert await waiting(store) == [900, 3]


async def test_what_is_finished_does_not_come_again_even_when_it_is_sent_again(store: SqlStore) -> None:
    await store.intake.keep([(1, "{}"), (2, "{}")])

    await store.intake.finish(1)

    assert await store.intake.keep([(1, "{}")]) == 0
    assert await waiting(store) == [2]


async def test_a_poison_update_is_counted_and_shelved_and_the_rest_go_on(store: SqlStore) -> None:
    await store.intake.keep([(1, "{}"), (2, "{}")])

    assert [await store.intake.fail(1, "boom"), await store.intake.fail(1, "boom")] == [1, 2]
    assert [received.attempts for received in await store.intake.waiting(100)] == [2, 0]
    await store.intake.shelve(1, "boom again")

    assert await waiting(store) == [2]


async def test_only_what_was_finished_long_ago_is_forgotten(store: SqlStore, clock: Clock) -> None:
    await store.intake.keep([(number, "{}") for number in range(4)])
    await store.intake.finish(0)
    await store.intake.shelve(1, "boom")
    later = clock.go_on(3600)
    await store.intake.finish(2)

    assert await store.intake.prune(MORNING) == 0
    assert await store.intake.prune(later) == 1
    assert await waiting(store) == [3]


async def test_what_waits_outlives_the_program(store: SqlStore, database_url: str) -> None:
    await store.intake.keep([(1, "{}")])
    await store.close()

    again = await opened(database_url)
    assert await waiting(again) == [1]
    await again.close()
