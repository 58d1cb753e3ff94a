"""The whole workflow, at random, with crashes and a clock that jumps: nothing goes out that must not, or too early.

`python3 dev.py campaign workflow` does much more of the same.
"""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.cli.saying import configure_logs
from bot.news.status import State
from tests.authority.acts import ACCOUNT
from tests.authority.counter import counter
from tests.authority.workflow import Stage, Workflow

EXAMPLES, STEPS = 6, 25
GOES_AT_ONCE = """
CREATE TRIGGER broken AFTER UPDATE OF due_at ON editions WHEN new.state = 'scheduled' BEGIN
UPDATE editions SET due_at = '2026-11-23 12:00:30.000000' WHERE id = new.id; END
"""
APPROVES_ITSELF = """
CREATE TRIGGER broken AFTER UPDATE OF state ON editions WHEN new.state = 'in_review' BEGIN
INSERT INTO approvals (edition_id, revision_id, person_id, role, at)
SELECT new.id, new.revision_id, id, 'approver', '2026-11-23 12:00:00.000000' FROM people WHERE telegram_id = 802;
UPDATE editions SET state = 'approved' WHERE id = new.id; END
"""


@pytest.fixture
def stage(migrated_file: Path) -> Iterator[Stage]:
    configure_logs("critical")
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        opened = runner.run(stack.enter_async_context(counter(migrated_file)))
        yield Stage(opened, runner.get_loop())
        runner.run(stack.aclose())


def runs(stage: Stage, examples: int, steps: int, broken: str = "") -> None:
    """Drive the machine; raise what it finds."""
    machine = type("Machine", (Workflow,), {"stage": stage, "broken": broken})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_nothing_goes_out_that_must_not(stage: Stage) -> None:
    runs(stage, EXAMPLES, STEPS)


def holds(machine: Workflow) -> None:
    """All that hypothesis would ask after each step."""
    machine.nothing_is_early()
    machine.nothing_is_out_that_must_not_be()


@pytest.mark.parametrize(
    ("there", "broken", "sequence", "found"),
    [
        pytest.param(
            State.APPROVED, GOES_AT_ONCE, ["schedule_at"], "went out at", id="a time that is not kept"
        ),
        pytest.param(
            State.DRAFT,
            APPROVES_ITSELF,
            ["submit", "publish_now"],
            "by nobody else's leave",
            id="a review that nobody makes",
        ),
    ],
)
def test_a_desk_with_one_rule_broken_is_caught(
    stage: Stage, there: State, broken: str, sequence: list[str], found: str
) -> None:
    """What the machine would come upon in time, done step by step: its invariants see it."""
    machine = type("Machine", (Workflow,), {"stage": stage, "broken": broken})()
    machine.begin(there)
    for name in sequence:
        machine.does(next(act for act in stage.acts(ACCOUNT, 1) if act.name.startswith(name)))
    machine.time_passes("a minute")

    with pytest.raises(AssertionError, match=found):
        holds(machine)
