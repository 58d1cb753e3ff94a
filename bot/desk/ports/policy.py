"""What the desk has decided about itself, as its use cases need it."""

from typing import Protocol

from bot.news.policy import Policy


class Policies(Protocol):
    """The one policy of the desk, read at the moment of each use."""

    async def current(self) -> Policy:
        """Return what holds now."""
        ...

    async def change(self, old: Policy, new: Policy) -> bool:
        """Put a new one in the old one's place; False when it had been changed meanwhile."""
        ...
