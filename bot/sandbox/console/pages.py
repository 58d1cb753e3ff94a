"""The page's files, and how little a browser lets it and the mails it shows do.

Everything comes from the sandbox's own address; only the newsroom's site may be framed and lend its photos.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

    from bot.sandbox.sandbox import Sandbox


class Pages(StaticFiles):
    """Static files with a strict policy, asked for anew each time so that an update shows at once."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self._sandbox = sandbox

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Content-Security-Policy"] = page_policy(self._sandbox)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-cache"
        return response


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
