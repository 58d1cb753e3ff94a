"""Reading the news: every page by its real address, as strict HTML, with strict headers and no cookie."""

import json
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
from bot.news.announcement import Content
from bot.news.status import Action
from bot.news.words import Block, Mark, Span
from bot.web.app import make_app
from bot.web.site import Site
from tests.web.world import DESK, NEWS, Office, drawing, served, words_of

T = TypeVar("T")


def is_valid(page: str) -> bool:
    """Parse as strictly as html5lib can; any mistake raises."""
    html5lib.HTMLParser(strict=True).parse(page)
    return True


async def test_an_announcement_is_read_at_its_own_address(office: Office) -> None:
    edition = await office.publish()

    status, page = await office.get(f"/news/{edition.slug}")

    words = words_of(page)
    assert (status, is_valid(page)) == (200, True)
    for told in (NEWS.headline, NEWS.standfirst.text, "24 November 2026", "Reference NEWS-2026-0001"):
        assert told in words
    for block in NEWS.body:
        assert block.text in words
    assert '<time datetime="2026-11-24T09:00:00+00:00">' in page


async def test_a_quote_is_set_as_one_with_the_words_that_lead_to_it(office: Office) -> None:
    edition = await office.publish()

    _, page = await office.get(f"/news/{edition.slug}")
    found = re.search(r"<figcaption>(.*?)</figcaption>\s*<blockquote>(.*?)</blockquote>", page, re.DOTALL)

    assert found is not None
    assert found[1] == "Ms Alder said:"
    assert words_of(found[2]) == (
        " “Nobody will wait longer than today. That is what we measured."
        " “We begin with the night watch & learn from it.” "
    )


async def test_headings_lists_and_links_are_set_as_such(office: Office) -> None:
    edition = await office.publish()

    _, page = await office.get(f"/news/{edition.slug}")

    assert "<h2>What changes</h2>" in page
    assert page.count("<li>One number") == page.count("<li>Two crews") == 1
    assert 'The <a href="https://example.org/plan?a=1&amp;b=2">plan</a> is on' in page


async def test_a_photo_comes_in_every_size_with_its_words(office: Office) -> None:
    photo = await office.keep(drawing(), alt_text="A grey harbour", caption="The harbour", credit="R. Alder")
    edition = await office.publish(replace(NEWS, photo=photo))

    _, page = await office.get(f"/news/{edition.slug}")

    assert is_valid(page)
    assert re.search(r'<source type="image/webp" srcset="/media/[0-9a-f]{64}\.webp 1500w, ', page)
    assert re.search(r'srcset="/media/[0-9a-f]{64}\.jpg 1500w, .*? 480w"', page)
    assert 'width="1500" height="1000" alt="A grey harbour"' in page
    assert "<span>The harbour</span>" in page
    assert "Photo: R. Alder" in page
    for link in set(re.findall(r"/media/[^ \",]+", page)):
        status, _ = await office.web_status(link)
        assert status == 200


async def test_it_can_be_passed_on_without_anybody_elses_script(office: Office) -> None:
    edition = await office.publish()

    _, page = await office.get(f"/news/{edition.slug}")
    share = page[page.index("Share this article") :]

    for service in (
        "t.me/share/url?",
        "wa.me/?",
        "facebook.com/",
        "x.com/intent/",
        "linkedin.com/",
        "mailto:?",
    ):
        assert service in share
    assert f'readonly value="https://news.example.org/news/{edition.slug}"' in share
    assert "Our latest news, straight to your inbox" in share
    assert "https://t.me/harbour_news_bot?start=news" in share
    assert re.findall(r'<script[^>]+src="([^"]+)', page) == [
        page[page.index("/assets/copy") :].split('"', maxsplit=1)[0]
    ]


