"""What is put in at one press: the words it offers, where they belong, and not a letter besides."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.news.announcement import Content, Photo
from bot.news.checks.dates import dates
from bot.news.checks.issue import Issue, Severity
from bot.news.checks.links import links
from bot.news.checks.mending import Mend, mend_of, mended
from bot.news.words import Block, Mark, Span

MONDAY = date(2026, 11, 23)
LINK, CLEAN = "https://example.org/?a=1&gclid=2", "https://example.org/?a=1"
BEFORE_AFTER = [
    ("It rained yesterday.", "yesterday", "It rained on Sunday 22 November."),
    ("Today it rains. It began today.", "Today", "On Monday 23 November it rains. It began today."),
    ("He came yesterday (Tues).", "yesterday (Tues)", "He came on Tuesday 17 November."),
    ("In December, it was agreed.", "In December", "In December 2025, it was agreed."),
]


def mends(content: Content) -> list[Mend]:
    found = [*dates(content, datetime(2026, 11, 23, 12, tzinfo=UTC), "Europe/London"), *links(content)]
    return [mend for mend in map(mend_of, found) if mend]


def body(*texts: str) -> Content:
    return Content("A headline", Block("A standfirst."), tuple(map(Block, texts)))


@pytest.mark.parametrize(("before", "words", "after"), BEFORE_AFTER)
def test_the_offered_words_take_the_place_of_those_found(before: str, words: str, after: str) -> None:
    [mend, *_] = mends(body("Before.", before, "After."))

    assert mend.words == words
    assert mended(body("Before.", before, "After."), mend.key, mend.instead, MONDAY) == body(
        "Before.", after, "After."
    )


def test_a_link_is_cleaned_wherever_it_stands_and_marks_stay() -> None:
    bold = Span(0, 3, Mark.BOLD)
    block = Block(
        f"See {LINK}, or this page.",
        spans=(bold, Span(4, 4 + len(LINK), Mark.LINK, LINK), Span(40, 49, Mark.LINK, LINK)),
    )
    content = Content("A headline", block, (Block(f"Again: {LINK}"), Block(f"{LINK}&b=2 is another.")))

    [mend, _] = mends(content)
    changed = mended(content, mend.key, mend.instead, MONDAY)

    assert changed is not None
    assert changed.standfirst.text == f"See {CLEAN}, or this page."
    assert [(span.mark, span.href) for span in changed.standfirst.spans] == [
        ("bold", ""),
        ("link", CLEAN),
        ("link", CLEAN),
    ]
    assert [block.text for block in changed.body] == [f"Again: {CLEAN}", f"{LINK}&b=2 is another."]


def test_what_is_there_no_more_or_would_be_mended_otherwise_is_left_alone() -> None:
    content = body("It rained yesterday.")
    [mend] = mends(content)

    assert mended(body("It rained on Sunday."), mend.key, mend.instead, MONDAY) is None
    assert mended(content, mend.key, mend.instead, date(2026, 11, 24)) is None


def test_only_a_person_knows_what_a_photo_shows_or_a_speaker_said() -> None:
    quoted = body("Ben Adams said: “It rained yesterday.”", "It ended on 31 June.")

    assert mends(quoted) == []
    assert mend_of(Issue("alt_text_is_file_name", Severity.BLOCKS, {"alt_text": "a.jpg"})) is None
    assert (
        mends(Content("A", Block("B."), photo=Photo("0", 1, 1, caption="Taken yesterday")))[0].words
        == "yesterday"
    )


@settings(deadline=None)  # the first example loads the almanac
@given(st.lists(st.sampled_from([one for one, _, _ in BEFORE_AFTER]), min_size=1, max_size=4), st.data())
def test_one_press_changes_one_passage(texts: list[str], draw: st.DataObject) -> None:
    content = body(*texts)
    mend = draw.draw(st.sampled_from(mends(content)))

    changed = mended(content, mend.key, mend.instead, MONDAY)

    assert changed is not None
    differing = [(old, new) for old, new in zip(content.body, changed.body, strict=True) if old != new]
    assert len(differing) == 1
    [(old, new)] = differing
    start = old.text.index(mend.words)
    assert new.text == old.text[:start] + mend.instead + old.text[start + len(mend.words) :]
    assert (changed.headline, changed.standfirst) == (content.headline, content.standfirst)
