"""Flood limits: what gets through, what is told to wait, and that waiting helps."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.sandbox.limits import Limits
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import Caller, picture


@pytest.fixture
async def limited() -> AsyncIterator[Caller]:
    """A sandbox as it is by default, with its limits."""
    async with Sandbox() as sandbox, httpx.AsyncClient(base_url=sandbox.url, verify=False) as client:
        yield Caller(sandbox, client)


def reader(api: Caller, name: str = "Rae") -> Person:
    person = api.sandbox.world.add_person(name)
    person.started = True
    return person


async def statuses(
    api: Caller, chat_id: int, count: int, method: str = "sendMessage", **params: object
) -> list[int]:
    return [
        (await api.answer(method, chat_id=chat_id, **{"text": f"{n}", **params})).status_code
        for n in range(count)
    ]


async def test_limits_are_on_by_default(limited: Caller) -> None:
    assert limited.sandbox.limits == Limits(on=True)


async def test_a_short_burst_to_one_person_is_tolerated_and_no_more(limited: Caller) -> None:
    assert await statuses(limited, reader(limited).id, 7) == [200] * 5 + [429] * 2


async def test_the_refusal_says_how_long_in_three_places(limited: Caller) -> None:
    rae = reader(limited)
    await statuses(limited, rae.id, 5)
    answer = await limited.answer("sendMessage", chat_id=rae.id, text="x")
    assert answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert answer.headers["Retry-After"] == "1"


async def test_waiting_helps_and_not_waiting_is_counted(limited: Caller) -> None:
    rae = reader(limited)
    await statuses(limited, rae.id, 7)
    assert limited.sandbox.flood.premature == 1
    limited.sandbox.world.clock.shift(1)
    assert await statuses(limited, rae.id, 2) == [200, 429]


async def test_a_group_and_a_channel_take_20_a_minute(limited: Caller) -> None:
    rae = reader(limited)
    channel = limited.sandbox.world.add_channel("News", owner=rae)
    rae.add_bot(channel)
    assert await statuses(limited, channel.id, 21) == [200] * 20 + [429]
    limited.sandbox.world.clock.shift(3)
    assert await statuses(limited, channel.id, 2) == [200, 429]


async def test_edits_of_a_group_have_a_budget_of_their_own(limited: Caller) -> None:
    rae = reader(limited)
    channel = limited.sandbox.world.add_channel("News", owner=rae)
    rae.add_bot(channel)
    post = await limited.result("sendMessage", chat_id=channel.id, text="x")
    edits = await statuses(limited, channel.id, 21, "editMessageText", message_id=post["message_id"])
    assert edits == [200] * 20 + [429]


async def test_thirty_a_second_in_all_and_a_thousand_when_paid(limited: Caller) -> None:
    limits = limited.sandbox.limits
    limits.overall_second, limits.paid_second = 3, 6
    readers = [reader(limited, f"Reader {n}") for n in range(9)]
    free = [(await statuses(limited, r.id, 1))[0] for r in readers[:5]]
    assert free[:3] == [200] * 3
    assert free[-1] == 429
    paid = [(await statuses(limited, r.id, 1, allow_paid_broadcast=True))[0] for r in readers[:6]]
    assert paid == [200] * 6
    assert limited.sandbox.flood.paid_messages == 6


async def test_an_album_counts_as_many(limited: Caller) -> None:
    rae = reader(limited)
    photo = rae.send_photo(picture()).content.files[-1].file_id
    media = [{"type": "photo", "media": photo}] * 5
    await limited.result("sendMediaGroup", chat_id=rae.id, media=media)
    assert (await limited.answer("sendMessage", chat_id=rae.id, text="x")).status_code == 429


async def test_typing_and_answers_to_presses_are_free(limited: Caller) -> None:
    rae = reader(limited)
    await statuses(limited, rae.id, 6)
    assert await limited.result("sendChatAction", chat_id=rae.id, action="typing")
    assert await limited.result("answerCallbackQuery", callback_query_id=rae.press(rae.last(), data="x").id)


async def test_switched_off_nothing_is_counted(limited: Caller) -> None:
    limited.sandbox.limits.on = False
    assert await statuses(limited, reader(limited).id, 40) == [200] * 40
