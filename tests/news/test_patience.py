"""When a review is called to mind, brought before the admins and taken back: each once, and only the furthest."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.patience import Step, Wait, step_due
from bot.news.policy import CHOICES, Policy

SUBMITTED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
USUAL = Policy()  # 4, 24 and 72 hours
NEVER = Policy(remind_hours=0, escalate_hours=0, lapse_hours=0)


def after(hours: float) -> datetime:
    return SUBMITTED + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("policy", "wait", "hours", "step"),
    [
        (USUAL, Wait(SUBMITTED), 3.99, None),
        (USUAL, Wait(SUBMITTED), 4, Step.REMIND),
        (USUAL, Wait(SUBMITTED, after(4)), 4, None),
        (USUAL, Wait(SUBMITTED, after(4)), 23.99, None),
        (USUAL, Wait(SUBMITTED, after(4)), 24, Step.ESCALATE),
        (USUAL, Wait(SUBMITTED), 30, Step.ESCALATE),
        (USUAL, Wait(SUBMITTED, None, after(30)), 31, None),
        (USUAL, Wait(SUBMITTED, after(4), after(24)), 71.99, None),
        (USUAL, Wait(SUBMITTED, after(4), after(24)), 72, Step.LAPSE),
        (USUAL, Wait(SUBMITTED), 1000, Step.LAPSE),
        (USUAL, Wait(SUBMITTED), -2, None),
        (NEVER, Wait(SUBMITTED), 10_000, None),
        (Policy(remind_hours=0), Wait(SUBMITTED), 5, None),
        (Policy(escalate_hours=0), Wait(SUBMITTED, after(4)), 30, None),
        (Policy(lapse_hours=0), Wait(SUBMITTED, after(4), after(24)), 1000, None),
        (Policy(remind_hours=48, escalate_hours=24), Wait(SUBMITTED, None, after(24)), 50, None),
        (Policy(lapse_hours=1), Wait(SUBMITTED), 2, Step.LAPSE),
    ],
)
def test_each_step_comes_at_its_hour(policy: Policy, wait: Wait, hours: float, step: Step | None) -> None:
    assert step_due(policy, wait, after(hours)) is step


HOURS = st.sampled_from(CHOICES["remind_hours"])


@given(HOURS, HOURS, HOURS, st.lists(st.floats(-48, 400), max_size=30))
def test_however_the_clock_jumps_no_step_comes_twice_or_after_a_further_one(
    remind: int, escalate: int, lapse: int, looks: list[float]
) -> None:
    policy = Policy(remind_hours=remind, escalate_hours=escalate, lapse_hours=lapse)
    wait, taken = Wait(SUBMITTED), list[Step]()
    for hours in looks:
        step = step_due(policy, wait, after(hours))
        if step is None:
            continue
        taken.append(step)
        if step is Step.LAPSE:
            break
        reminded = after(hours) if step is Step.REMIND else wait.reminded_at
        wait = Wait(SUBMITTED, reminded, after(hours) if step is Step.ESCALATE else wait.escalated_at)

    order = list(Step)
    assert taken == sorted(set(taken), key=order.index)
