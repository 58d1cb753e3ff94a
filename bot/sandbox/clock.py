"""The sandbox's clock: the machine's own, or a test's, and movable in both cases.

It knows nothing of the world it times. Two hands: `now` (dates on messages, 48 hours, 150 seconds, 24 hours)
and `elapsed` (flood limits), which runs on even while a test's clock stands still.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """`source` gives aware datetimes; without one the machine's time in UTC is used. `moved` is called when it is."""

    def __init__(self, source: Callable[[], datetime] | None = None) -> None:
        self._source = source
        self._shifted = 0.0
        self.moved: Callable[[], None] = lambda: None

    @property
    def shifted(self) -> float:
        """Seconds it has been moved on in all (back: negative), for whoever must keep the same time."""
        return self._shifted

    def now(self) -> datetime:
        """The moment in this world, aware, in UTC."""
        if self._source is None:
            return datetime.fromtimestamp(time.time() + self._shifted, UTC)
        return self._source().astimezone(UTC) + timedelta(seconds=self._shifted)

    def unix(self) -> int:
        """The moment as whole seconds since 1970, as Telegram writes dates."""
        if self._source is None:
            return int(time.time() + self._shifted)
        return int(self.now().timestamp())

    def elapsed(self) -> float:
        """Seconds that only grow: real ones and those skipped by `shift` or `set`."""
        return time.monotonic() + self._shifted

    def shift(self, seconds: float) -> None:
        """Move on (or, with a negative figure, back) by so many seconds."""
        self._shifted += seconds
        self.moved()

    def set(self, moment: datetime) -> None:
        """Let it be `moment` now; time runs on from there. Raises ValueError for a moment without a zone."""
        if moment.tzinfo is None:
            raise ValueError("Give the moment with its zone, for instance 2026-11-24T09:00:00+00:00.")
        self.shift((moment - self.now()).total_seconds())
