"""Reads a moment out of the words a newsroom uses for it, in the desk's zone. Pure; British order of day and month.

Where words allow two moments, both are given back to be asked about: a clock that is put back, midnight, "at 3",
"next Tuesday" said on a Monday. A moment that cannot be meant is never guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.news.dates.almanac import ever_exists, exists
from bot.news.spoken import Clock, Part, Phrase, read_phrase

LONGEST = 60  # characters; more is no time but a text
ONE_YEAR = timedelta(days=366)
LATEST = timedelta(minutes=10)  # after its moment an edition goes out by itself; later a person is asked
BRITISH = frozenset({"GMT", "BST"})
HALF_A_YEAR = timedelta(days=183)
FIRST_MORNING_HOUR = 8  # "at 8" is the morning; "at 3" may be either half of the day
LAST_OFFER_TODAY = 16  # o'clock; afterwards 17:00 is hardly later than "in 1 hour"
BEFORE_WEEKEND = range(3, 6)  # Thursday to Saturday
NOON, WEEK, TWO = 12, 7, 2
# Which hours a named part of the day holds. The night runs on into the next day.
HOURS = {
    Part.ANY: range(24),
    Part.MORNING: range(12),
    Part.AFTERNOON: range(12, 19),
    Part.EVENING: range(16, 24),
    Part.NIGHT: (*range(17, 24), *range(5)),
}


class Why(StrEnum):
    """Why words are no moment."""

    WORDS = "words"
    NO_TIME = "no_time"
    NO_SUCH_DAY = "no_such_day"
    OTHER_WEEKDAY = "other_weekday"
    HALF_OF_DAY = "half_of_day"


@dataclass(frozen=True, slots=True)
class At:
    """One moment, UTC."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two moments the words could mean, UTC, the earlier first. `twice` when the clock shows that time twice."""

    moments: tuple[datetime, datetime]
    twice: bool = False


@dataclass(frozen=True, slots=True)
class NonExistent:
    """A time the clock skips: the moments as far before and after the jump as the words are into it, UTC."""

    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """A moment that is over, UTC."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class TooFar:
    """A moment more than a year away, UTC."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Unclear:
    """No one moment can be read."""

    why: Why


Reading = At | Ambiguous | NonExistent | Past | TooFar | Unclear


def read_moment(words: str, now: datetime, timezone: str) -> Reading:
    """Return what these words mean, said at `now` on a desk in this IANA zone."""
    phrase = read_phrase(words) if len(words) <= LONGEST else None
    if phrase is None or (phrase.after and (phrase.names_day or phrase.part)):
        return Unclear(Why.WORDS)
    zone = ZoneInfo(timezone)
    if phrase.after and (phrase.clock is None or not phrase.whole_days):
        return _after(phrase, now, zone)
    if phrase.clock is None:
        return Unclear(Why.NO_TIME)
    here = now.astimezone(zone)
    days = _days(phrase, here.date())
    clocks = _clocks(phrase, phrase.clock)
    if isinstance(days, Why):
        return Unclear(days)
    if not clocks:
        return Unclear(Why.WORDS)
    shown = [datetime.combine(day, at) + shift for day in days for at, shift in clocks]
    if not phrase.names_day and not phrase.after and not phrase.part and not phrase.clock.midnight:
        shown = [_next_time(one, now, (phrase, zone)) for one in shown]
    elif _is_weekly(phrase) and _all_over(shown, now, (phrase, zone)):
        shown = [one + timedelta(days=WEEK) for one in shown]
    return _judged([_instant(one, phrase, zone) for one in shown], now)


def offers(now: datetime, timezone: str) -> list[str]:
    """Return the times worth a button, in words that `read_moment` reads as one moment each."""
    local = now.astimezone(ZoneInfo(timezone))
    today = ["today 17:00"] if local.hour < LAST_OFFER_TODAY else []
    monday = ["monday 09:00"] if local.weekday() in BEFORE_WEEKEND else []
    return ["in 1 hour", *today, "tomorrow 09:00", *monday]


def is_late(due_at: datetime, now: datetime) -> bool:
    """Tell whether a moment is over for so long that a person has to say whether it still counts."""
    return now - due_at > LATEST


def two_readings(local: datetime, zone: ZoneInfo) -> At | Ambiguous | NonExistent:
    """Return the moment a wall clock shows this naive time, whether it does so once, twice or never."""
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return At(first)
    if first > second:
        return NonExistent(before=second, after=first)
    return Ambiguous((first, second), twice=True)


def _after(phrase: Phrase, now: datetime, zone: ZoneInfo) -> Reading:
    """Hours and minutes pass as they do; days keep the time of day the clock shows. Never sooner than was asked."""
    assert phrase.after is not None
    if phrase.clock is not None:
        return Unclear(Why.WORDS)
    sharp = now if not now.second and not now.microsecond else now + timedelta(minutes=1)
    sharp = sharp.replace(second=0, microsecond=0)
    if not phrase.whole_days:
        return _judged([At(sharp + phrase.after)], now)
    local = sharp.astimezone(zone).replace(tzinfo=None) + phrase.after
    return _judged([two_readings(local, zone)], now)


