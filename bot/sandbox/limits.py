"""Flood limits, as the Bot FAQ gives them: 1 message a second in a chat, 20 a minute in a group, 30 a second in all.

Telegram tolerates short bursts in a private chat; `burst` says how long. Figures are settable, and the whole can
be switched off. Time here is the clock's `elapsed`: real seconds plus those skipped.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from bot.sandbox.chats import Chat
from bot.sandbox.clock import Clock
from bot.sandbox.errors import too_many


@dataclass(slots=True)
class Limits:
    """`paid` is the overall rate with allow_paid_broadcast; `polling` slows hasty repeats of getUpdates."""

    on: bool = True
    per_chat_second: float = 1.0
    burst: int = 5
    per_group_minute: float = 20.0
    overall_second: float = 30.0
    paid_second: float = 1000.0
    polling: bool = True


@dataclass(slots=True)
class Flood:
    """Counts what was let through. `premature` counts calls that came before the time they had been told."""

    clock: Clock
    limits: Limits = field(default_factory=Limits)
    premature: int = 0
    paid_messages: int = 0
    _lanes: dict[tuple[str, int], float] = field(default_factory=dict)
    _told: dict[int, float] = field(default_factory=dict)

    def pass_or_refuse(self, chat: Chat, *, count: int = 1, paid: bool = False, edit: bool = False) -> None:
        """Let `count` messages through or raise Refused (429); a refused call uses nothing up."""
        if not self.limits.on:
            self.paid_messages += count if paid else 0
            return
        now = self.clock.elapsed()
        lanes = self._lanes_of(chat, paid=paid, edit=edit)
        wait = max((self._wait(key, gap, burst, now) for key, gap, burst in lanes), default=0.0)
        if wait > 0:
            self._refuse(chat, now, wait)
        for key, gap, _ in lanes:
            self._lanes[key] = max(self._lanes.get(key, 0.0), now) + gap * count
        self.paid_messages += count if paid else 0

    def forget(self) -> None:
        """Begin anew, as after a quiet hour."""
        self._lanes.clear()
        self._told.clear()

    def _lanes_of(self, chat: Chat, *, paid: bool, edit: bool) -> list[tuple[tuple[str, int], float, float]]:
        limits = self.limits
        rate = limits.paid_second if paid else limits.overall_second
        lanes = [(("paid" if paid else "all", 0), 1 / rate, rate)]
        if chat.is_private:
            if not edit:
                lanes.append((("second", chat.id), 1 / limits.per_chat_second, float(limits.burst)))
            return lanes
        kind = "edits" if edit else "minute"
        return [*lanes, ((kind, chat.id), 60 / limits.per_group_minute, limits.per_group_minute)]

    def _wait(self, key: tuple[str, int], gap: float, burst: float, now: float) -> float:
        return self._lanes.get(key, 0.0) - now - gap * (burst - 1) - 1e-6

    def _refuse(self, chat: Chat, now: float, wait: float) -> None:
        if now < self._told.get(chat.id, 0.0):
            self.premature += 1
        seconds = max(1, math.ceil(wait))
        self._told[chat.id] = now + wait
        raise too_many(seconds)
