"""Updates in: stored durably before they are acknowledged, then worked off, each person's in order.

python-telegram-bot's own polling acknowledges what sits only in memory; this loop and the webhook route do not.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import aiohttp
import structlog
from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import Application

from bot.desk.ports.chat import Intake, Received
from bot.desk.ports.failures import StorageUnavailable
from bot.telegram.transport import CONNECT_SECONDS

log = structlog.get_logger()
POLL_SECONDS = 25
LONGEST_WAIT = 30.0
REFUSED_WAIT = 60.0
CONFLICT_WAIT = 5.0
TRIES = 3
AT_ONCE = 8
BATCH = 100
KEEP_FINISHED = timedelta(hours=48)
AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Report = Callable[[int, str], Awaitable[None]]
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]


class TokenRefused(Exception):
    """Telegram does not know the token (any more)."""


class Polling:
    """Fetches updates with long polling and keeps them. Never remembers an offset across starts: ids dedupe."""

    def __init__(self, base_url: str, token: str, intake: Intake, wake: asyncio.Event) -> None:
        self._url = f"{base_url}/bot{token}/getUpdates"
        self._intake = intake
        self._wake = wake
        self._offset: int | None = None
        self._failures = 0
        self.answered = False

    async def run(self) -> None:
        """Poll until cancelled. Raises TokenRefused."""
        limits = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=POLL_SECONDS + 10)
        async with aiohttp.ClientSession(timeout=limits, trust_env=True) as session:
            while True:
                try:
                    await self._fetch(session)
                    self._failures = 0
                except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
                    await self._wait(f"{type(error).__name__}: {error}")

    async def _fetch(self, session: aiohttp.ClientSession) -> None:
        question: dict[str, Any] = {
            "timeout": POLL_SECONDS,
            "allowed_updates": ALLOWED_UPDATES,
            "limit": BATCH,
        }
        if self._offset is not None:
            question["offset"] = self._offset
        async with session.post(self._url, json=question) as response:
            answer = await response.json(content_type=None)
        if response.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            if not self.answered:
                raise TokenRefused
            await self._wait(
                "Telegram refuses the bot's token: was it revoked? The page goes on.", REFUSED_WAIT
            )
            return
        if not isinstance(answer, dict) or not answer.get("ok"):
            await self._wait_as_told(answer if isinstance(answer, dict) else {})
            return
        self.answered = True
        updates = [
            update for update in answer["result"] if isinstance(update, dict) and "update_id" in update
        ]
        if updates:
            kept = await self._intake.keep([(int(u["update_id"]), json.dumps(u)) for u in updates])
            self._offset = max(int(u["update_id"]) for u in updates) + 1
            log.debug("updates kept", new=kept, received=len(updates))
            self._wake.set()

    async def _wait_as_told(self, answer: dict[str, Any]) -> None:
        parameters = answer.get("parameters")
        told = parameters.get("retry_after") if isinstance(parameters, dict) else None
        if answer.get("error_code") == HTTPStatus.CONFLICT:
            await self._wait("another program polls with this bot's token: stop that one", CONFLICT_WAIT)
            return
        await self._wait(str(answer.get("description", "an unclear answer")), told)

    async def _wait(self, reason: str, told: float | None = None) -> None:
        wait = float(told) if told else min(0.5 * 2**self._failures, LONGEST_WAIT)
        self._failures = min(self._failures + 1, 10)
        log.warning("no updates from Telegram", reason=reason, next_try_in_seconds=wait)
        await asyncio.sleep(wait)


class Worktable:
    """Works off what was kept: several people at once, one person's updates one after the other."""

    def __init__(self, application: AnyApplication, intake: Intake, report: Report) -> None:
        self._application = application
        self._intake = intake
        self._report = report
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._failed: dict[int, BaseException] = {}
        self.wake = asyncio.Event()
        application.add_error_handler(self._note_failure)

    def bot_username(self) -> str:
        """Return the bot's user name, "" until Telegram has told it."""
        try:
            return str(self._application.bot.username)
        except RuntimeError:  # PTB's answer before the first getMe
            return ""

    async def run(self) -> None:
        """Work until cancelled; what is being worked on is finished first."""
        try:
            while True:
                started = await self._start_ready()
                if not started:
                    await self._pause()
        finally:
            if self._busy:
                await asyncio.shield(asyncio.gather(*self._busy.values(), return_exceptions=True))

    async def _pause(self) -> None:
        # Not wait_for: before Python 3.12 it swallows a cancellation that meets the wake-up, and the stop never ends.
        with suppress(TimeoutError):
            async with asyncio.timeout(1.0):
                await self.wake.wait()
        self.wake.clear()

    async def _start_ready(self) -> int:
        started, blocked = 0, set(self._busy)
        for received in await self._intake.waiting(BATCH):
            sender = _sender(received.raw)
            if sender in blocked or len(self._busy) >= AT_ONCE:
                blocked.add(sender)
                continue
            blocked.add(sender)
            self._busy[sender] = asyncio.create_task(self._work_off(sender, received))
            started += 1
        return started

    async def _work_off(self, sender: str, received: Received) -> None:
        try:
            await self._one(received)
        except Exception:
            log.exception("the intake could not be worked on")
            await asyncio.sleep(1.0)
        finally:
            self._busy.pop(sender, None)
            self.wake.set()

    async def _one(self, received: Received) -> None:
        """Hand one update to its handler. One that fails three times is shelved and reported; the rest go on."""
        error = await self._handled(received)
        if error is None:
            await self._intake.finish(received.update_id)
            return
        words = f"{type(error).__name__}: {error}"
        failures = await self._intake.fail(received.update_id, words)
        if _may_pass(error):
            log.warning("an update has to wait", update_id=received.update_id, reason=words)
            await asyncio.sleep(min(0.5 * 2**failures, LONGEST_WAIT))
            return
        log.error("an update failed", update_id=received.update_id, error=words, exc_info=error)
        if failures >= TRIES:
            await self._intake.shelve(received.update_id, words)
            await self._report(received.update_id, words)

    async def _handled(self, received: Received) -> BaseException | None:
        try:
            raw = json.loads(received.raw)
            if not any(kind in raw for kind in ALLOWED_UPDATES):
                return None  # a kind nobody asked for
            update = Update.de_json(raw, self._application.bot)
        except Exception as error:  # noqa: BLE001 - a poison update may break the parser in any way
            return error
        with self._failures_of(received.update_id) as failures:
            await self._application.process_update(update)
            return failures.get(received.update_id)

    @contextmanager
    def _failures_of(self, update_id: int) -> Iterator[dict[int, BaseException]]:
        try:
            yield self._failed
        finally:
            self._failed.pop(update_id, None)

    async def _note_failure(self, update: object, context: Any) -> None:
        if isinstance(update, Update):
            self._failed[update.update_id] = context.error


def _may_pass(error: BaseException) -> bool:
    """Tell a failure of the network or the database, which says nothing about the update itself."""
    network = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    return network or isinstance(error, RetryAfter | StorageUnavailable)


def _sender(raw: str) -> str:
    """Return whose update this is, so that one person's are worked on in order."""
    try:
        update = json.loads(raw)
        inner = next(value for key, value in update.items() if key != "update_id")
        return str((inner.get("from") or inner.get("chat") or {}).get("id", "nobody"))
    except (ValueError, StopIteration, AttributeError):
        return "nobody"
