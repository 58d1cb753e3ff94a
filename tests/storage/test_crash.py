"""A program killed in the middle of writing: what was acknowledged is there, what was not is whole or absent."""

import asyncio
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.desk.ports import Work
from bot.storage import SqlStore
from tests.storage.world import opened

ROOT = Path(__file__).resolve().parents[2]
# Meets two people in each step and says so once both are committed, for ever.
WRITER = """
import asyncio, itertools, sys
from tests.storage.world import opened

async def main():
    store = await opened(sys.argv[1])
    for number in itertools.count(1):
        async def step(work):
            await work.people.meet(number, "Left", "")
            await work.people.meet(-number, "Right", "")
            await work.history.add("met", person_id=None)
        await store.write(step)
        await store.intake.keep([(number, "{}")])
        print(number, flush=True)

asyncio.run(main())
"""


async def killed_after(url: str, lines: int) -> int:
    """The last number the program acknowledged before it was killed."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, url, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert program.stdout is not None
    for _ in range(lines):
        await program.stdout.readline()
    program.kill()
    rest = (await program.communicate())[0].split()
    return int(rest[-1]) if rest else lines


async def both(work: Work, number: int) -> tuple[bool, bool]:
    left, right = await work.people.find(number), await work.people.find(-number)
    return left is not None, right is not None


async def pairs(store: SqlStore, upto: int) -> list[tuple[bool, bool]]:
    async def step(work: Work) -> list[tuple[bool, bool]]:
        return [await both(work, number) for number in range(1, upto + 1)]

    return await store.read(step)


async def test_a_killed_program_loses_nothing_it_acknowledged(empty_url: str) -> None:
    acknowledged = await killed_after(empty_url, 20)

    store = await opened(empty_url)
    async with asyncio.timeout(5):  # and the dead hold no lock
        await store.write(lambda work: work.people.meet(999_999, "Somebody new", ""))

    found = await pairs(store, acknowledged + 3)
    assert found[:acknowledged] == [(True, True)] * acknowledged
    assert set(found[acknowledged:]) <= {(True, True), (False, False)}
    assert len(await store.intake.waiting(acknowledged + 3)) in (acknowledged, acknowledged + 1)
    assert await store.read(lambda work: work.history.first_broken()) is None
    await store.close()


@pytest.mark.parametrize(
    ("pragma", "value"), [("synchronous", 2), ("journal_mode", "wal"), ("foreign_keys", 1)]
)
async def test_what_sqlite_acknowledges_is_on_the_disk(tmp_path: Path, pragma: str, value: object) -> None:
    """2 is FULL: in WAL mode NORMAL syncs at checkpoints only and loses acknowledged commits in a power cut."""
    store = await opened(f"sqlite+aiosqlite:///{tmp_path}/news.db")

    assert await store.change(lambda tx: tx.value(text(f"PRAGMA {pragma}"))) == value
    await store.close()