def _days(phrase: Phrase, today: date) -> list[date] | Why:
    """Return the day that is meant, or the two that could be."""
    if phrase.date is not None:
        return _dated(phrase, today)
    if phrase.weekday is not None and phrase.days is not None:
        day = today + timedelta(days=phrase.days)
        return [day] if day.weekday() == phrase.weekday else Why.OTHER_WEEKDAY
    if phrase.weekday is not None:
        return _weekdays(phrase.weekday, phrase.which, today)
    if phrase.after is not None:
        return [today + phrase.after]
    if phrase.clock and phrase.clock.midnight and not phrase.names_day:
        return [today, today + timedelta(days=1)]
    return [today + timedelta(days=phrase.days or 0)]


def _weekdays(weekday: int, which: str, today: date) -> list[date]:
    coming = today + timedelta(days=(weekday - today.weekday()) % WEEK)
    later = coming + timedelta(days=WEEK)
    if which == "next":  # said before that day of the week, it may be this week's or the next one's
        return [coming, later] if weekday > today.weekday() else [later if coming == today else coming]
    return [later] if which == "week" else [coming]


def _dated(phrase: Phrase, today: date) -> list[date] | Why:
    """Return the date; without a year the one that is nearest, since one just over is more likely a slip."""
    assert phrase.date is not None
    day, month, year = phrase.date
    if not 1 <= month <= NOON or not ever_exists(day, month) or (year and not exists(day, month, year)):
        return Why.NO_SUCH_DAY
    years = [year] if year else [y for y in range(today.year - 1, today.year + 9) if exists(day, month, y)]
    dates = [date(one, month, day) for one in years]
    chosen = dates[0] if year else next(one for one in dates if one > today - HALF_A_YEAR)
    expected = phrase.weekday if phrase.weekday is not None else chosen.weekday()
    if phrase.days is not None and chosen != today + timedelta(days=phrase.days):
        return Why.OTHER_WEEKDAY
    return [chosen] if chosen.weekday() == expected and not phrase.which else Why.OTHER_WEEKDAY


def _clocks(phrase: Phrase, clock: Clock) -> list[tuple[time, timedelta]]:
    """Return the times of day that could be meant, each with the days it lies after the day named."""
    next_day = timedelta(days=1)
    if clock.midnight:
        ends_day = phrase.part is Part.NIGHT or not phrase.names_day
        return [(time(0), next_day)] if ends_day else [(time(0), timedelta(0)), (time(0), next_day)]
    hours = [hour for hour in _hours(clock, phrase.part) if hour in HOURS[phrase.part]]
    early = phrase.part is Part.NIGHT
    return [
        (time(hour, clock.minute), next_day if early and hour < HOURS[Part.NIGHT][0] else timedelta(0))
        for hour in hours
    ]


def _hours(clock: Clock, part: Part) -> list[int]:
    if part is Part.NIGHT and clock.hour == NOON:
        return [0]
    if not clock.plain:
        return [clock.hour]
    if part is Part.ANY and clock.hour >= FIRST_MORNING_HOUR:
        return [clock.hour]
    return [clock.hour, clock.hour + NOON]


_Where = tuple[Phrase, ZoneInfo]


def _instant(local: datetime, phrase: Phrase, zone: ZoneInfo) -> At | Ambiguous | NonExistent:
    shown = two_readings(local, zone)
    if phrase.zone is None:
        return shown
    named = local.replace(tzinfo=phrase.zone).astimezone(UTC)
    both_british = {phrase.zone.tzname(None), local.replace(tzinfo=zone).tzname()} <= BRITISH
    if both_british and isinstance(shown, At) and shown.moment != named:
        return Ambiguous(
            (min(named, shown.moment), max(named, shown.moment))
        )  # "9am BST" in winter is a slip
    return At(named)


def _is_weekly(phrase: Phrase) -> bool:
    """Tell "Monday 9am", of which there is one each week, from "Monday 23 November 9am" and "today, Monday, 9am"."""
    alone = phrase.date is None and phrase.days is None
    return phrase.weekday is not None and alone and not phrase.which


def _next_time(local: datetime, now: datetime, where: _Where) -> datetime:
    """Return today's or, once that is over, tomorrow's."""
    return local + timedelta(days=1) if _all_over([local], now, where) else local


def _all_over(shown: Iterable[datetime], now: datetime, where: _Where) -> bool:
    return all(_last(_instant(one, *where)) <= now for one in shown)


def _last(reading: At | Ambiguous | NonExistent) -> datetime:
    match reading:
        case At(moment):
            return moment
        case Ambiguous(moments):
            return moments[1]
        case NonExistent():
            return reading.after


def _judged(readings: list[At | Ambiguous | NonExistent], now: datetime) -> Reading:
    """Return the one reading that is left when those that are over are passed by, or the two to be asked about."""
    coming = [reading for reading in readings if _last(reading) > now] or readings[-1:]
    if len(coming) == 1:
        return _limited(coming[0], now)
    moments = sorted(one.moment for one in coming if isinstance(one, At))
    if len(moments) != len(coming) or len(moments) != TWO:
        return Unclear(Why.HALF_OF_DAY)
    return _limited(Ambiguous((moments[0], moments[1])), now)


def _limited(reading: At | Ambiguous | NonExistent, now: datetime) -> Reading:
    """Hold a reading against the limits: not over, not more than a year away."""
    last = _last(reading)
    if last <= now:
        return Past(last)
    if last > now + ONE_YEAR:
        return TooFar(last)
    if isinstance(reading, Ambiguous) and reading.moments[0] <= now:
        return At(last)
    return reading
