"""The words people write for a time: read as they are meant, asked about where they mean two, never guessed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.schedule import (
    Ambiguous,
    At,
    NonExistent,
    Past,
    Reading,
    TooFar,
    Unclear,
    is_late,
    offers,
    read_moment,
)
from tests.news.schedule_said import said

ZONE = "Europe/London"
LONDON = ZoneInfo(ZONE)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
YEARS = range(2026, 2037)
MOMENTS = st.integers(int(NOW.timestamp()), int(NOW.timestamp()) + 315_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def meaning(reading: Reading) -> str:
    """Write a reading the way the table does."""
    match reading:
        case At(moment):
            return written(moment)
        case Ambiguous(moments):
            return " or ".join(map(written, moments))
        case NonExistent(before, after):
            return f"{written(before)} instead {written(after)}"
        case Past():
            return "past"
        case TooFar():
            return "too far"
        case Unclear(why):
            return why.value


def written(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y %H:%M}"


def naive(words: str, now: datetime) -> datetime:
    """The twin that must fail: reckons with the offset of the moment at which the words are said."""
    day, _, clock = words.partition(" ")
    assert day == "tomorrow"
    local = now.astimezone(LONDON)
    return (local.replace(tzinfo=None) + DAY).replace(hour=int(clock[:2]), minute=int(clock[3:])).replace(
        tzinfo=UTC
    ) - (local.utcoffset() or timedelta(0))


@pytest.mark.parametrize(("words", "meant"), said())
def test_words_are_read_as_they_are_meant(words: str, meant: str) -> None:
    assert meaning(read_moment(words, NOW, ZONE)) == meant


def changes(year: int) -> tuple[datetime, datetime]:
    """The two moments at which London's clocks change: 01:00 UTC on the last Sundays of March and October."""
    forward, back = (date(year, month, 31) for month in (3, 10))
    spring, autumn = (last - timedelta(days=(last.weekday() + 1) % 7) for last in (forward, back))
    return tuple(datetime(day.year, day.month, day.day, 1, tzinfo=UTC) for day in (spring, autumn))  # type: ignore[return-value]  # two of them


@pytest.mark.parametrize("year", YEARS)
def test_the_hour_that_is_skipped_is_asked_about(year: int) -> None:
    forward, _ = changes(year)
    eve = forward - 13 * HOUR
    for minute in (0, 1, 30, 59):
        late = timedelta(minutes=minute)
        reading = read_moment(f"tomorrow 01:{minute:02}", eve, ZONE)
        assert reading == NonExistent(forward - HOUR + late, forward + late)
    assert read_moment("tomorrow 00:59", eve, ZONE) == At(forward - timedelta(minutes=1))
    assert read_moment("tomorrow 02:00", eve, ZONE) == At(forward)
    assert read_moment("tomorrow 9am", eve, ZONE) == At(forward + 7 * HOUR)


@pytest.mark.parametrize("year", YEARS)
def test_the_hour_that_comes_twice_is_asked_about(year: int) -> None:
    _, back = changes(year)
    eve = back - 14 * HOUR
    for minute in (0, 1, 30, 59):
        late = timedelta(minutes=minute)
        reading = read_moment(f"tomorrow 01:{minute:02}", eve, ZONE)
        assert reading == Ambiguous((back - HOUR + late, back + late), twice=True)
    assert read_moment("tomorrow 00:59", eve, ZONE) == At(back - HOUR - timedelta(minutes=1))
    assert read_moment("tomorrow 02:00", eve, ZONE) == At(back + HOUR)
    assert read_moment("tomorrow 9am", eve, ZONE) == At(back + 8 * HOUR)
    assert read_moment("01:30 GMT", back - timedelta(minutes=90), ZONE) == At(back + HOUR / 2)
    assert read_moment("01:30", back - timedelta(minutes=15), ZONE) == At(back + HOUR / 2)


@pytest.mark.parametrize("year", YEARS)
def test_hours_pass_as_they_do_and_days_keep_the_time_of_day(year: int) -> None:
    for change in changes(year):
        before = change - 2 * HOUR
        assert read_moment("in 4 hours", before, ZONE) == At(change + 2 * HOUR)
        noon = datetime(before.year, before.month, before.day - 1, 12, tzinfo=LONDON)
        after = datetime(before.year, before.month, before.day + 1, 12, tzinfo=LONDON)
        days = (after.date() - noon.date()).days
        assert read_moment(f"in {days} days", noon.astimezone(UTC), ZONE) == At(after.astimezone(UTC))


def test_reckoning_with_the_offset_of_now_is_caught() -> None:
    eves = [change - 13 * HOUR for year in YEARS for change in changes(year)]
    wrong = [
        eve for eve in eves if read_moment("tomorrow 09:00", eve, ZONE) != At(naive("tomorrow 09:00", eve))
    ]

    assert len(wrong) == len(eves)


def test_seconds_never_make_it_sooner_than_was_said() -> None:
    late_in_the_minute = NOW + timedelta(seconds=40)

    assert read_moment("in 1 min", late_in_the_minute, ZONE) == At(NOW + timedelta(minutes=2))


@given(
    st.text(alphabet="0123456789:./- apmonthursdaywexti’½²٣", max_size=40),
    MOMENTS,
)
def test_no_words_make_the_reader_fall_over(words: str, now: datetime) -> None:
    reading = read_moment(words, now, ZONE)

    if isinstance(reading, At):
        assert now < reading.moment <= now + 366 * DAY


@given(
    MOMENTS,
    st.integers(min_value=1, max_value=364 * 24 * 60),
    st.sampled_from(["Europe/London", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "UTC"]),
)
def test_a_moment_shown_on_the_clock_is_read_back_as_that_moment(
    now: datetime, minutes: int, zone: str
) -> None:
    now = now.replace(second=0, microsecond=0)
    moment = now + timedelta(minutes=minutes)
    reading = read_moment(f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}", now, zone)

    if isinstance(reading, Ambiguous):
        assert reading.twice
        assert moment in reading.moments
    else:
        assert reading == At(moment)


@given(MOMENTS)
def test_every_time_that_is_offered_is_read_as_one_moment(now: datetime) -> None:

    for offer in offers(now, ZONE):
        assert isinstance(read_moment(offer, now, ZONE), At), offer


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, False), (600, False), (601, True)])
def test_ten_minutes_are_the_most_it_may_be_late(seconds: int, late: bool) -> None:
    assert is_late(NOW, NOW + timedelta(seconds=seconds)) is late
