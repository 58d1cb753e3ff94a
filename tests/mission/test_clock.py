"""Around a moment: never early, never twice, never silently lost, whatever the clock and the program do."""

import asyncio
import random
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk import publish
from bot.news.policy import Policy
from bot.news.refusal import Refusal
from tests.mission.clock_changes import MemoryTimer, NaiveClock, around, changes, twin_faults
from tests.mission.clockwork import LATEST, UNDO, Clockwork, clockwork

ROOT = Path(__file__).resolve().parents[2]
SECOND = timedelta(seconds=1)
# Publishes what is due, as a worker would, and says when it has begun to try.
WORKER = """
import asyncio, sys
from datetime import datetime
from pathlib import Path
from tests.mission.clockwork import clockwork

async def main():
    async with clockwork(sys.argv[1], Path(sys.argv[2])) as one:
        print("ready", flush=True)
        await one.at(datetime.fromisoformat(sys.argv[3]))

asyncio.run(main())
"""


@pytest.fixture
async def one(database_url: str, tmp_path: Path) -> AsyncIterator[Clockwork]:
    async with clockwork(database_url, tmp_path) as made:
        yield made


async def test_both_clock_changes_with_jumps_and_restarts_in_the_night(one: Clockwork) -> None:
    for change in changes(2027):
        await around(one, change, random.Random(7))

    found = await one.faults()
    assert (found.total, found.count) == (0, 14), str(found)
    assert await one.states() == {"publishing": 12, "held": 2}


async def test_a_wall_clock_without_a_zone_is_caught() -> None:
    found = [twin_faults(NaiveClock(), change, random.Random(7)) for change in changes(*range(2026, 2037))]

    assert sum(one.early for one in found) > 0


async def test_a_timer_in_memory_is_caught() -> None:
    found = [twin_faults(MemoryTimer(), change, random.Random(7)) for change in changes(*range(2026, 2037))]

    assert sum(one.missed for one in found) > 0


async def test_ten_minutes_late_it_goes_and_later_it_is_held(one: Clockwork) -> None:
    first = await one.schedules("tomorrow 09:00")
    due = one.moments[first.id]
    await one.at(due + LATEST)
    assert (await one.now(first.id)).state == "publishing"

    second = await one.schedules("tomorrow 09:00")
    await one.at(one.moments[second.id] + LATEST + SECOND)
    assert (await one.now(second.id)).state == "held"


async def test_a_check_that_fails_at_the_moment_holds_it_and_refuses_the_next_time(one: Clockwork) -> None:
    """The site's address has grown so long meanwhile that no summary with it fits a message."""
    edition, other = await one.schedules("tomorrow 09:00"), await one.approved()
    usual = one.settings
    one.settings = usual.model_copy(update={"public_url": f"https://{'x' * 5000}.example"})
    await one.restarts()
    await one.at(one.moments[edition.id])
    assert (await one.now(edition.id)).state == "held"
    entries = await one.newsroom.store.read(lambda work: work.history.of(edition.announcement_id))
    assert (entries[-1].kind, entries[-1].why) == ("held", "checks")

    with pytest.raises(Refusal, match="checks_block_then"):
        await one.gives_time(other, "tomorrow 09:00")
    one.settings = usual
    await one.restarts()
    assert (await one.gives_time(other, "tomorrow 09:00")).state == "scheduled"


async def test_without_its_approvals_it_is_held(one: Clockwork, database_url: str) -> None:
    edition = await one.schedules("tomorrow 09:00")
    await one.at(one.moments[edition.id] - UNDO)
    one.clock.at = one.moments[edition.id]
    press = one.newsroom.worker.press
    stricter = Policy(approvals_needed=2)
    await one.newsroom.store.write(lambda work: work.policy.change(Policy(), stricter))
    held = await one.newsroom.store.write(lambda work: publish.go_live(work, edition.id, press))

    assert held is not None
    assert held.state == "held"
    assert (await one.faults()).total == 0


async def test_a_clock_put_back_does_not_bring_a_moment_forward(one: Clockwork) -> None:
    edition = await one.schedules("tomorrow 09:00")
    due = one.moments[edition.id]
    for at, state in (
        (due - UNDO - SECOND, "scheduled"),
        (due - UNDO, "holding"),
        (due - timedelta(hours=2), "holding"),
        (due - SECOND, "holding"),
        (due, "publishing"),
        (due - timedelta(hours=2), "publishing"),
        (due + SECOND, "publishing"),
    ):
        await one.at(at)
        assert (await one.now(edition.id)).state == state, at
    assert (await one.faults()).total == 0


async def test_many_due_at_once_all_go_and_of_several_workers_one_does_it(one: Clockwork) -> None:
    editions = [await one.schedules("tomorrow 09:00") for _ in range(20)]
    due = one.moments[editions[0].id]
    await one.at(due - UNDO)
    one.clock.at = due
    for edition in editions:
        won = await asyncio.gather(*(one.goes_live(edition.id) for _ in range(3)), return_exceptions=True)
        assert [outcome for outcome in won if outcome is True] == [True]
    assert (await one.faults()).total == 0


async def test_killed_at_the_moment_it_goes_out_once_when_it_is_back(
    one: Clockwork, database_url: str, tmp_path: Path
) -> None:
    edition, chance = await one.schedules("tomorrow 09:00"), random.Random(3)
    due = one.moments[edition.id]
    await one.at(due - UNDO)
    for _ in range(3):
        command = [sys.executable, "-c", WORKER, database_url, str(tmp_path), due.isoformat()]
        program = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
        assert program.stdout is not None
        assert await program.stdout.readline() == b"ready\n"
        await asyncio.sleep(chance.uniform(0.0, 0.03))
        program.kill()
        await program.communicate()
    await one.at(due + SECOND)

    assert (await one.now(edition.id)).state == "publishing"
    assert (await one.faults()).total == 0
