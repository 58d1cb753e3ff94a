"""No rule about one announcement asks another: whatever is done with one leaves every row of the other as it was.

By this the sequences of what one account can do follow one announcement at a time (docs/decisions/0031-alone.md).
"""

import sqlite3
from functools import partial

import pytest

from bot.news.staff import Role
from bot.news.status import State
from bot.storage.tables import metadata
from tests.authority import colleagues, freely, sameness
from tests.authority.alone import Explorer
from tests.authority.counter import Counter

OF_EDITIONS = [
    table.name
    for table in metadata.sorted_tables
    if "edition_id" in table.columns and table.name not in sameness.LEFT_OUT | sameness.IN_CHATS
]
ENTANGLED = """
CREATE TRIGGER broken AFTER UPDATE OF state ON editions WHEN new.state <> old.state BEGIN
UPDATE approvals SET voided_at = new.updated_at WHERE edition_id <> new.id; END
"""


def rows_of(file: sqlite3.Connection, edition: int) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is kept of an edition but cards and what was said."""
    rows = {
        name: file.execute(f"SELECT * FROM {name} WHERE edition_id = ?", (edition,)).fetchall()
        for name in OF_EDITIONS
    }
    return rows | {"editions": file.execute("SELECT * FROM editions WHERE id = ?", (edition,)).fetchall()}


async def touched(counter: Counter, states: tuple[State, State], broken: str = "") -> tuple[int, list[str]]:
    """How many things were done with one of two announcements, and those of them that touched the other."""
    explorer = Explorer(await colleagues.newsroom(counter), 1, remembers=freely.said)
    for state in states:
        begun = partial(colleagues.begun, held=frozenset(Role), state=state)
        await counter.newsroom.store.write(begun)
    counter.file.executescript(broken)
    node, found = explorer.kept(()), []
    acts = [act for act in explorer.asked(node) if act.name[-2:] in ("#1", "#2")]
    other = {1: 2, 2: 1}
    before = {edition: rows_of(counter.file, edition) for edition in other}
    for act in acts:
        explorer.put_back(node)
        await explorer.handed_in(act)
        beside = other[int(act.name[-1])]
        found += [act.name] if rows_of(counter.file, beside) != before[beside] else []
    return len(acts), found


@pytest.mark.parametrize(
    "states",
    [(State.IN_REVIEW, State.SCHEDULED), (State.PUBLISHED, State.DRAFT)],
)
async def test_what_is_done_with_one_leaves_the_other(
    quick_counter: Counter, states: tuple[State, State]
) -> None:
    done, found = await touched(quick_counter, states)
    assert (done > 15, found) == (True, [])


async def test_a_desk_that_entangles_them_is_caught(quick_counter: Counter) -> None:
    """The twin that must fail: whatever moves one voids what was approved of the other."""
    _, found = await touched(quick_counter, (State.IN_REVIEW, State.APPROVED), ENTANGLED)
    assert {"approve #1", "answers reject #1", "edits a message #1"} <= set(found)
