"""The news for programs: the Atom feed, the site map, and what crawlers may look at."""

from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.ports import Work
from bot.desk.ports.values import LiveItem
from bot.web.answers import public
from bot.web.layout import Page
from bot.web.metadata import whole
from bot.web.news import live_page
from bot.web.site import Site, site_of

FEED_LENGTH = 30
MAP_LENGTH = 1_000
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One announcement in the feed; `id` never changes, `content` is HTML with whole addresses."""

    id: str
    page: Page
    content: str
    photo_url: str


async def feed(request: Request) -> Response:
    """Serve the newest announcements as Atom (RFC 4287)."""
    site = site_of(request)

    async def look(work: Work) -> list[FeedEntry]:
        items = await work.editions.live(FEED_LENGTH)
        return [_entry(site, item, await live_page(work, site, item)) for item in items]

    entries = await site.store.read(look)
    updated = max((entry.page.told_at or NOTHING_YET for entry in entries), default=NOTHING_YET)
    body = site.set(
        "feed/atom.xml.j2", entries=entries, updated=updated, feed_id=f"tag:{site.host},2026:news"
    )
    return public(
        request,
        body,
        content_type="application/atom+xml; charset=utf-8",
        changed=max(entry.page.published_at or NOTHING_YET for entry in entries) if entries else None,
    )


async def sitemap(request: Request) -> Response:
    """Serve the addresses of the newest announcements (sitemaps.org)."""
    site = site_of(request)

    async def look(work: Work) -> list[LiveItem]:
        return await work.editions.live(MAP_LENGTH)

    items = await site.store.read(look)
    return public(request, site.set("web/sitemap.xml.j2", items=items), content_type="application/xml")


async def robots(request: Request) -> Response:
    """Serve robots.txt: everything public may be read."""
    return public(
        request, site_of(request).set("web/robots.txt.j2"), content_type="text/plain; charset=utf-8"
    )


def _entry(site: Site, item: LiveItem, page: Page) -> FeedEntry:
    """Make the feed's entry. Its id is a tag URI (RFC 4151) of the announcement's number and first day."""
    day = item.first_published_at.astimezone(UTC).date().isoformat()
    return FeedEntry(
        id=f"tag:{site.host},{day}:news/{item.edition.announcement_id}",
        page=page,
        content=site.set("feed/content.html.j2", page=page, origin=site.origin),
        photo_url=whole(page.picture.card.url, site) if page.picture else "",
    )
