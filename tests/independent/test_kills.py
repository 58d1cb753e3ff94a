"""A power cut in the middle of a broadcast, and of a conversation: nobody twice, nobody lost without a word."""

import asyncio
from pathlib import Path

from tests.independent import storms
from tests.independent.chatting import labels_of, until
from tests.independent.opening import Opened, opened


async def test_a_kill_in_the_middle_of_a_broadcast(tmp_path: Path) -> None:
    async with opened(tmp_path) as o:
        await o.followed_by(60)
        await o.approved("Storm closes the pier")
        storms.bad_weather(o, 1)
        await o.dan.presses("Publish now")
        await until(lambda: len(o.posts(o.channel.id, "")) == 1)
        await storms.killed_within(o, 0.7)
        assert (await storms.settled(o, "Storm closes")).is_honest() == ""
        await a_conversation_goes_on_after_kills(o)


async def a_conversation_goes_on_after_kills(o: Opened) -> None:
    """Words, a press, an approval: each is followed by a kill before anything was answered."""
    o.server.faults.clear()
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
