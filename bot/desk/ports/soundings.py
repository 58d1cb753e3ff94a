"""Soundings: asking the outside now and then whether it still answers, as the desk needs it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

RELAY = "relay"


@dataclass(frozen=True, slots=True)
class Sounding:
    """What came of asking the relay or a channel. `trouble` is what went wrong the last time, "" for nothing."""

    asked_at: datetime
    answered_at: datetime | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer: `trouble` is "" when all is well. `username` is the public name of a channel or group, None for the relay's."""

    trouble: str = ""
    username: str | None = None


class Soundings(Protocol):
    """One for each of those asked: RELAY, or a channel's chat id as text."""

    async def of(self, whom: str) -> Sounding | None:
        """Return what came of it last, None when it was never asked."""
        ...

    async def note(self, whom: str, trouble: str) -> None:
        """Note what came of it now."""
        ...


class Ears(Protocol):
    """Asks the outside. Never raises for what it does."""

    async def ask(self, whom: str) -> Heard | None:
        """Return what was heard; None when nothing is known because nobody was reached."""
        ...
