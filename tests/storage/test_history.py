"""The record: append-only, and whoever bends a row is found."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import Executable, delete, insert, literal, select, text, update
from sqlalchemy.exc import DBAPIError

from bot.desk.ports import Work
from bot.storage.history import SqlHistory
from bot.storage.tables import desks, entries
from bot.storage.transaction import Transaction
from tests.storage.world import MORNING, Newsroom

ENTRIES = 6


@pytest.fixture
async def written(newsroom: Newsroom) -> Newsroom:
    edition = await newsroom.draft()

    async def edited(work: Work) -> None:
        await work.history.add("edited", person_id=newsroom.ann.id, edition=edition, why="a reason")

    for _ in range(ENTRIES):
        newsroom.clock.go_on(1)
        await newsroom.write(edited)
    return newsroom


async def first_broken(newsroom: Newsroom) -> int | None:
    return await newsroom.read(lambda work: work.history.first_broken())


async def test_an_entry_says_who_when_what_and_why(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()

    async def step(work: Work) -> None:
        await work.history.add("started", person_id=newsroom.ann.id, edition=edition)
        await work.history.add("sent_back", person_id=newsroom.ben.id, edition=edition, why="Which bridge?")
        await work.history.add("swept", person_id=None)

    await newsroom.write(step)

    started, sent_back = await newsroom.read(lambda work: work.history.of(edition.announcement_id))
    assert (started.kind, started.name, started.at, started.revision_number) == ("started", "Ann", MORNING, 1)
    assert (sent_back.kind, sent_back.name, sent_back.why) == ("sent_back", "Ben", "Which bridge?")
    assert await first_broken(newsroom) is None


async def test_a_step_reads_the_entries_it_has_just_added(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()

    async def step(work: Work) -> list[str]:
        await work.history.add("started", person_id=newsroom.ann.id, edition=edition)
        found = [entry.kind for entry in await work.history.of(edition.announcement_id)]
        await work.history.add("edited", person_id=newsroom.ann.id, edition=edition)
        return found

    assert await newsroom.write(step) == ["started"]
    assert len(await newsroom.read(lambda work: work.history.of(edition.announcement_id))) == 2
    assert await first_broken(newsroom) is None


async def test_a_step_that_fails_leaves_no_entry(newsroom: Newsroom) -> None:
    async def fails(work: Work) -> None:
        await work.history.add("started", person_id=newsroom.ann.id)
        raise RuntimeError("failed")

    with pytest.raises(RuntimeError, match="failed"):
        await newsroom.write(fails)

    assert await newsroom.store.look(lambda tx: tx.all(select(entries))) == []
    assert await first_broken(newsroom) is None


async def test_writers_at_the_same_moment_make_one_chain(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()

    async def two(work: Work) -> None:
        await work.history.add("approved", person_id=newsroom.ben.id, edition=edition)
        await work.history.add("scheduled", person_id=newsroom.ben.id, edition=edition)

    await asyncio.gather(*(newsroom.write(two) for _ in range(25)))

    found = await newsroom.read(lambda work: work.history.of(edition.announcement_id))
    assert [entry.kind for entry in found] == ["approved", "scheduled"] * 25
    assert await first_broken(newsroom) is None


@pytest.mark.parametrize("statement", ["UPDATE entries SET why = ''", "DELETE FROM entries"])
async def test_an_entry_can_be_neither_changed_nor_removed(written: Newsroom, statement: str) -> None:
    async def bend(tx: Transaction) -> None:
        await tx.change(text(statement))

    with pytest.raises(DBAPIError, match="append-only"):
        await written.store.change(bend)


THAW = {
    True: ["ALTER TABLE entries DISABLE TRIGGER ALL"],
    False: ["DROP TRIGGER entries_frozen_update", "DROP TRIGGER entries_frozen_delete"],
}
BENT: dict[str, Any] = {
    "at": MORNING,
    "name": "Somebody",
    "edition_number": 9,
    "reference": "NEWS-2026-0099",
    "salt": "0" * 32,
    "mark": "0" * 64,
    "kind": "approved",
    "person_id": 2,
    "why": "another reason",
    "edition_id": None,
    "announcement_id": None,
    "revision_number": 9,
    "revision_sha256": "0" * 64,
    "previous_hash": "0" * 64,
    "hash": "0" * 64,
}


class Undo(Exception):
    """Ends a step without keeping what it did, and carries what it found."""


async def found_after(newsroom: Newsroom, bend: Executable) -> int | None:
    """What the check finds after somebody with the whole database in their hands did this."""

    async def unit(tx: Transaction) -> None:
        for statement in THAW[tx.on_postgresql]:
            await tx.change(text(statement))
        assert await tx.change(bend) == 1
        raise Undo(await SqlHistory(tx).first_broken())

    with pytest.raises(Undo) as undone:
        await newsroom.store.change(unit)
    found: int | None = undone.value.args[0]
    return found


async def test_every_bent_part_of_every_row_is_found(written: Newsroom) -> None:
    for seq in range(1, ENTRIES + 1):
        for column, value in BENT.items():
            bend = update(entries).where(entries.c.seq == seq).values({column: value})
            assert await found_after(written, bend) == seq, column


async def test_a_missing_row_is_found(written: Newsroom) -> None:
    for seq in range(1, ENTRIES + 1):
        assert await found_after(written, delete(entries).where(entries.c.seq == seq)) == seq


async def test_a_row_slipped_in_is_found(written: Newsroom) -> None:
    columns = [column for column in entries.c if column.name != "seq"]
    again = select(literal(ENTRIES + 1), *columns).where(entries.c.seq == ENTRIES)
    slip_in = insert(entries).from_select(["seq", *(column.name for column in columns)], again)

    assert await found_after(written, slip_in) == ENTRIES + 1


async def test_a_head_that_fits_no_chain_is_found(written: Newsroom) -> None:
    assert await found_after(written, update(desks).values(last_hash="0" * 64)) == ENTRIES
    assert await found_after(written, update(desks).values(entry_count=ENTRIES - 1)) == ENTRIES
    assert await found_after(written, update(desks).values(entry_count=ENTRIES + 1)) == ENTRIES + 1


async def test_what_was_not_bent_is_not_found(written: Newsroom) -> None:
    assert await found_after(written, update(desks).values(name="Quay News")) is None
