"""Those we write to: channels, subscribers in the chat, and inboxes, as the desk needs them."""

from datetime import datetime
from typing import Protocol

from bot.desk.ports.values import Channel, Purpose


class Channels(Protocol):
    """Channels and groups the bot was added to."""

    async def find(self, chat_id: int) -> Channel | None:
        """Return one place by Telegram's id."""
        ...

    async def notice(self, chat_id: int, title: str, kind: str, username: str) -> Channel:
        """Make a place known or renamed, and writable again; a new one is undecided."""
        ...

    async def decide(self, chat_id: int, purpose: Purpose) -> bool:
        """Say what a place is for; False when it was that already or is unknown. What waits there for another purpose never goes."""
        ...

    async def had_news(self, chat_id: int) -> bool:
        """Tell whether an announcement ever arrived there."""
        ...

    async def lose(self, chat_id: int, reason: str) -> bool:
        """Note that we may no longer write there; False when that was known."""
        ...

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that became a supergroup; its deliveries not yet accepted follow too."""
        ...

    async def usable(self, purpose: Purpose) -> list[Channel]:
        """Return the places for this purpose that we may write to."""
        ...

    async def known(self) -> list[Channel]:
        """Return every place, by title."""
        ...


class Readers(Protocol):
    """People who asked for the news in their private chat."""

    async def subscribe(self, telegram_id: int, name: str) -> bool:
        """Start a subscription; False when one is running."""
        ...

    async def end(self, telegram_id: int, reason: str) -> bool:
        """End the running subscription with its reason and exclude what was planned for it; False without one."""
        ...

    async def is_subscribed(self, telegram_id: int) -> bool:
        """Tell whether a subscription is running."""
        ...

    async def count(self) -> int:
        """Return the number of running subscriptions."""
        ...


class Inboxes(Protocol):
    """Mail addresses with their consent. Tokens are known by SHA-256 (hex) only."""

    async def ask(self, address: str, token_hash: str, expires_at: datetime, wording: str) -> bool:
        """Record a wish to subscribe and its confirmation token.

        Returns False when the address needs no confirmation mail: it is subscribed already, suppressed, or was asked
        within the last ten minutes. The caller answers the visitor the same either way.
        """
        ...

    async def pending(self, token_hash: str, now: datetime) -> str | None:
        """Return the address a live confirmation token is for (looking changes nothing)."""
        ...

    async def confirm(self, token_hash: str, unsubscribe_key: str, now: datetime) -> str | None:
        """Use the token up and subscribe its address; return the address, None when unknown, used or expired.

        `unsubscribe_key` becomes the inbox's own key for leaving, unless it has one.
        """
        ...

    async def by_key(self, unsubscribe_key: str) -> str | None:
        """Return the address an unsubscribe key belongs to, subscribed or not."""
        ...

    async def leave(self, unsubscribe_key: str, reason: str) -> bool:
        """End the subscription of this inbox at once and exclude what was planned for it; False when unknown."""
        ...

    async def suppress(self, address: str, reason: str) -> None:
        """Stop writing to an address that bounced or complained."""
        ...

    async def count(self) -> int:
        """Return the number of confirmed inboxes."""
        ...
