"""Asking for the news by mail, confirming it, and leaving.

Looking changes nothing: mail services open links ahead of their readers, so every change is a POST.
"""

import asyncio
import time
from functools import partial

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.desk import subscribe
from bot.web.answers import private
from bot.web.site import Site, site_of

# Every wish is answered after the same time, so that the time says nothing about who is subscribed.
ANSWER_SECONDS = 0.3
LONGEST_ADDRESS = 254


async def form(request: Request) -> Response:
    """Show the form."""
    return private(_set_form(site_of(request)))


async def ask(request: Request) -> Response:
    """Take an address. Known or new, the answer is the same."""
    site, began = site_of(request), time.monotonic()
    given = await _fields(request)
    typed = str(given.get("address", ""))[: LONGEST_ADDRESS + 1].strip()
    if given.get("website"):
        # A field people cannot see: only programs fill it in, and they need not know.
        return await _asked(site, began)
    address = site.tidy_address(typed)
    if address is None:
        return private(_set_form(site, address=typed, problem="empty" if not typed else "invalid"), 422)
    wait = site.askers.wait(request.client.host if request.client else "", site.clock.now())
    if wait:
        refused = private(_set_form(site, address=typed, problem="too_often"), 429)
        refused.headers["Retry-After"] = str(wait)
        return refused
    wish = partial(
        subscribe.ask,
        address=address,
        wording=site.set("web/consent.txt.j2"),
        link_to=lambda token: site.address(f"/subscribe/confirm/{token}"),
    )
    await site.store.write(wish)
    return await _asked(site, began)


async def asked(request: Request) -> Response:
    """Say that a letter is on its way, whoever asked."""
    return private(site_of(request).set("web/asked.html.j2"))


async def look_at_link(request: Request) -> Response:
    """Show the button that confirms; changes nothing."""
    site, token = site_of(request), request.path_params["token"]
    address = await site.store.read(partial(subscribe.waiting_address, token=token))
    if address is None:
        return private(site.set("web/link_over.html.j2"), 410)
    return private(site.set("web/confirm.html.j2", address=address))


async def confirm(request: Request) -> Response:
    """Subscribe the address a link was sent to."""
    site, token = site_of(request), request.path_params["token"]
    address = await site.store.write(partial(subscribe.confirm, token=token))
    if address is None:
        return private(site.set("web/link_over.html.j2"), 410)
    return private(site.set("web/confirmed.html.j2", address=address))


async def look_at_way_out(request: Request) -> Response:
    """Show the button that ends a subscription; changes nothing."""
    site, key = site_of(request), request.path_params["key"]
    address = await site.store.read(partial(subscribe.leaving_address, key=key))
    if address is None:
        raise HTTPException(404, "unsubscribe")
    return private(site.set("web/leave.html.j2", address=address))


async def leave(request: Request) -> Response:
    """End a subscription at once, by the page's button or by a mail service's one click (RFC 8058)."""
    site, key = site_of(request), request.path_params["key"]
    if not await site.store.write(partial(subscribe.leave, key=key)):
        raise HTTPException(404, "unsubscribe")
    return private(site.set("web/left.html.j2"))


def _set_form(site: Site, address: str = "", problem: str = "") -> str:
    return site.set("web/subscribe.html.j2", address=address, problem=problem)


async def _fields(request: Request) -> FormData:
    return await request.form(max_files=0, max_fields=8)


async def _asked(site: Site, began: float) -> Response:
    await asyncio.sleep(max(0.0, ANSWER_SECONDS - (time.monotonic() - began)))
    return RedirectResponse(site.link("/subscribe/asked"), 303, headers={"Cache-Control": "no-store"})
