"""Flood control as the service applies it: about one message a second in a chat with a small burst allowed,
20 a minute in a group or channel, 30 a second over all. Counts what was let through; the rest gets a 429.
"""

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.independent.refusing import too_many

BURST = 6  # messages in a row that a chat takes before the second counts


@dataclass
class Flood:
    """One bot's budgets. `overall` is messages a second; 0 turns flood control off."""

    overall: int = 30
    refused: int = 0
    chats: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    every: deque[float] = field(default_factory=deque)

    def admit(self, chat_id: int) -> None:
        """Count one message, or raise a 429."""
        if not self.overall:
            return
        now, chat = time.monotonic(), self.chats[chat_id]
        self._forget(self.every, now - 1.0)
        self._forget(chat, now - 60.0)
        if len(self.every) >= self.overall:
            self._refuse(1)
        if chat_id < 0 and len(chat) >= 20:
            self._refuse(int(chat[0] + 60 - now) + 1)
        if sum(1 for moment in chat if moment > now - BURST) > BURST:
            self._refuse(3)
        self.every.append(now)
        chat.append(now)

    @staticmethod
    def _forget(moments: deque[float], before: float) -> None:
        while moments and moments[0] <= before:
            moments.popleft()

    def _refuse(self, seconds: int) -> None:
        self.refused += 1
        raise too_many(seconds)
