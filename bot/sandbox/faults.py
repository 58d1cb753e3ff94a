"""Faults on demand: what a test or a visitor wants to go wrong, for which calls and how often.

Values and matching; the server makes them come true.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Any, Literal

What = Literal["answer", "reset", "hang", "slow", "garble"]
When = Literal["before", "after"]
SETTABLE = ("what", "method", "chat_id", "times", "when", "code", "description", "retry_after", "seconds")


@dataclass(slots=True, eq=False)
class Fault:
    """`when` says whether the call is carried out first (`after`) or not at all (`before`).

    `answer`: the given error, e.g. 429 with `retry_after`, 500, or any description of 400 and 403;
    `reset`: the connection is torn; `hang`: no answer until the fault is cleared; `slow`: `seconds` pass before it is
    carried out or before it is answered; `garble`: carried out, and broken JSON comes back. `times` None means until cleared. `method` and
    `chat_id` narrow it; None matches all.
    """

    what: What
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    when: When = "before"
    code: int = 500
    description: str = "Internal Server Error: restart"
    retry_after: int = 0
    seconds: float = 1.0
    suffered: int = 0
    cleared: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    async def dawdle(self) -> None:
        """Wait as a slow server does, until it is cleared at the latest."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.seconds):
                await self.cleared.wait()

    def json(self) -> dict[str, Any]:
        """Its fields, as the console shows and takes them."""
        return {name: getattr(self, name) for name in SETTABLE} | {"suffered": self.suffered}


class Faults:
    """Those in force, in the order they were set; the first that fits is suffered."""

    def __init__(self) -> None:
        self.all: list[Fault] = []
        self._suffered: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Let it happen from the next call on."""
        if fault.what == "answer" and fault.code == 429:
            fault.retry_after = fault.retry_after or 1
            fault.description = f"Too Many Requests: retry after {fault.retry_after}"
        self.all.append(fault)
        return fault

    def clear(self) -> None:
        """End all of them; hanging calls are let go."""
        for fault in (*self.all, *self._suffered):
            fault.cleared.set()
        self.all.clear()
        self._suffered.clear()

    def take(self, method: str, chat_id: object) -> Fault | None:
        """The fault this call suffers, counted; None almost always."""
        for fault in self.all:
            if _fits(fault, method, chat_id):
                fault.suffered += 1
                self._suffered.append(fault)
                if fault.times is not None and fault.suffered >= fault.times:
                    self.all.remove(fault)
                return fault
        return None


def _fits(fault: Fault, method: str, chat_id: object) -> bool:
    if fault.method is not None and fault.method.lower() != method.lower():
        return False
    return fault.chat_id is None or str(fault.chat_id) == str(chat_id)
