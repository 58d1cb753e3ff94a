"""Every contest a thousand times, on both databases: two and five approvers, an approval against whatever undoes it.

`python3 dev.py campaign races`; ROUNDS says how often each (1000), SEED in which order.
"""

import os
import random

import pytest

from tests.desk.conftest import backend, database_url, postgres_url, quick_folder, ready_url, track
from tests.desk.contests import CONTESTS, Contest
from tests.desk.racing import Track

__all__ = ["backend", "database_url", "postgres_url", "quick_folder", "ready_url", "track"]
ROUNDS, SEED = int(os.environ.get("ROUNDS", "1000")), int(os.environ.get("SEED", "1"))
pytestmark = pytest.mark.skipif("NEWSDESK_CAMPAIGN" not in os.environ, reason="a campaign runs by name only")


@pytest.mark.parametrize("contest", CONTESTS)
async def test_whoever_is_first_nothing_happens_that_must_not(
    track: Track, contest: Contest, backend: str
) -> None:
    track.chance = random.Random(SEED)
    faults = [wrong for _ in range(ROUNDS) if (wrong := await contest(track))]

    print(f"{backend}, {contest.__name__}: {ROUNDS} rounds, {len(faults)} wrong", flush=True)  # noqa: T201 - it tells how it goes
    assert faults == []
