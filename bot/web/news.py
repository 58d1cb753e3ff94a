"""The news itself: the list of announcements and the page of each, live or as a preview.

Both pages are set by `set_page`, so what was previewed is what is published.
"""

from dataclasses import replace
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.desk.ports import Work
from bot.desk.ports.values import Edition, LiveItem
from bot.news.announcement import Content, slug_for
from bot.news.status import LIVE, State
from bot.web.answers import private, public
from bot.web.layout import Page, page_of, picture_of, share_links
from bot.web.metadata import json_ld, whole
from bot.web.previews import may_see
from bot.web.site import Site, site_of

PER_PAGE = 20
LAST_PAGE = 10_000
ENDED = frozenset({State.KILLED, State.REJECTED, State.DISCARDED})


async def index(request: Request) -> Response:
    """List what is live, newest first."""
    site, number = site_of(request), _page_number(request)

    async def look(work: Work) -> list[Page]:
        items = await work.editions.live(PER_PAGE + 1, (number - 1) * PER_PAGE)
        return [await live_page(work, site, item) for item in items]

    pages = await site.store.read(look)
    if not pages and number > 1:
        raise HTTPException(404)
    older = number + 1 if len(pages) > PER_PAGE else None
    return public(request, site.set("web/index.html.j2", pages=pages[:PER_PAGE], number=number, older=older))


async def announcement(request: Request) -> Response:
    """Show one announcement; where one once was, say that it is gone."""
    site, slug = site_of(request), request.path_params["slug"]

    async def look(work: Work) -> tuple[Page | None, str | None]:
        item = await work.editions.live_by_slug(slug)
        if item is None:
            return None, await work.editions.gone(slug)
        return await live_page(work, site, item), None

    page, gone = await site.store.read(look)
    if page is None:
        raise HTTPException(410, gone) if gone else HTTPException(404)
    return public(request, set_page(site, page), changed=page.published_at)


async def preview(request: Request) -> Response:
    """Show staff one revision exactly as its page will be."""
    site, token = site_of(request), request.path_params["token"]
    named = request.app.state.previews.read(token)
    if named is None:
        raise HTTPException(410, "preview")

    async def look(work: Work) -> tuple[Edition, Page] | None:
        edition = await work.editions.get(named[1])
        if edition is None or edition.state in ENDED or not await may_see(work, named[0]):
            return None
        content = await work.editions.content(named[2])
        slug = edition.slug or slug_for(edition.announcement_id, content.headline)
        media = site.link("/media/{}") + f"?preview={token}"
        page = await _laid_out(work, content, address=site.address(f"/news/{slug}"), media=media)
        return edition, replace(page, reference=edition.reference)

    found = await site.store.read(look)
    if found is None:
        raise HTTPException(410, "preview")
    edition, page = found
    if edition.state in LIVE and edition.revision_id == named[2] and not edition.rehearsal:
        return RedirectResponse(page.address, 303)
    return private(set_page(site, page, is_preview=True, is_outdated=edition.revision_id != named[2]))


def set_page(site: Site, page: Page, *, is_preview: bool = False, is_outdated: bool = False) -> str:
    """Set an announcement's page. A preview differs by its notice and by what is not known before publication."""
    picture = page.picture
    return site.set(
        "web/announcement.html.j2",
        page=page,
        card_url=whole(picture.card.url, site) if picture else "",
        share=share_links(page.headline, page.address),
        json_ld=json_ld(page, site),
        is_preview=is_preview,
        is_outdated=is_outdated,
    )


async def live_page(work: Work, site: Site, item: LiveItem) -> Page:
    """Lay out a live announcement."""
    edition = item.edition
    page = await _laid_out(
        work,
        item.content,
        address=site.address(f"/news/{edition.slug}"),
        media=site.link("/media/{}"),
        published_at=edition.published_at or item.first_published_at,
    )
    return replace(
        page,
        reference=edition.reference,
        first_published_at=item.first_published_at,
    )


async def _laid_out(
    work: Work, content: Content, *, address: str, media: str, published_at: datetime | None = None
) -> Page:
    renditions = await work.media.renditions(content.photo.sha256) if content.photo else []
    return page_of(content, address, picture_of(content, renditions, media), published_at)


def _page_number(request: Request) -> int:
    given = request.query_params.get("page", "1")
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:6]) <= LAST_PAGE:
        raise HTTPException(404)
    return int(given[:6])
