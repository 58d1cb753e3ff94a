"""Pages for what went wrong, in the look of the site: each says what happened and where to go on."""

from collections.abc import Mapping

import structlog
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.web.site import site_of

log = structlog.get_logger()
# Every status with words of its own in templates/web/errors.html.j2; others are told as a bad request.
TOLD = frozenset({400, 403, 404, 405, 410, 500, 503})
RETRY_SECONDS = "30"


async def told(request: Request, problem: Exception) -> Response:
    """Return the page for a refused request."""
    headers = getattr(problem, "headers", None) or {}
    return _page(request, getattr(problem, "status_code", 500), headers, what=getattr(problem, "detail", ""))


async def unavailable(request: Request, problem: Exception) -> Response:
    """Return the page shown while the database cannot be reached."""
    log.error("page_without_database", path=request.url.path, error=str(problem))
    return _page(request, 503, {"Retry-After": RETRY_SECONDS})


async def broken(request: Request, problem: Exception) -> Response:
    """Return the page for a fault of ours; the server logs its trace."""
    log.error("page_failed", path=request.url.path, error=type(problem).__name__)
    return _page(request, 500, {})


def _page(request: Request, status: int, headers: Mapping[str, str], what: str = "") -> Response:
    told_as = status if status in TOLD else 400
    body = site_of(request).set("web/errors.html.j2", status=told_as, what=what)
    kept_by_nobody = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    return HTMLResponse(body, status, headers={**headers, **kept_by_nobody})
