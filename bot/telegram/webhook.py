"""The webhook's way in, as a bare ASGI application: the update is stored before it is acknowledged.

Refuses to exist without a secret. Knows neither the site nor the handlers.
"""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from bot.desk.ports.chat import Intake
from bot.desk.ports.failures import StorageUnavailable

PATH = "/telegram/webhook"
LARGEST = 1 << 20  # bytes; an update has a few thousand
_HEADER = b"x-telegram-bot-api-secret-token"

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Webhook:
    """Takes updates Telegram posts to us."""

    def __init__(self, secret: str, intake: Intake, wake: asyncio.Event) -> None:
        if not secret:
            raise ValueError("a webhook without a secret would take updates from anybody")
        self._secret = secret.encode()
        self._intake = intake
        self._wake = wake

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: 200 only once the update is durable; Telegram brings it again otherwise."""
        status = await self._take(scope, receive)
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    async def _take(self, scope: Scope, receive: Receive) -> int:
        given = dict(scope["headers"]).get(_HEADER, b"")
        if not hmac.compare_digest(given, self._secret):
            return HTTPStatus.FORBIDDEN
        body = await _body(receive)
        if body is None:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        try:
            update_id = int(json.loads(body)["update_id"])
        except (ValueError, KeyError, TypeError):
            return HTTPStatus.BAD_REQUEST
        try:
            await self._intake.keep([(update_id, body.decode())])
        except StorageUnavailable:
            return HTTPStatus.SERVICE_UNAVAILABLE
        self._wake.set()
        return HTTPStatus.OK


async def _body(receive: Receive) -> bytes | None:
    body = bytearray()
    while True:
        part = await receive()
        body += part.get("body", b"")
        if len(body) > LARGEST:
            return None
        if not part.get("more_body"):
            return bytes(body)