async def test_machines_are_told_what_people_are(office: Office) -> None:
    awkward = "Bridge </script><script>alert(1)</script> & “Quay”"
    edition = await office.publish(replace(NEWS, headline=awkward))

    _, page = await office.get(f"/news/{edition.slug}")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)

    assert found is not None
    told = json.loads(found[1])
    assert (told["@type"], told["headline"], told["identifier"]) == (
        "NewsArticle",
        awkward,
        "NEWS-2026-0001",
    )
    assert told["hasPart"][0]["creator"]["name"] == "Ruth Alder"
    assert f'<link rel="canonical" href="{told["url"]}">' in page
    assert 'property="og:title" content="Bridge &lt;/script&gt;' in page


async def test_nothing_written_can_become_markup_or_a_dangerous_link(office: Office) -> None:
    body = (
        Block("<img src=x onerror=alert(1)>"),
        Block("press here", spans=(Span(0, 5, Mark.LINK, "javascript:alert(1)"),)),
        Block("or here", spans=(Span(0, 2, Mark.LINK, "http://[broken"),)),
    )
    edition = await office.publish(Content(headline='"><script>x</script>', body=body))

    _, page = await office.get(f"/news/{edition.slug}")

    assert is_valid(page)
    assert "<script>x" not in page
    assert "<img src=x" not in page
    assert "javascript:" not in page
    assert "<p>press here</p>" in page


async def test_the_list_shows_the_newest_first_and_turns_its_pages(office: Office) -> None:
    for number in range(1, 23):
        await office.publish(replace(NEWS, headline=f"News number {number}"))
        office.clock.go_on(hours=1)

    _, first = await office.get("/")
    _, second = await office.get("/?page=2")

    assert is_valid(first)
    assert is_valid(second)
    assert re.findall(r">News number (\d+)<", first) == [str(number) for number in range(22, 2, -1)]
    assert re.findall(r">News number (\d+)<", second) == ["2", "1"]
    assert 'rel="next"' in first
    assert 'rel="next"' not in second


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "1e3", "9" * 40, "²", ""])
async def test_a_page_number_that_leads_nowhere_is_not_found(office: Office, page: str) -> None:
    status, _ = await office.get(f"/?page={page}")

    assert status == 404


async def test_before_the_first_announcement_the_list_says_so(office: Office) -> None:
    status, page = await office.get("/")

    assert (status, is_valid(page)) == (200, True)
    assert "Nothing has been published yet" in page


async def test_a_draft_and_an_approved_one_are_nowhere(office: Office) -> None:
    edition = await office.draft()
    edition = await office.move(edition, Action.SUBMIT)
    await office.move(edition, Action.APPROVE)

    for path in (
        "/",
        "/feed.xml",
        "/sitemap.xml",
        f"/news/one-building-for-both-control-rooms-{edition.announcement_id}",
    ):
        _, page = await office.get(path)
        assert NEWS.headline not in page
        assert "one-building" not in page


async def test_a_killed_announcement_leaves_a_page_that_says_it_is_gone(office: Office) -> None:
    edition = await office.publish()
    await office.move(edition, Action.KILL)

    status, page = await office.get(f"/news/{edition.slug}")

    assert (status, is_valid(page)) == (410, True)
    assert "should not have been published" in page
    assert NEWS.headline not in page


async def test_a_page_seen_already_is_not_sent_again(office: Office) -> None:
    edition = await office.publish()
    async with office.web.get(f"/news/{edition.slug}") as answer:
        tag, changed = answer.headers["ETag"], answer.headers["Last-Modified"]

    assert await office.get(f"/news/{edition.slug}", If_None_Match=tag) == (304, "")
    assert await office.get(f"/news/{edition.slug}", If_None_Match=f'"x", W/{tag}') == (304, "")
    assert await office.get(f"/news/{edition.slug}", If_Modified_Since=changed) == (304, "")
    assert (await office.get(f"/news/{edition.slug}", If_None_Match='"x"'))[0] == 200
    assert (await office.get(f"/news/{edition.slug}", If_Modified_Since="yesterday"))[0] == 200


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
