"""Days, weeks and months by name and number, and how a newsroom writes them out. Always English, whatever the locale.

Knows no text and no moment.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LEAP_FEBRUARY = 29


@dataclass(frozen=True, slots=True)
class Days:
    """From a first to a last day, both counted in; one day has them equal."""

    first: date
    last: date


def one(day: date) -> Days:
    """Return a single day."""
    return Days(day, day)


def weekday_number(word: str) -> int:
    """Return 0 for Monday to 6 for Sunday, from a name or its abbreviation."""
    return next(number for number, name in enumerate(WEEKDAYS) if name.lower().startswith(word[:2].lower()))


def month_number(word: str) -> int:
    """Return 1 to 12, from a name or its abbreviation."""
    return next(
        number for number, name in enumerate(MONTHS, start=1) if name.lower().startswith(word[:3].lower())
    )


def exists(day: int, month: int, year: int) -> bool:
    """Tell whether the calendar of that year has such a day."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def ever_exists(day: int, month: int) -> bool:
    """Tell whether any year has such a day."""
    return exists(day, month, 2000)


def on_or_after(day: date, weekday: int) -> date:
    """Return the first such weekday from `day` on, `day` counted in."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def on_or_before(day: date, weekday: int) -> date:
    """Return the last such weekday up to `day`, `day` counted in."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def week_of(day: date) -> Days:
    """Return Monday to Sunday."""
    monday = on_or_before(day, 0)
    return Days(monday, monday + timedelta(days=6))


def weekend_of(day: date) -> Days:
    """Return the Saturday and Sunday that end the week of `day`."""
    sunday = week_of(day).last
    return Days(sunday - timedelta(days=1), sunday)


def month_of(year: int, month: int) -> Days:
    """Return the whole month; months before January and after December run into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_of(year: int) -> Days:
    """Return the whole year."""
    return Days(date(year, 1, 1), date(year, 12, 31))


def written(day: date, seen_from: date) -> str:
    """Return "Tuesday 24 November", with the year when it is not that of `seen_from`."""
    year = "" if day.year == seen_from.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def weekend_written(days: Days, seen_from: date) -> str:
    """Return "Saturday 28 and Sunday 29 November"; a month or year is said twice only when they differ."""
    last = written(days.last, seen_from)
    if days.first.month == days.last.month:
        return f"{WEEKDAYS[5]} {days.first.day} and {last}"
    return f"{written(days.first, seen_from)} and {last}"


def month_written(days: Days) -> str:
    """Return "December 2025"."""
    return f"{MONTHS[days.first.month - 1]} {days.first.year}"
