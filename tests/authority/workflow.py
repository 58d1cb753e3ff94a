"""The whole workflow as a machine that hypothesis drives: five people, a clock that jumps, crashes in between.

What they do is taken from everything they could ask for at that moment (`alone.py`). A crash is a transaction that is
broken off just before its end, or the newsroom shut and opened anew on the same database.
"""

import asyncio
import sqlite3
from collections import Counter as Tally
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy.exc import DBAPIError

from bot.news.staff import Role
from bot.news.status import State
from tests.authority import colleagues, provenance, sameness
from tests.authority.acts import ACCOUNT, Act
from tests.authority.alone import Explorer, Node
from tests.authority.counter import Counter

T = TypeVar("T")
STAFF = (801, 802, 803, 804, ACCOUNT)
# What moves an announcement is tried before what only asks; words are said when nothing else moves.
MOVES = (
    *(
        "edits",
        "submit",
        "approve",
        "send_back",
        "reject",
        "publish_now",
        "schedule_at",
        "stop",
        "unschedule",
    ),
    *("release_hold", "emergency", "kill", "correct_as"),
)
SAYS = ("writes", "says")
BEGINNINGS = (None, State.DRAFT, State.IN_REVIEW, State.APPROVED, State.PUBLISHED)
JUMPS = {"a minute": 61, "five minutes": 300, "two hours back": -7200, "a day": 86_400, "three days": 259_200}
UNDO = timedelta(seconds=60)
CRASH = "CREATE TRIGGER crash BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'the power goes'); END"
STATES = "SELECT id, announcement_id, state, revision_id FROM editions"
ENTRIES = "SELECT kind, count(*) FROM entries WHERE announcement_id = ? GROUP BY kind"
EARLY = """
SELECT e.id, e.published_at, e.due_at,
(SELECT s.due_at FROM schedules s WHERE s.edition_id = e.id ORDER BY s.id DESC LIMIT 1),
(SELECT n.kind || ' ' || n.at FROM entries n WHERE n.edition_id = e.id AND n.kind IN ('scheduled', 'released', 'ordered_out')
ORDER BY n.seq DESC LIMIT 1)
FROM editions e WHERE e.published_at IS NOT NULL
"""


class Stage:
    """One newsroom for all runs of a machine, put back to its beginning before each; it has a loop of its own.

    At the beginning there is nothing, or one item that stands somewhere.
    """

    def __init__(self, counter: Counter, loop: asyncio.AbstractEventLoop, there: State | None = None) -> None:
        self.counter, self._loop = counter, loop
        self.done: Tally[str] = Tally()
        world = self.wait(colleagues.newsroom(counter))
        self.explorer = Explorer(world, depth=10**6)
        both = frozenset({Role.DRAFTER, Role.APPROVER})
        nodes = self.wait(colleagues.starts(self.explorer, [both], BEGINNINGS))
        self.beginnings = dict(zip(BEGINNINGS, nodes, strict=True))

    def told(self) -> str:
        """How often each thing was done, the most frequent first."""
        return ", ".join(f"{name} {so_many}" for name, so_many in self.done.most_common(40))

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        return self._loop.run_until_complete(work)

    def acts(self, account: int, number: int) -> list[Act]:
        """Everything this person could ask for now."""
        self.explorer.account = account
        node = Node(b"", self.counter.clock.at, done=number)
        return [act for act in self.explorer.asked(node) if not act.name.startswith(("adds", "a colleague"))]


