"""What a desk has decided about itself: how many must agree, whether an emergency may go round them, when to remind. Pure.

Admins change it in the chat (`/policy`). No choice here lets one person publish alone in silence: one approval is the least,
and an emergency publication is told to everybody.
"""

from dataclasses import dataclass, replace
from typing import Any

HOURS = (1, 2, 4, 8, 24, 48, 72)


@dataclass(frozen=True, slots=True)
class Policy:
    """`remind_hours`, `escalate_hours` and `lapse_hours` count from the submission; 0 means never.

    A review is first called to mind, then brought before the admins too, and in the end goes back to draft. `signoffs` is 0
    where speakers agree to their words when they are asked, 1 where every quote with a known speaker needs it.
    """

    approvals_needed: int = 1
    emergency_allowed: bool = True
    remind_hours: int = 4
    escalate_hours: int = 24
    lapse_hours: int = 72
    signoffs: int = 0


# What each part may be, in the order in which it is offered.
CHOICES: dict[str, tuple[int, ...]] = {
    "approvals_needed": (1, 2, 3),
    "emergency_allowed": (1, 0),
    "remind_hours": (*HOURS, 0),
    "escalate_hours": (*HOURS, 0),
    "lapse_hours": (*HOURS, 0),
    "signoffs": (0, 1),
}


def with_choice(policy: Policy, part: str, value: int) -> Policy:
    """Return the policy with one part chosen anew. Raises ValueError for a part or value that is not offered."""
    if value not in CHOICES.get(part, ()):
        raise ValueError(f"{part} cannot be {value}")
    chosen: dict[str, Any] = {part: bool(value) if part == "emergency_allowed" else value}
    return replace(policy, **chosen)
