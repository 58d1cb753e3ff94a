"""The page's files, and how little a browser lets it and the mails it shows do.

Everything comes from the sandbox's own address; only the newsroom's site may be framed and lend its photos.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from bot.sandbox.sandbox import Sandbox


# The operating system's own table may call a module text/plain, and then no browser runs it.
_KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}


class Pages:
    """ASGI: the folder's files with a strict policy, asked for anew each time so that an update shows at once."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self._sandbox = sandbox
        self._folder = folder.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = self._response(scope) if scope["method"] in {"GET", "HEAD"} else Response(status_code=405)
        await response(scope, receive, send)

    def _response(self, scope: Scope) -> Response:
        name = scope["path"].lstrip("/") or "index.html"
        file = (self._folder / name).resolve()
        if file.suffix not in _KINDS or not file.is_relative_to(self._folder) or not file.is_file():
            return PlainTextResponse("There is no such page.", 404)
        headers = {
            "Content-Security-Policy": page_policy(self._sandbox),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-cache",
        }
        return Response(file.read_bytes(), media_type=_KINDS[file.suffix], headers=headers)


def page_policy(sandbox: Sandbox) -> str:
    newsroom = _origin(sandbox)
    return (
        f"default-src 'self'; img-src 'self' blob: data: {newsroom}; frame-src 'self' {newsroom}; "
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def mail_policy(sandbox: Sandbox) -> str:
    """`sandbox` without allow-scripts; links of a mail open in a tab of their own."""
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data: {_origin(sandbox)}; "
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )


def _origin(sandbox: Sandbox) -> str:
    parts = urlsplit(sandbox.links.get("newsroom", ""))
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else "'self'"
