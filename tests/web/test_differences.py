"""The page of every change: for staff by a signed link, indexed by nobody, readable by everybody who may."""

import re
from dataclasses import replace

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser

from bot.desk.ports.values import Edition
from bot.news.announcement import Content
from bot.news.status import Action
from bot.news.words import Block, Mark, Span
from bot.web.differences import Differences
from tests.web.world import LINKED, NEWS, Office, drawing, words_of

ELSEWHERE = Block(LINKED, spans=(Span(4, 8, Mark.LINK, "https://example.com/plan"),))
NEWER = replace(
    NEWS,
    headline="One building for all three control rooms",
    body=(*NEWS.body[:-1], ELSEWHERE, Block("More <b>follows</b>.")),
)


async def changed(office: Office, before: Content, after: Content) -> tuple[Edition, str]:
    """A draft that was changed; returns what it was and the link to the difference."""
    draft = await office.draft(before)
    saved = await office.store.write(lambda work: work.editions.save(draft, after, draft.author_id))
    assert saved is not None
    return saved, link_to(office, draft.id, draft.revision_id, saved.revision_id)


def link_to(office: Office, edition_id: int, before: int, after: int, *, key: str = "") -> str:
    links = Differences(key or office.site.secret_key, office.site.public_url, office.clock)
    return links.link(1, (edition_id, before, after)).removeprefix(office.site.public_url)


async def test_every_change_stands_on_the_page(office: Office) -> None:
    _, link = await changed(office, NEWS, NEWER)

    async with office.web.get(link) as answer:
        page = await answer.text()
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"

    assert "for <del>both </del><ins>all three </ins>control rooms" in page
    assert "example.org/plan" in page
    assert "example.com/plan" in page
    assert "<ins>" in page
    assert "More &lt;b&gt;follows&lt;/b&gt;." in page
    assert "Fire and police calls" not in words_of(page)


async def test_both_photos_are_shown_by_links_of_their_own(office: Office) -> None:
    before = replace(NEWS, photo=await office.keep(drawing(), alt_text="A grey harbour"))
    after = replace(NEWS, photo=await office.keep(drawing(1400, 900), alt_text="A grey harbour"))
    _, link = await changed(office, before, after)

    _, page = await office.get(link)

    assert "another photo" in page.casefold()
    sources = [source.replace("&amp;", "&") for source in re.findall(r'<img src="([^"]+)"', page)]
    assert len(sources) == 2
    for source in sources:
        assert (await office.web_status(source))[0] == 200
        assert (await office.web_status(source.partition("?")[0]))[0] == 404


async def test_a_link_is_over_after_a_day_and_dies_with_the_announcement(office: Office) -> None:
    edition, link = await changed(office, NEWS, NEWER)

    office.clock.go_on(hours=24)
    assert (await office.get(link))[0] == 200
    office.clock.go_on(seconds=2)
    status, page = await office.get(link)
    assert (status, "This link is over" in page) == (410, True)
    fresh = link_to(office, edition.id, edition.revision_id, edition.revision_id)
    assert "both say exactly the same" in (await office.get(fresh))[1]
    await office.move(edition, Action.DISCARD)
    assert (await office.get(fresh))[0] == 410


async def test_a_link_that_is_not_ours_shows_nothing(office: Office) -> None:
    edition, link = await changed(office, NEWS, NEWER)
    both = (edition.id, edition.revision_id, edition.revision_id)
    preview = link_to(office, *both).replace("/difference/", "/preview/")

    assert (await office.get(link[:-1] + ("A" if link[-1] != "A" else "B")))[0] == 410
    assert (await office.get(link_to(office, *both, key="x" * 40)))[0] == 410
    assert (await office.get("/difference/x"))[0] == 410
    assert (await office.get(preview))[0] == 410


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(office: Office, browser: Browser, scheme: str) -> None:
    before = replace(NEWS, photo=await office.keep(drawing(), alt_text="A grey harbour"))
    _, link = await changed(office, before, NEWER)
    page = await browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    await page.goto(office.url + link)

    results = await Axe().run(page)

    assert results.response["violations"] == []
