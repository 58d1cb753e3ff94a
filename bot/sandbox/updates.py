"""The queue of updates: what the bot is still to hear, with Telegram's rules of offsets and of forgetting.

Knows nothing of HTTP. Sources: getUpdates in the Bot API; TQueue.cpp and Client.cpp of the official server.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.clock import Clock

KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
    "guest_message",
)
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT_SECONDS = 24 * 3600
QUERY_SECONDS = 150
QUIET_SECONDS = 7 * 86_400
MOST_PENDING = 100_000


@dataclass(slots=True)
class Update:
    """`chat` orders updates for a webhook: those of one chat go one after another."""

    id: int
    kind: str
    payload: dict[str, Any]
    chat: int
    expires: int

    def json(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.payload}


class Updates:
    """`first_id` is where numbering begins; `wake` is called whenever something was added."""

    def __init__(self, clock: Clock, first_id: int = 814_000_001) -> None:
        self._clock = clock
        self._next_id = first_id
        self._newest_at = clock.unix()
        self._pending: dict[int, Update] = {}
        self.allowed: frozenset[str] = frozenset(KINDS) - ON_REQUEST
        self.chosen: list[str] | None = None
        self.wake: Callable[[], None] = lambda: None

    def __len__(self) -> int:
        return len(self._pending)

    def allow(self, kinds: list[str]) -> None:
        """Choose what is received from now on; an empty list is the default choice."""
        known = [kind.lower() for kind in kinds if kind.lower() in KINDS]
        self.chosen = known or None
        self.allowed = frozenset(known) if known else frozenset(KINDS) - ON_REQUEST

    def add(self, kind: str, payload: dict[str, Any], chat: int) -> int | None:
        """Queue an update, unless the bot did not ask for its kind; returns its id."""
        if kind not in self.allowed or len(self._pending) >= MOST_PENDING:
            return None
        lives = QUERY_SECONDS if kind in {"callback_query", "inline_query"} else KEPT_SECONDS
        self._count_anew()
        update = Update(self._next_id, kind, payload, chat, self._clock.unix() + lives)
        self._next_id += 1
        self._pending[update.id] = update
        self.wake()
        return update.id

    def _count_anew(self) -> None:
        """After a week without an update the next one has any number (Bot API, Update)."""
        now = self._clock.unix()
        if now - self._newest_at >= QUIET_SECONDS:
            self._next_id = 1 + secrets.randbelow(2**30)
        self._newest_at = now

    def pending(self) -> list[Update]:
        """All that are still alive, oldest first."""
        now = self._clock.unix()
        for update in [u for u in self._pending.values() if u.expires <= now]:
            del self._pending[update.id]
        return list(self._pending.values())

    def take(self, offset: int, limit: int) -> list[Update]:
        """What getUpdates answers: everything before `offset` is confirmed and forgotten.

        A negative offset keeps only the last so many. An offset far past the end is taken for a foreign one.
        """
        waiting = self.pending()
        if offset < 0:
            self.confirm([u.id for u in waiting[:offset]])
        elif 0 < offset <= self._next_id + 10:
            self.confirm([u.id for u in waiting if u.id < offset])
        return list(self._pending.values())[:limit]

    def confirm(self, ids: list[int]) -> None:
        for update_id in ids:
            self._pending.pop(update_id, None)

    def drop(self) -> None:
        """Forget everything pending."""
        self._pending.clear()

    @property
    def next_id(self) -> int:
        return self._next_id

    def is_pending(self, update: Update) -> bool:
        """Whether it is neither confirmed nor expired."""
        return update.id in self._pending and update.expires > self._clock.unix()

    def now(self) -> int:
        return self._clock.unix()
