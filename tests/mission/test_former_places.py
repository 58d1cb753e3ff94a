"""A card that moved down leaves nothing behind, whatever keeps its former place from being taken away at once."""

import pytest

from bot.sandbox.faults import Fault
from tests.newsroom import Desk, words_of

FAULTS = {
    "slow down": Fault("answer", "deleteMessage", code=429, retry_after=1),
    "no clear answer": Fault("answer", "deleteMessage", code=502),
    "torn": Fault("reset", "deleteMessage"),
    "torn after": Fault("reset", "deleteMessage", when="after"),
}


def cards(desk: Desk) -> int:
    """How many cards of the draft stand in the drafter's chat."""
    return len([m for m in desk.dan.sees() if m.author is not desk.dan and "✏️ Draft" in words_of(m)])


async def moves_down(desk: Desk) -> None:
    """The draft's headline is changed, and its card comes anew below."""
    await desk.presses(desk.dan, "Headline")
    await desk.told(desk.dan, "Send the headline")
    answer = desk.dan.write("Two new fire engines for the moor")
    await desk.told(desk.dan, "for the moor", after=answer.id)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_what_was_not_taken_away_at_once_is_taken_away_later(sqlite_desk: Desk, fault: Fault) -> None:
    desk = sqlite_desk
    await desk.draft()
    desk.sandbox.faults.add(fault)
    await moves_down(desk)
    await desk.sandbox.world.until(lambda: fault.suffered == 1 and cards(desk) == 1, 15)


async def test_what_was_not_taken_away_before_a_stop_is_taken_away_after_the_start(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft()
    busy = desk.sandbox.faults.add(Fault("answer", "deleteMessage", code=429, retry_after=3600))
    await moves_down(desk)
    await desk.sandbox.world.until(lambda: busy.suffered == 1)
    await desk.closes()
    assert cards(desk) == 2
    await desk.opens()
    await desk.sandbox.world.until(lambda: cards(desk) == 1, 15)
