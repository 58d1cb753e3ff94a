"""Differences: nothing that changed is lost, what is shown reads well, and no message is ever too long."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.announcement import Content, Photo
from bot.news.comparing import Ink, after, before, compare
from bot.news.corrections import Correction, Manner
from bot.news.difference import BREAK, difference, shown
from bot.news.embargo import Embargo
from bot.news.excerpt import MOST_MARKS, excerpt
from bot.news.words import Block, BlockKind, Mark, Span

INKS = {Ink.SAME: "{}", Ink.STRUCK: "[-{}-]", Ink.ADDED: "{{+{}+}}"}
READABLE = [
    ("Closed until 6pm.", "Closed until 8pm on Tuesday.", "Closed until [-6pm-]{+8pm on Tuesday+}."),
    ("two new engines", "three new pumps", "[-two new engines-]{+three new pumps+}"),
    ("The old bridge is open.", "The bridge is open.", "The [-old -]bridge is open."),
    ("The bridge is open.", "The old bridge is open.", "The {+old +}bridge is open."),
    ("at 09:15 on Monday", "at 09:25 on Monday", "at [-09:15 -]{+09:25 +}on Monday"),
    ("Mr Ellis’s crew", "Mr Ellis’ crew", "Mr [-Ellis’s -]{+Ellis’ +}crew"),
    ("£1,200 was raised", "£12,000 was raised", "£[-1,200 -]{+12,000 +}was raised"),
    ("One.\nTwo.\nThree.", "One.\nThree.", "One.\n[-Two.\n-]Three."),
    ("", "New words", "{+New words+}"),
    ("Old words", "", "[-Old words-]"),
    ("same", "same", "same"),
    ("not guilty", "guilty", "[-not -]guilty"),
    ("for Northmoor", "for Northmoor station", "for Northmoor{+ station+}"),
    ("for Northmoor station", "for Northmoor", "for Northmoor[- station-]"),
]
PHOTO = Photo("a" * 64, 1200, 800, alt_text="Two engines", caption="New", credit="NFRS")
NEWS = Content(
    headline="Two engines",
    standfirst=Block("They are new."),
    body=(Block("The first paragraph."), Block("The second."), Block("The third.")),
    photo=PHOTO,
)
EMBARGO = Embargo(datetime(2026, 11, 24, 9, tzinfo=UTC))
OTHER = Content(
    headline="x", targets=(), embargo=EMBARGO, correction=Correction(Manner.CORRECTION, "It was not so.")
)
TEXTS = st.text(st.sampled_from("ab “’,.\n\t-é🚒"), max_size=60)
SPANS = st.lists(
    st.builds(Span, st.integers(0, 5), st.integers(6, 9), st.sampled_from(Mark), st.sampled_from(["", "x"])),
    max_size=2,
)
BLOCKS = st.builds(Block, TEXTS, st.sampled_from(BlockKind), SPANS.map(tuple))
PHOTOS = st.none() | st.builds(
    Photo, st.sampled_from("ab"), st.just(1), st.just(1), TEXTS, st.booleans(), TEXTS, TEXTS
)
CONTENTS = st.builds(
    Content,
    headline=TEXTS,
    standfirst=BLOCKS,
    body=st.lists(BLOCKS, max_size=4).map(tuple),
    photo=PHOTOS,
    targets=st.sampled_from([("page",), ("page", "inboxes")]),
)


@pytest.mark.parametrize(("old", "new", "expected"), READABLE)
def test_a_difference_reads_well(old: str, new: str, expected: str) -> None:
    assert "".join(INKS[run.ink].format(run.text) for run in compare(old, new)) == expected


@given(TEXTS, TEXTS)
def test_a_difference_read_back_gives_both_texts(old: str, new: str) -> None:
    runs = compare(old, new)

    assert (before(runs), after(runs)) == (old, new)
    assert all(run.text for run in runs)


def test_texts_too_long_to_compare_word_by_word_are_replaced_whole() -> None:
    old, new = "a b " * 2000, "b a " * 2000

    assert [run.ink for run in compare(old, new)] == [Ink.STRUCK, Ink.ADDED]


@given(CONTENTS, CONTENTS)
def test_there_is_a_difference_exactly_when_two_contents_differ(old: Content, new: Content) -> None:
    assert bool(difference(old, new)) == (in_order(old) != in_order(new))


@given(CONTENTS, CONTENTS)
def test_every_changed_word_of_the_body_is_shown(old: Content, new: Content) -> None:
    passages = [passage for passage in difference(old, new) if passage.part == "body"]

    struck = BREAK.join(before(passage.runs) for passage in passages)
    assert all(shown(block) in struck for block in old.body if block not in new.body)
    added = BREAK.join(after(passage.runs) for passage in passages)
    assert all(shown(block) in added for block in new.body if block not in old.body)


def in_order(content: Content) -> Content:
    """The order of marks, and a description nobody sees, are no difference."""
    body = tuple(replace(block, spans=tuple(sorted(block.spans))) for block in content.body)
    first = replace(content.standfirst, spans=tuple(sorted(content.standfirst.spans)))
    if not first and not first.spans:
        first = Block("")
    return replace(content, body=body, standfirst=first)


CHANGES = [
    (replace(NEWS, headline="Three engines"), ["headline"], [""]),
    (replace(NEWS, standfirst=Block("They are old.")), ["standfirst"], [""]),
    (replace(NEWS, body=NEWS.body[:2]), ["body"], [""]),
    (replace(NEWS, body=(NEWS.body[0], Block("Another."), *NEWS.body[1:])), ["body"], [""]),
    (replace(NEWS, body=(replace(NEWS.body[0], kind=BlockKind.HEADING), *NEWS.body[1:])), ["body"], ["set"]),
    (replace(NEWS, photo=None), ["photo", "alt_text", "caption", "credit"], ["went", "", "", ""]),
    (replace(NEWS, photo=replace(PHOTO, sha256="b" * 64)), ["photo"], ["replaced"]),
    (replace(NEWS, photo=replace(PHOTO, alt_text="Two red engines")), ["alt_text"], [""]),
    (replace(NEWS, photo=replace(PHOTO, decorative=True)), ["alt_text"], ["decorative"]),
    (replace(NEWS, photo=replace(PHOTO, credit="")), ["credit"], [""]),
    (replace(NEWS, targets=("page",)), ["targets"], [""]),
]


@pytest.mark.parametrize(("changed", "parts", "turns"), CHANGES)
def test_each_part_that_changed_is_named(changed: Content, parts: list[str], turns: list[str]) -> None:
    passages = difference(NEWS, changed)

    assert [passage.part for passage in passages] == parts
    assert [passage.turn for passage in passages] == turns


def test_a_link_that_leads_elsewhere_is_a_changed_word() -> None:
    old = Block("Apply here.", spans=(Span(6, 10, Mark.LINK, "https://example.org/a"),))
    new = Block("Apply here.", spans=(Span(6, 10, Mark.LINK, "https://example.com/a"),))

    (passage,) = difference(replace(NEWS, body=(old,)), replace(NEWS, body=(new,)))

    assert "example.org" in before(passage.runs)
    assert "example.com" in after(passage.runs)


def test_no_field_of_a_content_is_forgotten() -> None:
    for field in fields(Content):
        changed = replace(NEWS, **{field.name: getattr(OTHER, field.name)})
        assert difference(NEWS, changed), field.name


@given(CONTENTS, CONTENTS, st.integers(100, 4000))
def test_an_excerpt_keeps_to_its_limit_and_counts_what_it_leaves_out(
    old: Content, new: Content, limit: int
) -> None:
    passages = difference(old, new)
    short = excerpt(passages, limit)

    words = "".join(run.text for passage in short.passages for run in passage.runs)
    assert len(words.encode("utf-16-le")) // 2 <= short.units <= limit
    assert len(short.passages) + short.left_out == len(passages)
    assert sum(run.ink is not Ink.SAME for p in short.passages for run in p.runs) <= MOST_MARKS


def test_an_excerpt_cuts_what_stayed_and_keeps_what_changed() -> None:
    old = Content(headline="x", body=(Block(f"{'before ' * 40}old{' after' * 40}"),))
    new = Content(headline="x", body=(Block(f"{'before ' * 40}new{' after' * 40}"),))

    short = excerpt(difference(old, new), 1200)

    (passage,) = short.passages
    assert "".join(INKS[run.ink].format(run.text) for run in passage.runs) == (
        "…before before before before before [-old -]{+new +}after after after after after after…"
    )
    assert short.is_whole


def test_an_excerpt_says_when_changed_words_are_not_all_there() -> None:
    old = Content(headline="x", body=(Block("old " * 300),))
    new = Content(headline="x", body=(Block("new " * 300),))

    short = excerpt(difference(old, new), 1200)

    assert len(short.passages) == 1
    assert not short.is_whole
