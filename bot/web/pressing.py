"""Press contacts on the site: agreeing to embargoes by the link of a letter, and leaving. Looking changes nothing."""

from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.desk import contacts
from bot.desk.ports import Work
from bot.desk.ports.contacts import Contact
from bot.news.delivery import Kind
from bot.web.answers import private
from bot.web.site import Site, site_of


async def look_at_link(request: Request) -> Response:
    """Show what an embargo asks, and the button that agrees; changes nothing."""
    site = site_of(request)
    found = await site.store.read(partial(contacts.asked_by, token=request.path_params["token"]))
    if found is None or found[1].kind is not Kind.PRESS_INBOX:
        return _over(site)
    values = {"name": found[0].name, "organisation": found[0].organisation, "address": found[1].recipient}
    return private(site.set("web/press_confirm.html.j2", desk=site.desk_name, **values))


async def confirm(request: Request) -> Response:
    """Confirm the inbox a letter was sent to."""
    site = site_of(request)
    step = partial(contacts.confirm_inbox, token=request.path_params["token"])
    if await site.store.write(step) is None:
        return _over(site)
    return private(site.set("web/press_confirmed.html.j2"))


async def look_at_way_out(request: Request) -> Response:
    """Show the button that ends it; changes nothing."""
    site, key = site_of(request), request.path_params["key"]

    async def look(work: Work) -> Contact | None:
        return await work.contacts.by_key(key)

    contact = await site.store.read(look)
    if contact is None:
        return _over(site)
    values = {"name": contact.name, "organisation": contact.organisation}
    return private(site.set("web/press_leave.html.j2", **values))


async def leave(request: Request) -> Response:
    """End it at once, by the page's button or by a mail program's one click (RFC 8058); twice is as good as once."""
    site, key = site_of(request), request.path_params["key"]
    if not key:
        raise HTTPException(404)
    await site.store.write(partial(contacts.leave_by_key, key=key))
    return private(site.set("web/press_left.html.j2"))


def _over(site: Site) -> Response:
    return private(site.set("web/press_link_over.html.j2"), 410)
