"""Pre-election periods: read out of an admin's words by the rules of dates, from midnight to midnight."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.guards.period import Span, Unread, read_period

TODAY = date(2026, 11, 23)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # year, month, day, hour


SPRING = Span(utc(2027, 3, 12), utc(2027, 5, 6, 23))
READ = [
    ("12 March to 6 May 2027, county elections", "county elections", SPRING),
    ("from 12 March 2027 until 6 May 2027: county elections", "county elections", SPRING),
    ("Friday 12 March – Thursday 6 May 2027 county elections.", "county elections", SPRING),
    ("12/03/2027 - 06/05/2027, county elections", "county elections", SPRING),
    ("County elections 2027, 12 March to 6 May 2027", "County elections 2027", SPRING),
    ("County elections: from Friday 12 March until 6 May 2027.", "County elections", SPRING),
    ("12 March to 6 May, county elections", "county elections", SPRING),
    (
        "12 to 26 March 2027, by-election in Quay",
        "by-election in Quay",
        Span(utc(2027, 3, 12), utc(2027, 3, 27)),
    ),
    ("20 December to 10 January 2027, by-election", "by-election", Span(utc(2026, 12, 20), utc(2027, 1, 11))),
    ("20 December to 10 January, by-election", "by-election", Span(utc(2026, 12, 20), utc(2027, 1, 11))),
    ("1 November to 30 November, by-election", "by-election", Span(utc(2026, 11, 1), utc(2026, 12, 1))),
    ("23 Nov 2026 to 23 Nov 2026, one day", "one day", Span(utc(2026, 11, 23), utc(2026, 11, 24))),
]
NO_PERIOD = [
    ("soon, county elections", "words"),
    ("12 March 2027, county elections", "words"),
    ("12 March to 31 June 2027, county elections", "no_such_day"),
    ("6 May 2027 to 12 March 2027, county elections", "backwards"),
    ("12 March to 6 May 2025, county elections", "over"),
    ("12 March 2027 to 6 May 2029, county elections", "long"),
    ("12 March to 6 May 2027", "name"),
    ("12 March to 6 May 2027, " + "x" * 81, "name"),
]


@pytest.mark.parametrize(("words", "name", "span"), READ)
def test_a_period_in_words_is_read(words: str, name: str, span: Span) -> None:
    assert read_period(words, TODAY, "Europe/London") == (name, span)


@pytest.mark.parametrize(("words", "why"), NO_PERIOD)
def test_what_is_none_is_told_why(words: str, why: str) -> None:
    with pytest.raises(Unread) as unread:
        read_period(words, TODAY, "Europe/London")
    assert unread.value.why == why


def test_the_last_day_is_counted_in_and_the_next_midnight_is_not() -> None:
    assert SPRING.holds(utc(2027, 3, 12))
    assert not SPRING.holds(datetime(2027, 3, 11, 23, 59, 59, tzinfo=UTC))
    assert SPRING.holds(datetime(2027, 5, 6, 22, 59, 59, tzinfo=UTC))
    assert not SPRING.holds(utc(2027, 5, 6, 23))


PIECES = st.sampled_from(
    ["12", "March", "to", "6 May", "2027", ",", "–", "31 February", "from", "elections", "0", "99"]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=9).map(" ".join))
def test_any_words_are_a_period_or_told_why_not(words: str) -> None:
    try:
        name, span = read_period(words, TODAY, "Europe/London")
    except Unread:
        return
    assert name
    assert span.starts_at < span.ends_at
