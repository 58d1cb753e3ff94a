"""Links: what readers can follow, what is not theirs to see yet, and what follows them."""

import pytest

from bot.news.announcement import Content
from bot.news.checks.issue import Severity
from bot.news.checks.links import links
from bot.news.links import without_tracking
from bot.news.words import Block, Mark, Span

GOOD = [
    "https://www.example.org/news/on-friday?page=2#top",
    "http://example.org",
    "https://example.org:8443/a_(b)",
    "https://müller.example/straße",
    "https://test.org/",
    "https://dev.to/post",
    "https://contest.example.org",
    "https://8.8.8.8/status",
    "mailto:press@example.org?subject=News",
    "www.example.org/report.pdf",
    "https://example.org/?utm=plain&source=leaflet",
]
FAULTY = [
    ("https://example.org/a?utm_source=mail&page=2", "link_tracked", "warns"),
    ("https://example.org/?fbclid=x", "link_tracked", "warns"),
    ("https://example.org/?a=1&gclid=x#top", "link_tracked", "warns"),
    ("http://localhost:8000/draft", "link_private", "blocks"),
    ("http://127.0.0.1/", "link_private", "blocks"),
    ("https://10.1.2.3/page", "link_private", "blocks"),
    ("https://192.168.0.7/page", "link_private", "blocks"),
    ("http://[::1]/page", "link_private", "blocks"),
    ("https://printer.local/", "link_private", "blocks"),
    ("https://intranet/news", "link_private", "blocks"),
    ("https://staging.example.org/news/1", "link_private", "blocks"),
    ("https://www.test.example.org/", "link_private", "blocks"),
    ("https://staging-www.example.org/", "link_private", "blocks"),
    ("mailto:me@mail.test", "link_private", "blocks"),
]
BROKEN = [
    "http:/example.org",
    "https//example.org/page",
    "htp://example.org",
    "ttps://example.org",
    "http://[::1",
    "https://exa_mple..org",
    "www.example",
    "www,example.org",
    "https://ann:secret@example.org/",
]


def laid(address: str) -> Content:
    return Content(body=(Block("See the plan.", spans=(Span(4, 12, Mark.LINK, address),)),))


def written_out(address: str) -> Content:
    return Content(body=(Block(f"See the plan ({address})."),))


def found(content: Content) -> list[tuple[object, str, str]]:
    return [(issue.values["link"], issue.code, issue.severity.value) for issue in links(content)]


@pytest.mark.parametrize("address", GOOD)
def test_an_ordinary_link_is_let_be(address: str) -> None:
    assert found(laid(address)) == []
    assert found(written_out(address)) == []


@pytest.mark.parametrize(("address", "code", "severity"), FAULTY)
def test_a_faulty_link_is_found_over_words(address: str, code: str, severity: str) -> None:
    assert found(laid(address)) == [(address, code, severity)]


@pytest.mark.parametrize(("address", "code", "severity"), FAULTY[:-1])
def test_a_faulty_link_is_found_when_written_out(address: str, code: str, severity: str) -> None:
    assert found(written_out(address)) == [(address, code, severity)]


@pytest.mark.parametrize("address", BROKEN)
def test_what_only_looks_like_a_link_warns_in_the_text_and_blocks_over_words(address: str) -> None:
    assert found(written_out(address)) == [(address, "link_malformed", "warns")]
    assert [severity for _, _, severity in found(laid(address))] == ["blocks"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/hosts", "tel:101", "tg://resolve?domain=x"]
)
def test_only_web_and_mail_may_be_linked(address: str) -> None:
    assert found(laid(address)) == [(address, "link_other_kind", "blocks")]


@pytest.mark.parametrize("address", ["", "news", "mailto:press", "mailto:press@example", "https://"])
def test_a_link_that_leads_nowhere_blocks(address: str) -> None:
    assert [issue.severity for issue in links(laid(address))] == [Severity.BLOCKS]


def test_an_ordinary_text_holds_no_links() -> None:
    text = "At 10:30 he said: http is a protocol, e.g. on the A53/M6. Mail press@example.org, or see example.org/fire."

    assert found(Content(headline=text, body=(Block(text),))) == []


@pytest.mark.parametrize(
    ("tracked", "clean"),
    [
        ("https://e.org/?utm_source=a&utm_medium=b", "https://e.org/"),
        ("https://e.org/?a=1&utm_source=x&b=2#c", "https://e.org/?a=1&b=2#c"),
        ("https://e.org/?a=%20&UTM_Source=x", "https://e.org/?a=%20"),
        ("https://e.org/?a&b=&a", "https://e.org/?a&b=&a"),
    ],
)
def test_tracking_goes_and_everything_else_stays(tracked: str, clean: str) -> None:
    assert without_tracking(tracked) == clean


def test_many_links_make_few_lines() -> None:
    text = " ".join(f"https://example.org/{number}?gclid=1" for number in range(20))

    assert len(links(Content(body=(Block(text),)))) == 2
