"""Overrides of what the checks found, as the desk needs them."""

from typing import Protocol

from bot.desk.ports.values import Edition
from bot.news.checks import Override


class Overrides(Protocol):
    """The record of overrides: only ever added to. Which of them hold is told by the words, not by a row."""

    async def add(self, edition: Edition, override: Override) -> None:
        """Record one with the edition's current revision."""
        ...

    async def of(self, announcement_id: int) -> list[Override]:
        """Return every one ever given for an announcement, oldest first."""
        ...