class Workflow(RuleBasedStateMachine):
    """`stage` is set by whoever runs it; `broken` is a trigger that breaks one rule of the desk."""

    stage: Stage
    broken = ""

    @initialize(there=st.sampled_from(BEGINNINGS))
    def begin(self, there: State | None) -> None:
        """Open the doors."""
        self.number = 0
        self.stage.explorer.put_back(self.stage.beginnings[there])
        if self.broken:
            self.file.execute(self.broken)

    @property
    def file(self) -> sqlite3.Connection:
        return self.stage.counter.file

    @rule(account=st.sampled_from(STAFF), moving=st.booleans(), which=st.integers(0, 10**6))
    def asks(self, account: int, moving: bool, which: int) -> None:
        """Somebody does something: half of the time something that moves an announcement."""
        self._does(account, moving=moving, which=which)

    @rule(account=st.sampled_from(STAFF), which=st.integers(0, 10**6))
    def is_broken_off(self, account: int, which: int) -> None:
        """The power goes just before somebody's transaction ends: nothing of it is left."""
        before = sameness.canonical(self.file)
        self.file.execute(CRASH)
        after = before
        try:
            self._does(account, moving=True, which=which)
        except DBAPIError:
            after = sameness.canonical(self.file)
        finally:
            self.file.execute("DROP TRIGGER crash")
        assert after == before

    @rule(jump=st.sampled_from(sorted(JUMPS)))
    def time_passes(self, jump: str) -> None:
        """The clock goes on, or is put back, and the worker makes its rounds."""
        until = self.stage.counter.clock.at + timedelta(seconds=JUMPS[jump])
        self.stage.wait(self.stage.explorer.time_passes(until))

    @rule()
    def restarts(self) -> None:
        """The newsroom is shut and opened anew."""
        before = sameness.canonical(self.file)
        self.stage.wait(self.stage.counter.reopens())
        assert sameness.canonical(self.file) == before

    @invariant()
    def nothing_is_out_that_must_not_be(self) -> None:
        """Nothing unapproved, nothing by its own author alone, nothing whose bytes changed since."""
        found = provenance.faults(self.file)
        assert not found, "; ".join(found)

    @invariant()
    def nothing_is_early(self) -> None:
        """What was scheduled waited for its moment, what was let out for the moment of second thoughts."""
        for edition, published, _, chosen, last in self.file.execute(EARLY).fetchall():
            if last is None:
                continue  # it was out when the machine began
            kind, _, asked = str(last).partition(" ")
            moment = _moment(chosen) if kind == "scheduled" else _moment(asked) + UNDO
            assert _moment(published) >= moment, f"edition {edition} went out at {published}, not at {moment}"

    def teardown(self) -> None:
        """The chain of the history holds."""
        history = self.stage.counter.newsroom.store.read(lambda work: work.history.first_broken())
        assert self.stage.wait(history) is None

    def _does(self, account: int, *, moving: bool, which: int) -> None:
        acts = self.stage.acts(account, self.number)
        moves = [act for act in acts if act.name.startswith(MOVES)] if moving else []
        some = moves or [act for act in acts if act.name.startswith(SAYS)] if moving else acts
        if some:
            self.does(some[which % len(some)])

    def does(self, act: Act) -> None:
        """Somebody does this; one move has one entry that tells of it."""
        self.number += 1
        before, told = self._editions(), self._told()
        self.stage.done[act.name.partition(" #")[0]] += 1
        self.stage.wait(self.stage.explorer.handed_in(act))
        after, tells = self._editions(), self._told()
        for edition, (announcement, state, revision) in after.items():
            if edition in before and before[edition] != (announcement, state, revision):
                new = _difference(told.get(announcement, {}), tells.get(announcement, {}))
                assert new, f"{act.name} moved edition {edition} and nothing tells of it"
                assert set(new.values()) == {1}, f"{act.name} moved edition {edition} once and tells {new}"

    def _editions(self) -> dict[int, tuple[int, str, int]]:
        return {number: (one, state, revision) for number, one, state, revision in self.file.execute(STATES)}

    def _told(self) -> dict[int, dict[str, int]]:
        announcements = {one for one, _, _ in self._editions().values()}
        return {one: dict(self.file.execute(ENTRIES, (one,)).fetchall()) for one in announcements}


def _difference(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {
        kind: so_many - before.get(kind, 0)
        for kind, so_many in after.items()
        if so_many != before.get(kind, 0)
    }


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)
