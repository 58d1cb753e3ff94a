"""The whole matrix: every way in, kind of person, state and chat there is, one after the other.

`python3 dev.py campaign matrix`; CELLS says how many of them (all), taken evenly, SEED where the count begins; FROM passes over those
that an earlier run has tried.
"""

import os
from itertools import islice

import pytest

from bot.cli.saying import configure_logs
from tests.authority import cells, matrix
from tests.authority.conftest import world
from tests.authority.world import World

__all__ = ["world"]
CELLS, SEED, FROM = (
    int(os.environ.get(name, usual)) for name, usual in (("CELLS", "0"), ("SEED", "1"), ("FROM", "0"))
)
pytestmark = pytest.mark.skipif("NEWSDESK_CAMPAIGN" not in os.environ, reason="a campaign runs by name only")


async def test_every_field_goes_as_declared(world: World) -> None:
    configure_logs("error")
    total = sum(1 for _ in cells.everything(world))
    step = max(1, total // CELLS) if CELLS else 1
    faults = []
    chosen = islice(cells.everything(world), SEED % step + FROM * step, None, step)
    for number, cell in enumerate(chosen, start=FROM + 1):
        if fault := await matrix.tried(world, cell):
            faults.append(fault)
            print(fault, flush=True)  # noqa: T201 - a campaign tells how it goes
        if number % 10_000 == 0:
            print(f"{number} of {total // step}: {len(faults)} not as declared", flush=True)  # noqa: T201 - the same

    print(f"{total // step} fields of {total}: {len(faults)} not as declared")  # noqa: T201 - the same
    assert faults == []
