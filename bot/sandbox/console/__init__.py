"""The console: a JSON API under /console/ through which a page or a script plays the people of the world.

It has no login. So it answers only to this machine's own names (and those in `allowed_hosts`), refuses requests
that come from another site's page, and the server listens on 127.0.0.1 unless told otherwise. docs/sandbox-api.md
describes every address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from bot.sandbox.console import acting, controls, looking, mails, stream, uploading
from bot.sandbox.console.guard import OwnPagesOnly
from bot.sandbox.console.pages import Pages

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox


def console(sandbox: Sandbox) -> Starlette:
    """The console's application for one sandbox, with the page's files at /."""
    from bot.sandbox.sandbox import PAGE  # noqa: PLC0415 - sandbox.py imports this room

    routes = [
        *looking.ROUTES,
        *acting.ROUTES,
        *uploading.ROUTES,
        *mails.ROUTES,
        *controls.ROUTES,
        *stream.ROUTES,
        Route("/console/{rest:path}", _unknown),
        Mount("/", Pages(sandbox, PAGE)),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(OwnPagesOnly, sandbox=sandbox)],
        exception_handlers={ValueError: _refused, KeyError: _missing},
    )
    app.state.sandbox = sandbox
    return app


async def _unknown(request: Request) -> Response:
    return JSONResponse({"error": f"There is no {request.url.path}; see docs/sandbox-api.md."}, 404)


async def _refused(_request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 400)


async def _missing(_request: Request, error: Exception) -> Response:
    return JSONResponse({"error": f"The field {error} is missing."}, 400)
