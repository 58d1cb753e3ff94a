"""Every address of the site, and what stands around them all.

Knows neither the database nor Telegram nor mail; what it needs of them comes in with `Site`.
"""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.desk.ports.failures import StorageUnavailable
from bot.web import (
    assets,
    calendar,
    differences,
    errors,
    feeds,
    health,
    media,
    news,
    pressing,
    quoting,
    subscribing,
)
from bot.web.calendar import CalendarLinks
from bot.web.differences import Differences
from bot.web.guards import OwnForms, StrictHeaders
from bot.web.previews import Previews
from bot.web.site import Site

LARGEST_REQUEST = 1 << 20  # bytes; ours need less than a hundredth, Telegram's updates less than a tenth


class _Sha256(Convertor[str]):
    regex = "[0-9a-f]{64}"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class _Ending(_Sha256):
    regex = "jpg|webp"


register_url_convertor("sha256", _Sha256())
register_url_convertor("ending", _Ending())

ROUTES: tuple[BaseRoute, ...] = (
    Route("/", news.index),
    Route("/news/{slug}", news.announcement),
    Route("/preview/{token}", news.preview),
    Route("/difference/{token}", differences.page),
    Route("/calendar/{token}.ics", calendar.calendar),
    Route("/quote/{token}", quoting.look),
    Route("/quote/{token}", quoting.answer, methods=["POST"]),
    Route("/feed.xml", feeds.feed),
    Route("/sitemap.xml", feeds.sitemap),
    Route("/robots.txt", feeds.robots),
    Route("/media/{sha256:sha256}.{ending:ending}", media.photo),
    Route("/subscribe", subscribing.form),
    Route("/subscribe", subscribing.ask, methods=["POST"]),
    Route("/subscribe/asked", subscribing.asked),
    Route("/subscribe/confirm/{token}", subscribing.look_at_link),
    Route("/subscribe/confirm/{token}", subscribing.confirm, methods=["POST"]),
    Route("/unsubscribe/{key}", subscribing.look_at_way_out),
    Route("/unsubscribe/{key}", subscribing.leave, methods=["POST"]),
    Route("/press/confirm/{token}", pressing.look_at_link),
    Route("/press/confirm/{token}", pressing.confirm, methods=["POST"]),
    Route("/press/leave/{key}", pressing.look_at_way_out),
    Route("/press/leave/{key}", pressing.leave, methods=["POST"]),
    Route("/assets/{name}", assets.asset),
    Route("/healthz", health.healthz),
)


def make_app(site: Site, *, extra_routes: Sequence[BaseRoute] = ()) -> ASGIApp:
    """Return the site as one ASGI application; `extra_routes` come first.

    Requests over a mebibyte are refused; a route of its own may allow more with `max_body_size`.
    """
    app = Starlette(
        routes=[*extra_routes, *ROUTES],
        middleware=[Middleware(OwnForms, origins=(site.origin,), exempt=("/unsubscribe/", "/press/leave/"))],
        exception_handlers={
            HTTPException: errors.told,
            StorageUnavailable: errors.unavailable,
            Exception: errors.broken,
        },
        max_body_size=LARGEST_REQUEST,
    )
    app.state.site = site
    app.state.differences = Differences(site.secret_key, site.public_url, site.clock)
    app.state.calendars = CalendarLinks(site.secret_key, site.public_url)
    app.state.previews = Previews(site.secret_key, site.public_url, site.clock)
    return StrictHeaders(app, https=site.public_url.startswith("https://"))
