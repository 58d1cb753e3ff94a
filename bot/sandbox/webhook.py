"""The webhook: updates are posted to the bot, those of one chat one after another, until it answers 2xx.

An update it does not accept is tried again, later and later, until it expires. A JSON answer with a `method` is
carried out; nobody sees its result. Knows the queue, not what is in it.
"""

from __future__ import annotations

import asyncio
import http.client
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.updates import Update, Updates

LONGEST_PAUSE = 60.0
MOST_RETRY_AFTER = 3600.0
ANSWER_SECONDS = 60.0
GONE, GONE_SECONDS = 410, 23 * 3600


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    reason: str
    retry_after: float
    body: bytes


@dataclass(slots=True)
class Webhook:
    """`first_pause` is the wait before the second try of an update, doubled each time."""

    updates: Updates
    carry_out: Callable[[dict[str, Any]], Awaitable[None]]
    url: str = ""
    secret: str = ""
    connections: int = 40
    first_pause: float = 1.0
    last_error: str = ""
    last_error_at: int = 0
    set_at: float = float("-inf")
    _gone_since: int = 0
    _task: asyncio.Task[None] | None = None
    _busy: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def set(self, url: str, secret: str, connections: int) -> None:
        """Post to this address from now on; an empty one stops posting."""
        await self.stop()
        self.url, self.secret, self.connections = url, secret, connections
        self.last_error, self.last_error_at = "", 0
        if url:
            self._news.set()
            self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        tasks = [t for t in (self._task, *self._busy.values()) if t is not None]
        self._task = None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._busy.clear()

    def wake(self) -> None:
        self._news.set()

    async def _run(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            if not self.url:
                return
            for update in self.updates.pending():
                if len(self._busy) >= self.connections:
                    break
                if update.chat not in self._busy:
                    self._busy[update.chat] = asyncio.create_task(self._deliver(update))

    async def _deliver(self, update: Update) -> None:
        pause = self.first_pause
        try:
            while self.updates.is_pending(update):
                reply = await asyncio.to_thread(post, self.url, self.secret, update.json())
                if 200 <= reply.status < 300:
                    self.updates.confirm([update.id])
                    await self._obey(reply.body)
                    return
                self._note(reply)
                if self._is_gone(reply.status):
                    self.url = ""
                    return
                await asyncio.sleep(min(MOST_RETRY_AFTER, reply.retry_after) or pause)
                pause = min(LONGEST_PAUSE, pause * 2)
        finally:
            self._busy.pop(update.chat, None)
            self._news.set()

    def _is_gone(self, status: int) -> bool:
        """Whether 410 has been the answer for 23 hours: then Telegram calls no more."""
        if status != GONE:
            self._gone_since = 0
            return False
        self._gone_since = self._gone_since or self.updates.now()
        return self.updates.now() - self._gone_since >= GONE_SECONDS

    def _note(self, reply: Reply) -> None:
        self.last_error_at = self.updates.now()
        self.last_error = (
            f"Wrong response from the webhook: {reply.status} {reply.reason}"
            if reply.status
            else reply.reason
        )

    async def _obey(self, body: bytes) -> None:
        try:
            answer = json.loads(body) if body else None
        except ValueError:
            return
        if isinstance(answer, dict) and isinstance(answer.get("method"), str):
            await self.carry_out(answer)


def post(url: str, secret: str, update: dict[str, Any]) -> Reply:
    """One POST with its answer; status 0 when none came. Blocks: call it in a thread."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=ANSWER_SECONDS)
    headers = {"Content-Type": "application/json", "Connection": "close"}
    if secret:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, json.dumps(update).encode(), headers)
        answer = connection.getresponse()
        wait = answer.getheader("Retry-After", "0")
        return Reply(answer.status, answer.reason, float(wait) if wait.isdigit() else 0.0, answer.read())
    except (OSError, http.client.HTTPException) as error:
        return Reply(0, f"Connection failed: {error}", 0.0, b"")
    finally:
        connection.close()
