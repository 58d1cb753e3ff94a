"""Our pacing: never a burst, people first, refusals obeyed once, and nothing intended waits long."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.telegram.pacing import NotNow, Pacer, Priority
from tests.newsroom import StillClock

RATE = 50


async def moments(turn: Callable[[int], Awaitable[None]], count: int) -> list[float]:
    """Take so many turns at once, each for a chat of its own; return when each came, in seconds."""
    loop, found = asyncio.get_running_loop(), []

    async def one(chat_id: int) -> None:
        await turn(chat_id)
        found.append(loop.time())

    await asyncio.gather(*(one(chat_id) for chat_id in range(1, count + 1)))
    return sorted(found)


def most_in_a_window(times: list[float], seconds: float) -> int:
    """Return how many turns the fullest window of this length held."""
    return max(sum(1 for t in times if start <= t < start + seconds) for start in times)


async def test_no_window_holds_more_than_the_rate() -> None:
    pacer = Pacer(RATE, StillClock())
    times = await moments(lambda chat_id: pacer.turn(chat_id, Priority.BROADCAST), 40)
    assert most_in_a_window(times, 0.2) <= RATE * 0.2 + 1
    assert times[-1] - times[0] >= 39 / RATE * 0.95


async def test_the_same_look_catches_a_limiter_that_lets_a_burst_through() -> None:
    """The broken twin: a bucket that is full at the start."""
    tokens = asyncio.Semaphore(RATE)

    async def bucket(_chat_id: int) -> None:
        await tokens.acquire()

    assert most_in_a_window(await moments(bucket, 40), 0.2) > RATE * 0.2 + 1


async def test_an_answer_overtakes_a_broadcast() -> None:
    pacer = Pacer(RATE, StillClock())
    order: list[str] = []

    async def take(name: str, chat_id: int, priority: Priority) -> None:
        await pacer.turn(chat_id, priority)
        order.append(name)

    readers = [take(f"reader {n}", n, Priority.BROADCAST) for n in range(1, 21)]
    tasks = [asyncio.create_task(reader) for reader in readers]
    await asyncio.sleep(0)
    tasks.append(asyncio.create_task(take("channel", -5, Priority.CHANNEL)))
    tasks.append(asyncio.create_task(take("answer", 99, Priority.ANSWER)))
    await asyncio.gather(*tasks)
    assert order.index("answer") <= 2
    assert order.index("channel") <= 3


async def test_a_pause_sends_broadcasts_away_but_not_answers() -> None:
    clock = StillClock()
    pacer = Pacer(RATE, clock)
    pacer.slow_down(7)
    with pytest.raises(NotNow) as wait:
        await pacer.turn(1, Priority.BROADCAST)
    assert wait.value.seconds == pytest.approx(7)
    await asyncio.wait_for(pacer.turn(1, Priority.ANSWER), 1)
    clock.go_on(seconds=7)
    await asyncio.wait_for(pacer.turn(1, Priority.BROADCAST), 1)


async def test_refusals_of_calls_already_under_way_halve_the_rate_only_once() -> None:
    clock = StillClock()
    pacer = Pacer(RATE, clock)
    for _ in range(6):
        pacer.slow_down(2)
    clock.go_on(seconds=2)
    times = await moments(lambda chat_id: pacer.turn(chat_id, Priority.BROADCAST), 11)
    assert (times[-1] - times[0]) / 10 == pytest.approx(2 / RATE, rel=0.3)


async def test_who_waits_when_a_pause_begins_is_sent_away_unsent() -> None:
    pacer = Pacer(2, StillClock())
    await pacer.turn(1, Priority.BROADCAST)
    waiting = asyncio.create_task(pacer.turn(2, Priority.BROADCAST))
    await asyncio.sleep(0.05)
    pacer.slow_down(30)
    with pytest.raises(NotNow):
        await waiting


async def test_one_chat_gets_one_message_a_second() -> None:
    pacer = Pacer(1000, StillClock())
    loop = asyncio.get_running_loop()
    await pacer.turn(7, Priority.BROADCAST)
    began = loop.time()
    await pacer.turn(7, Priority.BROADCAST)
    assert loop.time() - began >= 0.95
