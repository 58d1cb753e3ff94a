"""Everything one account that holds every role can do, six things in a row, among colleagues' work.

`python3 dev.py campaign alone`; DEPTH says how many things (6). Whatever an account with fewer roles can do, this one can.
"""

import os
from collections import Counter as Tally
from collections.abc import Callable

import pytest

from bot.news.staff import Role
from bot.news.status import State
from tests.authority import acts, colleagues, freely
from tests.authority.alone import Explorer
from tests.authority.conftest import quick_counter
from tests.authority.counter import Counter

__all__ = ["quick_counter"]
DEPTH = int(os.environ.get("DEPTH", "6"))
pytestmark = pytest.mark.skipif("NEWSDESK_CAMPAIGN" not in os.environ, reason="a campaign runs by name only")


@pytest.mark.parametrize("there", colleagues.AT_WORK)
@pytest.mark.parametrize("family", acts.FAMILIES)
async def test_nobody_publishes_alone(
    quick_counter: Counter, family: Callable[[str], bool], there: State | None
) -> None:
    explorer = Explorer(
        await colleagues.newsroom(quick_counter),
        DEPTH,
        family,
        patience=10**9,
        tells=lambda line: print(f"{family.__name__}, {there or 'nothing there'}: {line}", flush=True),  # noqa: T201 - it tells how it goes
        remembers=freely.said,
    )
    await explorer.explore(await colleagues.starts(explorer, [frozenset(Role)], [there]))

    by_depth = sorted(Tally(explorer.seen.values()).items())
    print(f"{family.__name__}: {explorer.tries} things done, states by depth {by_depth}", flush=True)  # noqa: T201 - it tells how it goes
    print("led nowhere:", ", ".join(explorer.nowhere()), flush=True)  # noqa: T201 - the same
    assert explorer.faults == []
