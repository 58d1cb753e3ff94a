"""What stands around every answer: headers that keep browsers strict, and no forms sent from other people's pages.

No cookie is ever set, so there is no token to carry: a browser itself says where a form came from (Fetch Metadata and
Origin). Knows no page but the one that says no.
"""

from collections.abc import Container

from modern_csrf.base import should_accept_request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.errors import told

# JSON-LD is data, never run, so it needs no leave from script-src.
CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ONE_YEAR = "max-age=31536000"


class StrictHeaders:
    """Adds to every answer the headers it did not set itself; HSTS only where the site is on https."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._headers = HEADERS | ({"Strict-Transport-Security": ONE_YEAR} if https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; touch only the start of HTTP answers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class OwnForms:
    """Refuses what a browser sends from another site's page.

    Leaving is exempt: its address holds a secret key, and mail services post there for the reader (RFC 8058).
    """

    def __init__(self, app: ASGIApp, *, origins: Container[str], exempt: tuple[str, ...]) -> None:
        self._app = app
        self._origins = origins
        self._exempt = exempt

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with the page that says no."""
        if scope["type"] == "http" and not scope["path"].startswith(self._exempt):
            headers = Headers(scope=scope)
            accepted = should_accept_request(
                method=scope["method"],
                origin=headers.get("origin"),
                sec_fetch_site=headers.get("sec-fetch-site"),
                host=headers.get("host"),
                trusted_origins=self._origins,
            )
            if not accepted:
                refusal = await told(Request(scope), HTTPException(403))
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)
