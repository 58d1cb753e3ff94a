"""An override is of certain words: an edit elsewhere never changes the key, an edit of the words always does."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.news import checks
from bot.news.announcement import Content, Photo
from bot.news.checks import Circumstances, Issue, Override, Severity
from bot.news.checks.issue import plainly
from bot.news.checks.overriding import overruled, still_standing
from bot.news.words import Block, Mark, Span

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
WRONG = {
    "He came yesterday (Tues) and left.": "date_contradiction:yesterday (tues)",
    "It is on Wednesday 12 November.": "date_wrong_weekday:wednesday 12 november",
    "It ends on 31 June for good.": "date_no_such_day:31 june",
    "See http://intranet/plan for it.": "link_private:http://intranet/plan",
    "Ben Adams said: “It is a good day.": "quote_unbalanced:“it is a good day.",
}
PLAIN = st.text(st.sampled_from("abc defgh, ijk"), max_size=30)
WHY = Override("", "", "It is right as it stands.", 1, "Dan", 1, MONDAY)
Keys = Callable[[Content], set[str]]


def found(content: Content, *overrides: Override) -> list[Issue]:
    return checks.run(content, Circumstances(MONDAY, "Europe/London", overrides=overrides))


def keys(content: Content) -> set[str]:
    return {issue.key for issue in found(content) if issue.can_be_overridden}


def keys_by_place(content: Content) -> set[str]:
    """The broken twin: a key that tells where in the list the finding stands."""
    return {
        f"{number}:{issue.code}" for number, issue in enumerate(found(content)) if issue.can_be_overridden
    }


def keys_by_code(content: Content) -> set[str]:
    """The broken twin: a key that tells the kind of finding only."""
    return {issue.code for issue in found(content) if issue.can_be_overridden}


def story(*paragraphs: str) -> Content:
    return Content("Ben Adams opens it", Block("It has two engines."), tuple(map(Block, paragraphs)))


@pytest.mark.parametrize("text", WRONG)
def test_each_reading_that_blocks_has_its_key(text: str) -> None:
    assert keys(story(text)) == {WRONG[text]}


@given(st.sampled_from(sorted(WRONG)), PLAIN, PLAIN, PLAIN)
def test_an_edit_elsewhere_never_changes_a_key(text: str, headline: str, before: str, after: str) -> None:
    edited = replace(story(before, text, after), headline=headline)

    assert WRONG[text] in keys(edited)


def changes_with_the_words(keys: Keys, texts: Iterable[tuple[str, str]]) -> bool:
    return all(keys(story(one)).isdisjoint(keys(story(other))) for one, other in texts)


EDITS = [
    ("He came yesterday (Tues).", "He came yesterday (Weds)."),
    ("It is on Wednesday 12 November.", "It is on Wednesday 13 November."),
    ("See http://intranet/plan.", "See http://intranet/plans."),
    ("Ben Adams said: “It is a day.", "Ben Adams said: “It was a day."),
]


def test_an_edit_of_the_words_always_changes_the_key() -> None:
    assert changes_with_the_words(keys, EDITS)
    assert not changes_with_the_words(keys_by_code, EDITS)


def test_a_key_that_counts_places_would_change_with_an_edit_elsewhere() -> None:
    one, other = story("It ends on 31 June."), story("Ben Adams said: “Yes.", "It ends on 31 June.")

    assert keys(one) < keys(other)
    assert not keys_by_place(one) < keys_by_place(other)


@given(st.integers(1, 31), st.integers(1, 31))
def test_another_number_is_another_key(one: int, other: int) -> None:
    assume(one != other)

    pair = [keys(story(f"It was on Friday {day} November 2026.")) for day in (one, other)]

    assert pair[0].isdisjoint(pair[1])


@given(PLAIN, PLAIN)
def test_only_spacing_and_capitals_make_no_other_words(one: str, other: str) -> None:
    same = plainly(one) == plainly(other)

    assert (
        Issue("a", Severity.BLOCKS, about=one).key == Issue("a", Severity.BLOCKS, about=other).key
    ) == same


def test_an_overridden_finding_warns_and_nothing_else_is_let_through() -> None:
    content = story("It ends on 31 June.", "See http://intranet/a.")
    override = replace(WHY, code="date_no_such_day", words="31 June")

    after = found(content, override)

    assert [(issue.code, issue.severity, issue.override) for issue in after[:2]] == [
        ("link_private", "blocks", None),
        ("date_no_such_day", "warns", override),
    ]


def test_what_is_certain_cannot_be_overridden_whatever_is_recorded() -> None:
    photo = Photo("0", 1, 1, alt_text="matthew and flag")
    content = Content("", photo=photo)
    certain = [issue for issue in found(content) if issue.severity is Severity.BLOCKS]
    recorded = [replace(WHY, code=issue.code, words="") for issue in certain]

    assert [issue.code for issue in certain] == ["headline_missing", "words_missing", "alt_text_is_file_name"]
    assert not any(issue.can_be_overridden for issue in certain)
    assert overruled(certain, recorded) == certain


def test_every_private_link_blocks_until_each_is_overridden() -> None:
    """However many there are: a list cut short would let the last ones through once the first are overridden."""
    content = story(*(f"See http://intranet/{number}." for number in range(9)))

    overrides = [replace(WHY, code="link_private", words=f"http://intranet/{number}") for number in range(9)]

    assert [len(checks.blocking(found(content, *overrides[:count]))) for count in range(10)] == [
        *range(9, -1, -1)
    ]


def test_every_lost_mark_blocks_until_each_is_overridden() -> None:
    content = story(
        *(f"Ben Adams said: “It is day {number}.|The work began.|It goes on." for number in range(5))
    )
    content = replace(
        content, body=tuple(Block(text) for block in content.body for text in block.text.split("|"))
    )

    assert len(checks.blocking(found(content))) == 5


def test_an_override_ends_with_its_words_for_good() -> None:
    override = replace(WHY, code="date_no_such_day", words="31 June")
    with_it, without, linked = (
        story("On 31  JUNE."),
        story("On 30 June."),
        Block("here", spans=(Span(0, 4, Mark.LINK, "x:y"),)),
    )

    assert still_standing(override, [with_it, with_it])
    assert not still_standing(override, [with_it, without])
    assert not still_standing(override, [with_it, without, with_it])
    assert still_standing(replace(override, words="x:y"), [Content("A", linked)])
