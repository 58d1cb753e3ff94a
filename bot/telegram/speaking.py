"""The speaker: says what use cases queued, and keeps every card showing the truth.

The only part that writes to staff by itself. Each chat is served in order, all chats at once: one that is slow to take
a message holds nobody else up. What could not be said is tried again; no card or notice is ever lost.
"""

import asyncio
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import structlog

from bot.desk.ports import Store, Work
from bot.desk.ports.chat import Card, Notice
from bot.telegram.voice import Voice

log = structlog.get_logger()
AT_ONCE = 200
AFTER_FAILURE = 2.0  # seconds


@dataclass(slots=True)
class _Waiting:
    """What waits for one chat."""

    notices: list[Notice] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)


class Speaker:
    """Starts a task for every chat that has something waiting and is not being served already."""

    def __init__(self, store: Store, voice: Voice) -> None:
        self._store = store
        self._voice = voice
        self._woken = asyncio.Event()
        self._serving: dict[int, asyncio.Task[None]] = {}
        self._not_before: dict[int, float] = {}

    def wake(self) -> None:
        """Say soon what has been queued."""
        self._woken.set()

    async def wait(self, seconds: float) -> None:
        """Wait until woken, at most so long."""
        # Not wait_for: before Python 3.12 it swallows a cancellation that meets the wake-up, and the stop never ends.
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        self._woken.clear()

    async def round(self) -> int:
        """Set out to say everything whose time has come; return how many chats that concerns."""
        served = set(
            self._serving
        )  # as it was before looking: what is being said now may look as if it still waited
        waiting: defaultdict[int, _Waiting] = defaultdict(_Waiting)
        notices, cards = await self._store.read(_waiting)
        for notice in notices:
            waiting[notice.chat_id].notices.append(notice)
        for card in cards:
            waiting[card.chat_id].cards.append(card)
        now = asyncio.get_running_loop().time()
        ready = [chat for chat in waiting if chat not in served and self._not_before.get(chat, 0.0) <= now]
        for chat in ready:
            self._serving[chat] = asyncio.create_task(self._serve(chat, waiting[chat]))
        return len(ready)

    async def finish(self) -> None:
        """Finish what is being said."""
        await asyncio.gather(*self._serving.values(), return_exceptions=True)

    async def _serve(self, chat_id: int, waiting: _Waiting) -> None:
        """Say a chat's notices in order, then bring its cards up to date; stop where one has to wait."""
        says = [partial(self._voice.say, notice) for notice in waiting.notices]
        wait, after_failure = 0.0, 0.0
        for speak in [*says, *(partial(self._voice.show, card) for card in waiting.cards)]:
            try:
                wait = wait or await speak()
            except Exception:  # one card that cannot be drawn keeps no other from its chat
                log.exception("a chat could not be served", chat=chat_id)
                after_failure = AFTER_FAILURE
        wait = wait or after_failure
        if wait:
            self._not_before[chat_id] = asyncio.get_running_loop().time() + wait
        self._serving.pop(chat_id, None)
        self.wake()


async def _waiting(work: Work) -> tuple[list[Notice], list[Card]]:
    return await work.notices.waiting(AT_ONCE, work.now), await work.cards.behind(AT_ONCE)
