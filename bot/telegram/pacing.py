"""Our own pacing of all that goes to Telegram: never a burst above the rate, people before broadcasts.

Knows nothing of messages. Clock time plays no part; only the loop's own seconds do.
"""

import asyncio
import heapq
import itertools
from collections import deque
from enum import IntEnum

CHAT_SECONDS = 1.0  # Telegram's FAQ: about one message a second in one chat
GROUP_MINUTE = 20  # and 20 a minute in one group
CHATS_REMEMBERED = 10_000
SLOWEST = 1.0
RECOVER_SECONDS = 30.0


class Priority(IntEnum):
    """Who goes first."""

    ANSWER = 0
    CHANNEL = 1
    BROADCAST = 2


class Pacer:
    """Hands out turns, at most `rate` a second, evenly spaced. A turn is taken just before a call is made."""

    def __init__(self, rate: float) -> None:
        self._full_rate = self._rate = float(rate)
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._next_turn = self._paused_until = self._slowed_at = 0.0
        self._driver: asyncio.Task[None] | None = None
        self._chat_turns: dict[int, float] = {}
        self._group_turns: dict[int, deque[float]] = {}

    async def turn(self, chat_id: int, priority: Priority) -> None:
        """Wait for the moment this chat may be written to. Answers overtake broadcasts and their pauses."""
        if priority is not Priority.ANSWER:
            await self._chat_turn(chat_id)
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._order), place))
        if self._driver is None or self._driver.done():
            self._driver = asyncio.create_task(self._drive())
        await place

    def slow_down(self, seconds: float) -> None:
        """Obey a refusal meant for all: no broadcast for so long, then half the rate, climbing back in 30 s steps."""
        now = asyncio.get_running_loop().time()
        self._paused_until = max(self._paused_until, now + seconds)
        self._rate = max(SLOWEST, self._rate / 2)
        self._slowed_at = self._paused_until

    async def _chat_turn(self, chat_id: int) -> None:
        """Reserve this chat's next free second (and, in a group, place in its minute), then wait for it."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._chat_turns.get(chat_id, 0.0))
        if chat_id < 0:
            minute = self._group_turns.setdefault(chat_id, deque(maxlen=GROUP_MINUTE))
            if len(minute) == GROUP_MINUTE:
                at = max(at, minute[0] + 60.0)
            minute.append(at)
        self._chat_turns[chat_id] = at + CHAT_SECONDS
        if len(self._chat_turns) > CHATS_REMEMBERED:
            self._chat_turns = {chat: turn for chat, turn in self._chat_turns.items() if turn > now}
        if at > now:
            await asyncio.sleep(at - now)

    async def _drive(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            now = loop.time()
            if now < self._next_turn:
                await asyncio.sleep(self._next_turn - now)
                continue
            if self._waiting[0][0] != Priority.ANSWER and now < self._paused_until:
                await asyncio.sleep(min(self._paused_until - now, 0.05))
                continue
            _, _, place = heapq.heappop(self._waiting)
            if not place.done():
                self._next_turn = now + 1.0 / self._climbing(now)
                place.set_result(None)

    def _climbing(self, now: float) -> float:
        """Return today's rate, a quarter of the full one regained every 30 s after a refusal."""
        if self._rate < self._full_rate and now - self._slowed_at >= RECOVER_SECONDS:
            self._rate = min(self._full_rate, self._rate + self._full_rate / 4)
            self._slowed_at = now
        return self._rate
