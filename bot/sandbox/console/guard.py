"""Only this machine's own pages and programs may use the console.

A foreign page in the same browser could otherwise post to it (no login), or reach it under a name of its own that
resolves to 127.0.0.1. So Host must be known, and Origin and Sec-Fetch-Site, where sent, must be our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from bot.sandbox.sandbox import Sandbox

_OWN = {"127.0.0.1", "localhost", "::1"}


class OwnPagesOnly:
    """ASGI middleware around the console."""

    def __init__(self, app: ASGIApp, sandbox: Sandbox) -> None:
        self._app = app
        self._sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_own(Headers(scope=scope)):
            refusal = JSONResponse(
                {"error": "Only pages and programs of this machine may use the console."}, 403
            )
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_own(self, headers: Headers) -> bool:
        host, origin = headers.get("host", ""), headers.get("origin")
        if urlsplit(f"//{host}").hostname not in _OWN | self._sandbox.allowed_hosts:
            return False
        if origin is not None and urlsplit(origin).netloc != host:
            return False
        return headers.get("sec-fetch-site", "none") in {"none", "same-origin"}
