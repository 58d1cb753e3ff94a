"""Letters to one person, such as the one that asks to confirm a subscription, as the desk needs them.

Not announcements: those are deliveries. A letter is written in the transaction that causes it and sent by the worker,
so that it survives a relay that is down and a process that is killed.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class LetterKind(StrEnum):
    """What a letter is for; names its template (`templates/email/<kind>/`)."""

    CONFIRM = "confirm"
    PRESS_CONFIRM = "press_confirm"
    PRESS_WITHDRAWN = "press_withdrawn"
    PRESS_KEPT_BACK = "press_kept_back"
    PRESS_LIFTED = "press_lifted"
    PRESS_CORRECTED = "press_corrected"
    PRESS_TAKEN_BACK = "press_taken_back"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter that waits. `link` is the address the letter leads to, a token in it; `about` what else it says.

    To the press, about what they hold, `link` is the key by which they leave.
    """

    id: int
    address: str
    kind: LetterKind
    link: str
    attempts: int
    about: dict[str, str] = field(default_factory=dict)


class Letters(Protocol):
    """Letters that must not be lost. One link is kept in clear only until its letter is settled."""

    async def queue(self, address: str, kind: LetterKind, link: str, /, **about: str) -> None:
        """Want this letter sent."""
        ...

    async def waiting(self, limit: int, now: datetime) -> list[Letter]:
        """Return the next ones whose time has come, oldest first."""
        ...

    async def settle(self, letter_id: int, reason: str = "") -> None:
        """It was accepted, or with a reason can never be; either way its link is forgotten."""
        ...

    async def later(self, letter_id: int, until: datetime) -> None:
        """Try again then; counts an attempt."""
        ...
