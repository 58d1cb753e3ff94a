"""Kill after kill in conversations: every message and press is followed by kill -9 within a fraction of a second.

`python3 dev.py campaign kill_conversations`; KILLS says how many announcements (10), SEED which moments.
"""

import os
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.independent import storms
from tests.independent.chatting import Chatter, labels_of, until, words_of
from tests.independent.opening import Opened, opened

KILLS, SEED = int(os.environ.get("KILLS", "10")), int(os.environ.get("SEED", "1"))
pytestmark = pytest.mark.skipif("NEWSDESK_CAMPAIGN" not in os.environ, reason="a campaign runs by name only")


async def test_every_step_is_taken_once_whenever_the_power_goes(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    async with opened(tmp_path) as o:
        await o.followed_by(5)
        for number in range(KILLS):
            headline = f"Ferry number {number} is late"
            await one_announcement(o, headline, lambda: storms.killed_within(o, chance.uniform(0.0, 0.4)))
            count = await storms.settled(o, headline)
            print(f"{headline}: {count}", flush=True)  # noqa: T201 - a campaign tells how it goes
            assert count.is_honest() == ""
        assert o.ada.shown("put aside") == []
        assert "Traceback" not in o.product.log


async def one_announcement(o: Opened, headline: str, power_cut: Callable[[], Awaitable[None]]) -> None:
    await o.dan.says("/new")
    await power_cut()
    await o.dan.says(f"{headline}\n\nIt comes at noon.\n\nWe are sorry.")
    await power_cut()
    await shows(o.dan, headline, "Submit for review")
    await press(o.dan, headline, "Submit for review")
    await power_cut()
    await shows(o.ann, headline, "Approve")
    await press(o.ann, headline, "Approve")
    await power_cut()
    await shows(o.dan, headline, "Publish now")
    await press(o.dan, headline, "Publish now")
    await power_cut()


async def shows(person: Chatter, headline: str, label: str) -> None:
    await until(
        lambda: any(label in labels_of(message) for message in person.shown(headline)), 25, person.screen
    )


async def press(person: Chatter, headline: str, label: str) -> None:
    """Press without waiting for an answer: it may never come."""
    cards = [m for m in person.shown(headline) if label in labels_of(m)]
    assert len(cards) == 1, [words_of(card) for card in cards]
    rows = cards[0]["reply_markup"]["inline_keyboard"]
    person.press(cards[0], next(b["callback_data"] for row in rows for b in row if b["text"] == label))
