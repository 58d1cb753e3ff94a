"""Answers as this site gives them: pages that caches must ask about, private pages that nobody keeps."""

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

ASK_FIRST = "public, no-cache"
PRIVATE = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    # Not no-referrer: browsers would then send our own form with "Origin: null".
    "Referrer-Policy": "same-origin",
}


def public(
    request: Request,
    body: str,
    *,
    content_type: str = "text/html; charset=utf-8",
    changed: datetime | None = None,
) -> Response:
    """Return a public page, or 304 when the reader's copy is this very one (RFC 9110, 13.2.2).

    Caches may keep it but have to ask each time: what is taken back must be gone at once.
    """
    content = body.encode()
    headers = {"Cache-Control": ASK_FIRST, "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"'}
    if changed is not None:
        headers["Last-Modified"] = format_datetime(
            changed.astimezone(UTC).replace(microsecond=0), usegmt=True
        )
    if is_fresh(request, headers["ETag"], changed):
        return Response(status_code=304, headers=headers)
    return Response(content, headers={**headers, "Content-Type": content_type})


def private(body: str, status: int = 200) -> Response:
    """Return a page meant for one person: not kept, not indexed, its address not passed on."""
    return HTMLResponse(body, status, headers=PRIVATE)


def is_fresh(request: Request, etag: str, changed: datetime | None = None) -> bool:
    """Tell whether the reader holds this already; the tag, where given, counts before the date."""
    given = request.headers.get("if-none-match")
    if given is not None:
        tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
        return "*" in tags or etag in tags
    since = _moment(request.headers.get("if-modified-since", ""))
    return since is not None and changed is not None and changed.replace(microsecond=0) <= since


def _moment(header: str) -> datetime | None:
    try:
        return parsedate_to_datetime(header).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None
