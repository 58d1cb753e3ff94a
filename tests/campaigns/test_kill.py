"""Kill after kill: broadcasts to sixty in bad weather, each ended by kill -9 at another moment.

`python3 dev.py campaign kill`; KILLS says how many (40), SEED which ones.
"""

import os
import random
from pathlib import Path

import pytest

from tests.independent import storms
from tests.independent.opening import opened

KILLS, SEED = int(os.environ.get("KILLS", "40")), int(os.environ.get("SEED", "1"))
pytestmark = pytest.mark.skipif("NEWSDESK_CAMPAIGN" not in os.environ, reason="a campaign runs by name only")


async def test_nobody_twice_and_nobody_lost_over_many_kills(tmp_path: Path) -> None:
    chance, counts = random.Random(SEED), []
    async with opened(tmp_path) as o:
        await o.followed_by(60)
        for number in range(KILLS):
            headline = f"Storm number {number} closes the pier"
            await o.approved(headline)
            storms.bad_weather(o, chance.randrange(10**9), silent=number % 5 == 0)
            await o.dan.presses("Publish now")
            await storms.killed_within(o, chance.uniform(0.0, 4.5))
            counts.append(await storms.settled(o, headline))
            print(f"kill {number + 1}: {counts[-1]}", flush=True)  # noqa: T201 - a campaign tells how it goes
            assert counts[-1].is_honest() == ""
