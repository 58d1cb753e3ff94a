"""Reading the news: every page by its real address, as strict HTML, with strict headers and no cookie."""

import json
import re
from dataclasses import replace
from typing import TypeVar

import html5lib
import pytest

from bot.news.announcement import Content
from bot.news.status import Action
from bot.news.words import Block, Mark, Span
from tests.web.world import NEWS, Office, drawing, words_of

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
