"""Every change of London's clocks from 2026 to 2036, each lived through several times with jumps and restarts.

`python3 dev.py campaign schedule`; NIGHTS says how often each (3), SEED which ones.
"""

import os
import random
from pathlib import Path

import pytest

from tests.mission.clock_changes import MemoryTimer, NaiveClock, around, changes, twin_faults
from tests.mission.clockwork import Faults, clockwork

NIGHTS, SEED = int(os.environ.get("NIGHTS", "3")), int(os.environ.get("SEED", "1"))
FIRST, LAST = 2027, 2036  # October 2026 is lived through in the twins; the newsroom opens in November
pytestmark = pytest.mark.skipif("NEWSDESK_CAMPAIGN" not in os.environ, reason="a campaign runs by name only")


async def test_nothing_early_nothing_twice_nothing_missed(database_url: str, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    async with clockwork(database_url, tmp_path) as one:
        for change in changes(*range(FIRST, LAST + 1)):
            for _ in range(NIGHTS):
                await around(one, change, chance)
            found = await one.faults()
            print(f"{change:%d %b %Y}: {found}; {dict(await one.states())}", flush=True)  # noqa: T201 - it tells how it goes
            assert found.total == 0, str(found)


@pytest.mark.parametrize("twin", [NaiveClock, MemoryTimer])
def test_the_twins_are_caught(twin: type[NaiveClock] | type[MemoryTimer]) -> None:
    chance = random.Random(SEED)
    found = [twin_faults(twin(), change, chance) for change in changes(*range(2026, 2037))]
    total = Faults(
        *(sum(getattr(one, name) for one in found) for name in ("early", "twice", "missed", "count"))
    )
    print(f"{twin.__name__}: {total}", flush=True)  # noqa: T201 - it tells how it goes
    assert total.total > 0
