"""A rough day: a power cut in a broadcast, two in a conversation, an order to stop in the next broadcast."""

import asyncio
from pathlib import Path

from tests.independent import storms
from tests.independent.chatting import labels_of, until
from tests.independent.opening import Opened, opened


async def test_a_rough_day_loses_nothing_and_says_nothing_twice(tmp_path: Path) -> None:
    async with opened(tmp_path) as o:
        await o.followed_by(30)
        await a_broadcast_is_cut_off(o)
        await a_conversation_is_cut_off_twice(o)
        await it_is_told_to_stop_in_a_broadcast(o)


async def a_broadcast_is_cut_off(o: Opened) -> None:
    await o.approved("Storm closes the pier")
    storms.bad_weather(o, 1)
    await o.dan.presses("Publish now")
    await until(lambda: len(o.posts(o.channel.id, "")) == 1)
    await storms.killed_within(o, 0.7)
    assert (await storms.settled(o, "Storm closes")).is_honest() == ""
    o.server.faults.clear()


async def a_conversation_is_cut_off_twice(o: Opened) -> None:
    """Words, then a press: each is followed by a kill before anything was answered."""
    before = len(o.dan.shown("Draft"))
    await o.dan.says("/new")
    await o.dan.says("Pier reopens\n\nThe storm is over.\n\nTickets as ever.")
    await storms.killed_within(o, 0.05)
    await until(lambda: "Submit for review" in labels_of(_card(o)), words=o.dan.screen)
    assert len(o.dan.shown("Draft")) == before + 1
    found = o.dan.button("Submit for review")
    assert found
    o.dan.press(found[0], found[1]["callback_data"])
    await storms.killed_within(o, 0.02)
    await until(
        lambda: [m for m in o.ann.shown("Please review") if "Pier reopens" in m["text"]], words=o.ann.screen
    )
    await asyncio.sleep(0.5)
    assert len([m for m in o.ann.shown("Pier reopens") if labels_of(m)]) == 1


def _card(o: Opened) -> dict[str, object]:
    cards = o.dan.shown("Pier reopens")
    return cards[-1] if cards else {}


async def it_is_told_to_stop_in_a_broadcast(o: Opened) -> None:
    """SIGTERM: what is under way is finished and known; the rest goes on after the next start, nothing in doubt."""
    await o.approved("Pier opens again")
    await o.dan.presses("Publish now")
    await until(lambda: len(o.posts(o.channel.id, "opens again")) == 1)
    assert await o.product.stop() == 0
    assert "Traceback" not in o.product.log
    await o.product.start()
    count = await storms.settled(o, "Pier opens again")
    assert (count.is_honest(), count.uncertain, count.accepted) == ("", 0, count.total)
    assert await o.product.stop() == 0
