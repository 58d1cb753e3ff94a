"""Our own pacing of all that goes to Telegram: never a burst above the rate, people before broadcasts.

Knows nothing of messages. Spacing is in the loop's own seconds; a pause Telegram asked for is in the desk's time.
"""

import asyncio
import heapq
import itertools
from collections import deque
from datetime import datetime, timedelta
from enum import IntEnum

from bot.desk.ports import Clock

CHAT_SECONDS = 1.0  # Telegram's FAQ: about one message a second in one chat
GROUP_MINUTE = 20  # and 20 a minute in one group
CHATS_REMEMBERED = 10_000
SLOWEST = 1.0
RECOVER_SECONDS = 15.0
LONGEST_TURN = 2.0


class NotNow(Exception):
    """This turn is further away than anything intended should wait; nothing was sent. `seconds` says how far."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not for {seconds:.1f} s")
        self.seconds = seconds


class Priority(IntEnum):
    """Who goes first."""

    ANSWER = 0
    CHANNEL = 1
    BROADCAST = 2


class Pacer:
    """Hands out turns, at most `rate` a second, evenly spaced. A turn is taken just before a call is made."""

    def __init__(self, rate: float, clock: Clock) -> None:
        self._full_rate = self._rate = float(rate)
        self._clock = clock
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._next_turn = self._slowed_at = 0.0
        self._paused_until: datetime | None = None
        self._driver: asyncio.Task[None] | None = None
        self._chats: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}

    async def turn(self, chat_id: int, priority: Priority) -> None:
        """Wait for the moment this chat may be written to. Answers overtake broadcasts and their pauses.

        Raises NotNow, for all but answers, when that moment is more than two seconds away.
        """
        if priority is not Priority.ANSWER:
            if pause := self._pause():
                raise NotNow(pause)
            await self._chat_turn(chat_id)
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._order), place))
        if self._driver is None or self._driver.done():
            self._driver = asyncio.create_task(self._drive())
        await place

    def slow_down(self, seconds: float) -> None:
        """Obey a refusal meant for all: no broadcast for so long, then half the rate, climbing back in 15 s steps.

        Refusals of calls that left before the last slow-down are the same refusal: they do not halve again.
        """
        if not self._pause():
            self._rate = max(SLOWEST, self._rate / 2)
        until = self._clock.now() + timedelta(seconds=seconds)
        self._paused_until = max(self._paused_until or until, until)
        self._slowed_at = asyncio.get_running_loop().time() + seconds
        self._send_away(seconds)

    def close(self) -> None:
        """Let nobody wait any longer: what has not been sent will not be."""
        self._paused_until = self._clock.now() + timedelta(days=1)
        self._send_away(0.0)

    def _send_away(self, seconds: float) -> None:
        for priority, _, place in self._waiting:
            if priority != Priority.ANSWER and not place.done():
                place.set_exception(NotNow(seconds))

    def _pause(self) -> float:
        if self._paused_until is None:
            return 0.0
        return max(0.0, (self._paused_until - self._clock.now()).total_seconds())

    async def _chat_turn(self, chat_id: int) -> None:
        """Reserve this chat's next free second (and, in a group, place in its minute), then wait for it."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._chats.get(chat_id, 0.0))
        minute = self._groups.setdefault(chat_id, deque(maxlen=GROUP_MINUTE)) if chat_id < 0 else deque()
        if len(minute) == GROUP_MINUTE:
            at = max(at, minute[0] + 60.0)
        if at - now > LONGEST_TURN:
            raise NotNow(at - now)
        minute.append(at)
        self._chats[chat_id] = at + CHAT_SECONDS
        if len(self._chats) > CHATS_REMEMBERED:
            self._chats = {chat: turn for chat, turn in self._chats.items() if turn > now}
        if at > now:
            await asyncio.sleep(at - now)

    async def _drive(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            now = loop.time()
            if now < self._next_turn:
                await asyncio.sleep(self._next_turn - now)
                continue
            _, _, place = heapq.heappop(self._waiting)
            if not place.done():
                self._next_turn = now + 1.0 / self._climbing(now)
                place.set_result(None)

    def _climbing(self, now: float) -> float:
        """Return today's rate, a quarter of the full one regained every 15 s after a refusal."""
        if self._rate < self._full_rate and now - self._slowed_at >= RECOVER_SECONDS:
            self._rate = min(self._full_rate, self._rate + self._full_rate / 4)
            self._slowed_at = now
        return self._rate
