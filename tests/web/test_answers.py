"""What the site answers besides its pages: errors in the house style, strict headers, health, what crawlers may see."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import html5lib
import pytest
from aiohttp import ClientSession
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.desk.ports import Work
from bot.desk.ports.failures import StorageUnavailable
from bot.web.app import make_app
from bot.web.site import Site
from tests.web.world import DESK, Office, served

T = TypeVar("T")


def is_valid(page: str) -> bool:
    """Parse as strictly as html5lib can; any mistake raises."""
    html5lib.HTMLParser(strict=True).parse(page)
    return True


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/nothing", 404, "There is no page here"),
        ("GET", "/news/never-was-1", 404, "There is no page here"),
        ("GET", "/news/%00", 404, "There is no page here"),
        ("DELETE", "/subscribe", 405, "cannot be done here"),
        ("POST", "/", 405, "cannot be done here"),
        ("GET", "/unsubscribe/nobody", 404, "link to leave is incomplete"),
        ("POST", "/unsubscribe/nobody", 404, "link to leave is incomplete"),
        ("GET", "/subscribe/confirm/nonsense", 410, "no longer works"),
        ("GET", "/preview/nonsense", 410, "This preview is over"),
        ("GET", "/assets/nothing.css", 404, "There is no page here"),
    ],
)
async def test_what_goes_wrong_has_a_page_of_the_house(
    office: Office, method: str, path: str, status: int, words: str
) -> None:
    async with office.web.request(method, path) as answer:
        page = await answer.text()

    assert (answer.status, is_valid(page)) == (status, True)
    assert words in page
    assert DESK in page
    assert answer.headers["Cache-Control"] == "no-store"


async def test_head_answers_as_get_does_without_the_page(office: Office) -> None:
    edition = await office.publish()

    for path in ("/", f"/news/{edition.slug}", "/feed.xml", "/healthz", "/subscribe"):
        async with office.web.head(path) as answer:
            assert answer.status == 200
            assert int(answer.headers["Content-Length"]) > 0
            assert await answer.read() == b""


async def test_a_slash_too_many_leads_to_the_page(office: Office) -> None:
    async with office.web.get("/subscribe/") as answer:
        assert answer.url.path == "/subscribe"
        assert answer.status == 200


async def test_every_answer_keeps_browsers_strict_and_sets_no_cookie(office: Office) -> None:
    edition = await office.publish()

    for path in (
        "/",
        f"/news/{edition.slug}",
        "/feed.xml",
        "/subscribe",
        "/nothing",
        "/healthz",
        "/robots.txt",
    ):
        async with office.web.get(path) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Strict-Transport-Security"].startswith("max-age=")
        assert "Set-Cookie" not in headers


async def test_without_https_browsers_are_not_told_to_insist_on_it(site: Site) -> None:
    async with (
        served(make_app(replace(site, public_url="http://127.0.0.1:8080"))) as url,
        ClientSession(url) as web,
        web.get("/") as answer,
    ):
        assert "Strict-Transport-Security" not in answer.headers


async def test_a_site_below_a_path_links_below_it(site: Site) -> None:
    async with (
        served(make_app(replace(site, public_url="https://example.org/press"))) as url,
        ClientSession(url) as web,
        web.get("/") as answer,
    ):
        page = await answer.text()
    links = [link for link in re.findall(r'(?:href|action|src)="(/[^"]*)"', page) if link]
    assert links
    assert all(link.startswith("/press/") for link in links)


async def test_the_style_sheet_may_be_kept_for_ever_under_its_name(office: Office) -> None:
    _, page = await office.get("/")
    found = re.search(r'rel="stylesheet" href="([^"]+)"', page)
    assert found is not None

    async with office.web.get(found[1]) as answer:
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"].startswith("text/css")


class Unreachable:
    """A store whose database is away."""

    changes = 0

    async def changed(self, since: int, seconds: float) -> None:
        raise AssertionError("the site waits for nothing")

    async def write(self, step: Callable[[Work], Awaitable[T]]) -> T:
        raise StorageUnavailable("The database is away.")

    async def read(self, step: Callable[[Work], Awaitable[T]]) -> T:
        raise StorageUnavailable("The database is away.")


async def test_without_its_database_the_site_says_so_and_when_to_come_back(site: Site) -> None:
    async with served(make_app(replace(site, store=Unreachable()))) as url, ClientSession(url) as web:
        async with web.get("/") as answer:
            page = await answer.text()
        assert (answer.status, answer.headers["Retry-After"], is_valid(page)) == (503, "30", True)
        assert "Nothing is lost" in page
        async with web.get("/healthz") as answer:
            assert (answer.status, await answer.json()) == (
                503,
                {"status": "failing", "parts": {"database": "failing"}},
            )


async def test_a_fault_of_ours_is_a_page_too_with_the_same_headers(site: Site) -> None:
    async def fault(request: Request) -> Response:
        raise RuntimeError("a secret")

    async with (
        served(make_app(site, extra_routes=[Route("/fault", fault)])) as url,
        ClientSession(url) as web,
        web.get("/fault") as answer,
    ):
        page = await answer.text()

    assert (answer.status, is_valid(page)) == (500, True)
    assert "Something went wrong on our side" in page
    assert "a secret" not in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_health_names_every_part_that_was_given(site: Site) -> None:
    async def well() -> bool:
        return True

    async def broken() -> bool:
        raise OSError("no relay")

    async with (
        served(make_app(replace(site, health={"worker": well, "mail": broken}))) as url,
        ClientSession(url) as web,
    ):
        async with web.get("/healthz") as answer:
            parts = (await answer.json())["parts"]
        assert (answer.status, parts) == (503, {"database": "ok", "worker": "ok", "mail": "failing"})


async def test_crawlers_find_the_map_and_stay_out_of_private_links(office: Office) -> None:
    edition = await office.publish()

    _, robots = await office.get("/robots.txt")
    _, sitemap = await office.get("/sitemap.xml")

    assert "Disallow: /preview/" in robots
    assert "Sitemap: https://news.example.org/sitemap.xml" in robots
    assert f"<loc>https://news.example.org/news/{edition.slug}</loc>" in sitemap
