"""GET /console/events: everything that happens, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.console.asking import sandbox_of
from bot.sandbox.events import Event

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

BEAT_SECONDS = 15.0


async def events(request: Request) -> Response:
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_told(sandbox_of(request)), media_type="text/event-stream", headers=headers)


async def _told(sandbox: Sandbox) -> AsyncIterator[str]:
    with sandbox.world.events.listen() as queue:
        yield _event("hello", {"now": sandbox.world.clock.now().isoformat()})
        while True:
            event = await _next(queue)
            if event is None:
                yield ": still here\n\n"
                continue
            yield _event(event.kind, event.detail)
            if event.kind == "stopped":
                return


async def _next(queue: asyncio.Queue[Event]) -> Event | None:
    """Return the next event, None when none came within a beat."""
    try:
        async with asyncio.timeout(BEAT_SECONDS):
            return await queue.get()
    except TimeoutError:
        return None


def _event(kind: str, detail: dict[str, object]) -> str:
    return f"event: {kind}\ndata: {json.dumps(detail)}\n\n"


ROUTES = [Route("/console/events", events)]
