"""Kill after kill around the press's moment, each time with other copies out.

`python3 dev.py campaign press_kill`; KILLS says how many newsrooms are ended in one giving (20), SEED which ones.
"""

import os
import random

import pytest

from tests.mission.test_embargo_kills import CONTACTS, given_under_kills
from tests.newsroom import Desk

KILLS, SEED = int(os.environ.get("KILLS", "20")), int(os.environ.get("SEED", "1"))
pytestmark = pytest.mark.skipif("NEWSDESK_CAMPAIGN" not in os.environ, reason="a campaign runs by name only")


async def test_nobody_of_the_press_twice_and_nobody_lost(sqlite_desk: Desk) -> None:
    chance = random.Random(SEED)
    kills = sorted(chance.randint(0, 2 * CONTACTS - 1) for _ in range(KILLS))
    tally = await given_under_kills(sqlite_desk, kills)
    print(f"{KILLS} kills: {dict(tally.counts)}", flush=True)  # noqa: T201 - a campaign tells how it goes
