"""The states of an edition and the closed table of moves between them.

The table is the workflow: a move that is not in it cannot happen. Knows no database.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    HOLDING = "holding"
    HELD = "held"
    PUBLISHING = "publishing"
    PARTLY_PUBLISHED = "partly_published"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    KILLED = "killed"
    REJECTED = "rejected"
    DISCARDED = "discarded"


class Action(StrEnum):
    """What moves an edition."""

    SUBMIT = "submit"
    EDIT = "edit"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    REJECT = "reject"
    LAPSE = "lapse"
    DISCARD = "discard"
    SCHEDULE = "schedule"
    RESCHEDULE = "reschedule"
    UNSCHEDULE = "unschedule"
    PUBLISH_NOW = "publish_now"
    BREAK_EMBARGO = "break_embargo"
    COME_DUE = "come_due"
    HOLD = "hold"
    RELEASE_HOLD = "release_hold"
    STOP = "stop"
    RELEASE = "release"
    FINISH = "finish"
    FINISH_PARTLY = "finish_partly"
    RETRY = "retry"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"
    KILL = "kill"
    EMERGENCY = "emergency"
    CALL_OFF = "call_off"


@dataclass(frozen=True, slots=True)
class Move:
    """One permitted step: `action` takes an edition from `source` to `target`."""

    action: Action
    source: State
    target: State
    needs_reason: bool = False


_S, _A = State, Action
MOVES: tuple[Move, ...] = (
    Move(_A.SUBMIT, _S.DRAFT, _S.IN_REVIEW),
    Move(_A.EDIT, _S.DRAFT, _S.DRAFT),
    Move(_A.EDIT, _S.IN_REVIEW, _S.DRAFT),
    Move(_A.EDIT, _S.APPROVED, _S.DRAFT),
    Move(_A.APPROVE, _S.IN_REVIEW, _S.APPROVED),
    Move(_A.SEND_BACK, _S.IN_REVIEW, _S.DRAFT, needs_reason=True),
    Move(_A.REJECT, _S.IN_REVIEW, _S.REJECTED, needs_reason=True),
    Move(_A.LAPSE, _S.IN_REVIEW, _S.DRAFT),
    Move(_A.DISCARD, _S.DRAFT, _S.DISCARDED),
    Move(_A.DISCARD, _S.IN_REVIEW, _S.DISCARDED),
    Move(_A.DISCARD, _S.APPROVED, _S.DISCARDED),
    Move(_A.SCHEDULE, _S.APPROVED, _S.SCHEDULED),
    Move(_A.RESCHEDULE, _S.SCHEDULED, _S.SCHEDULED),
    Move(_A.UNSCHEDULE, _S.SCHEDULED, _S.APPROVED),
    Move(_A.PUBLISH_NOW, _S.APPROVED, _S.HOLDING),
    Move(_A.BREAK_EMBARGO, _S.SCHEDULED, _S.HOLDING, needs_reason=True),
    Move(_A.COME_DUE, _S.SCHEDULED, _S.HOLDING),
    Move(_A.HOLD, _S.SCHEDULED, _S.HELD),
    Move(_A.HOLD, _S.HOLDING, _S.HELD),
    Move(_A.PUBLISH_NOW, _S.HELD, _S.HOLDING),
    Move(_A.RELEASE_HOLD, _S.HELD, _S.APPROVED),
    Move(_A.STOP, _S.HOLDING, _S.APPROVED),
    Move(_A.RELEASE, _S.HOLDING, _S.PUBLISHING),
    Move(_A.FINISH, _S.PUBLISHING, _S.PUBLISHED),
    Move(_A.FINISH_PARTLY, _S.PUBLISHING, _S.PARTLY_PUBLISHED),
    Move(_A.RETRY, _S.PARTLY_PUBLISHED, _S.PUBLISHING),
    Move(_A.FINISH, _S.PARTLY_PUBLISHED, _S.PUBLISHED),
    # What is still going out can be put right too: its unsent copies are left out, and the new ones go instead.
    *(Move(_A.SUPERSEDE, out, _S.SUPERSEDED) for out in (_S.PUBLISHING, _S.PARTLY_PUBLISHED, _S.PUBLISHED)),
    *(
        Move(_A.WITHDRAW, out, _S.WITHDRAWN, needs_reason=True)
        for out in (_S.PUBLISHING, _S.PARTLY_PUBLISHED, _S.PUBLISHED)
    ),
    # An emergency goes round the approvals and nothing else; kept back, it is a draft again, never approved.
    Move(_A.EMERGENCY, _S.DRAFT, _S.HOLDING, needs_reason=True),
    Move(_A.EMERGENCY, _S.IN_REVIEW, _S.HOLDING, needs_reason=True),
    Move(_A.CALL_OFF, _S.HOLDING, _S.DRAFT),
    Move(_A.KILL, _S.SCHEDULED, _S.KILLED, needs_reason=True),
    Move(_A.KILL, _S.HOLDING, _S.KILLED, needs_reason=True),
    Move(_A.KILL, _S.PUBLISHING, _S.KILLED, needs_reason=True),
    Move(_A.KILL, _S.PARTLY_PUBLISHED, _S.KILLED, needs_reason=True),
    Move(_A.KILL, _S.PUBLISHED, _S.KILLED, needs_reason=True),
)
_BY_STEP = {(move.action, move.source): move for move in MOVES}

TERMINAL = frozenset({_S.SUPERSEDED, _S.KILLED, _S.REJECTED, _S.DISCARDED})
OPEN = frozenset({_S.DRAFT, _S.IN_REVIEW, _S.APPROVED, _S.SCHEDULED, _S.HOLDING, _S.HELD})
EDITABLE = frozenset(move.source for move in MOVES if move.action is Action.EDIT)
LIVE = frozenset({_S.PUBLISHING, _S.PARTLY_PUBLISHED, _S.PUBLISHED})


def move_for(action: Action, source: State) -> Move | None:
    """Return the move this action makes from this state, or None when the table has none."""
    return _BY_STEP.get((action, source))
