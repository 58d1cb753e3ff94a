"""How long a review may wait: when it is called to mind, brought before the admins, and taken back to draft. Pure.

Only the furthest step that is due is taken. After a night in which nobody was at work (or a clock that jumped) a review is
called to mind once, or taken back once: never a row of messages that say the same.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.news.policy import Policy

CLAIM_LASTS = timedelta(minutes=30)


class Step(StrEnum):
    """What is due with a review that nobody has decided; its value is the kind of its entry in the history."""

    REMIND = "reminded"
    ESCALATE = "escalated"
    LAPSE = "lapsed"


@dataclass(frozen=True, slots=True)
class Wait:
    """How a review has waited so far (moments in UTC). Whether somebody has claimed it makes no difference."""

    submitted_at: datetime
    reminded_at: datetime | None = None
    escalated_at: datetime | None = None


def step_due(policy: Policy, wait: Wait, now: datetime) -> Step | None:
    """Return the furthest step whose hour has come and that was not taken yet; what it overtakes is never made up for."""
    if _has_come(wait, policy.lapse_hours, now):
        return Step.LAPSE
    if wait.escalated_at is not None:
        return None
    if _has_come(wait, policy.escalate_hours, now):
        return Step.ESCALATE
    if wait.reminded_at is None and _has_come(wait, policy.remind_hours, now):
        return Step.REMIND
    return None


def _has_come(wait: Wait, hours: int, now: datetime) -> bool:
    return hours > 0 and now >= wait.submitted_at + timedelta(hours=hours)
