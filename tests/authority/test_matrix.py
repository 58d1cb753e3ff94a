"""Who may do what, where and when: every way in is tried, and goes as its line in `tests/house/ways.py` says.

`python3 dev.py campaign matrix` tries every field there is; here are those that tell most.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.desk import people
from bot.news.staff import NOBODY, Role
from bot.news.status import State
from tests.authority import cells, matrix, updates
from tests.authority.cells import Cell
from tests.authority.counter import Heard
from tests.authority.world import OTHERS, World
from tests.house import ways


async def faults(world: World, tried: Iterator[Cell]) -> list[str]:
    """What did not go as declared."""
    return [fault for cell in tried if (fault := await matrix.tried(world, cell))]


@pytest.mark.parametrize("by", ["button", "message"])
async def test_every_way_in_goes_as_declared(world: World, by: str) -> None:
    some = [cell for cell in cells.slice_of(world) if (cell.by == "button") is (by == "button")]

    assert await faults(world, iter(some)) == []
    assert {cell.name for cell in some if cell.leads} >= {
        "button": set(ways.BUTTONS),
        "message": {*ways.COMMANDS, *ways.QUESTIONS} - {"photo", "correction_note"},
    }[by]


async def test_a_desk_that_forgets_who_wrote_is_caught(world: World) -> None:
    """The twin that must fail: nobody counts as a contributor."""
    world.counter.file.execute("DELETE FROM contributors")
    world.keep()
    approves = [
        Cell("button", "approve", kind, State.IN_REVIEW)
        for kind in world.kinds
        if Role.APPROVER in kind.roles
    ]

    found = await faults(world, iter(approves))

    assert len(found) == sum(cell.kind.contributed for cell in approves)
    assert all("who contributed" in fault and "approvals" in fault for fault in found)


async def test_a_removal_that_leaves_a_role_is_caught(world: World) -> None:
    """The twin that must fail: whoever was removed is off the list of people and keeps what they may."""
    (desk_id, person_id) = world.counter.file.execute(
        "SELECT d.id, p.id FROM desks d, people p WHERE p.telegram_id = ?", (OTHERS["removed"],)
    ).fetchone()
    for role in Role:
        world.counter.file.execute(
            "INSERT INTO memberships VALUES (?, ?, ?, '2026-11-23 09:00:00')",
            (desk_id, person_id, role.value),
        )
    world.keep()
    removed = next(kind for kind in world.kinds if kind.known_as == "removed")
    slice_ = [cell for cell in cells.slice_of(world) if cell.kind == removed and cell.way.roles]

    assert len(await faults(world, iter(slice_))) > len(slice_) / 2


async def test_a_line_that_says_too_much_or_too_little_is_caught(world: World) -> None:
    """The judge sees both ways: a press that should lead somewhere and does not, and one that should not and does."""
    drafts = next(kind for kind in world.kinds if kind.roles == frozenset({Role.DRAFTER}))
    submit = Cell("button", "submit", drafts, State.DRAFT)
    heard, changed = await matrix.outcome(world, submit)
    edition = world.editions[State.DRAFT]

    assert matrix.judged(submit, heard, changed, edition) == ""
    assert "was let in" in matrix.judged(replace(submit, kind=world.kinds[0]), heard, {}, edition)
    assert "changed" in matrix.judged(replace(submit, state=State.KILLED), heard, changed, edition)
    assert "nothing happened" in matrix.judged(submit, Heard(), {}, edition)
    assert "refused" in matrix.judged(submit, replace(heard, alert=True), changed, edition)


async def test_nobody_can_take_a_role_in_another_name(world: World) -> None:
    """An invitation opened by an anonymous admin or a channel makes nobody a member of the desk."""
    store = world.counter.newsroom.store
    token = await store.write(lambda work: people.invite(work, Role.APPROVER, None))
    before = world.counter.rows(["memberships", "invites"])
    for number in sorted(NOBODY):
        start = updates.words(number, f"/start {token}")
        assert (await world.counter.hand_in(start)).silent
        assert (await world.counter.hand_in(updates.disguised(start, "as a channel"))).silent
    for disguise in updates.DISGUISES:
        start = updates.disguised(updates.words(OTHERS["reader"], f"/start {token}"), disguise)
        assert (await world.counter.hand_in(start)).silent
    assert world.counter.rows(["memberships", "invites"]) == before
