"""Reads dates: their form, the year they leave out, and whether their weekday is right."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.news.dates.almanac import Days, ever_exists, exists, month_number, one, weekday_number
from bot.news.dates.mention import CONTRADICTIONS, Concern, Finding, MentionKind
from bot.news.dates.names import before, is_address, is_well_known
from bot.news.dates.patterns import (
    DATE_ALONE,
    DAY_MONTH,
    DAYS_FOLLOW,
    FIGURES,
    ISO,
    MONTH_DAY,
    WEEKDAY_ALONE,
    WEEKDAYS_RANGE,
)
from bot.news.dates.tense import AHEAD, BACK, direction, is_promised

PLAIN_WITHIN = 90  # days: nobody takes a date nearer than this for one of another year
GREGORIAN = date(1752, 9, 14)  # in Britain; weekdays before were reckoned otherwise
FAR = 270  # days: the year before or after last that a right weekday may still point to
VERBS_TOO = frozenset({"may", "march", "mar"})
_FEASTS = {"christmas day": (25, 12), "christmas eve": (24, 12), "boxing day": (26, 12)}
_NEW_YEAR = {"day": (1, 1), "eve": (31, 12)}
_IN_BEFORE = re.compile(r"\bin\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written; `year` is None when it is left out."""

    day: int
    month: int
    year: int | None


def read_dated(match: re.Match[str], today: date) -> Finding | None:
    """Read "12 November", "Wednesday 12 November 2026", "Friday (27 November)" and the like."""
    text, word = match.string, match["weekday"] or match["weekday_after"] or ""
    if match["weekday"] and is_well_known(text, match.start("weekday"), word):
        return None
    names_weekday = word.endswith("day") or word[:1].isupper()
    as_written = read_date(match["date"])
    if as_written is None or (not word and _is_no_date(match)):
        return None
    if match["shared_year"] and as_written.year is None:  # the first date of "3 June to 7 June 2024"
        as_written = replace(as_written, year=int(match["shared_year"]))
    start = match.start("weekday") if names_weekday and match["weekday"] else match.start("date")
    holds_closing = match["weekday_after"] or (match["joint"] and set(match["joint"]) & set("(["))
    end = match.end() if holds_closing else match.end("date")
    weekday = weekday_number(word) if names_weekday and not ends_a_range(match) else None
    toward = direction(text, start, end)
    day, concern = resolved(as_written, today, weekday=weekday, toward=toward)
    if concern is None and day is not None and day < today and is_promised(text, start):
        concern = Concern.PASSED
    closed = text[end - 1] in ")]"
    added_year = (
        f"{text[start:end]} {day.year}" if concern is Concern.YEAR_UNCLEAR and day and not closed else None
    )
    return Finding(start, end, MentionKind.DATE, one_or_none(day), concern, added_year)


def in_named_year(text: str, finding: Finding, years: frozenset[int]) -> Finding:
    """Take a weekday that is wrong this year for one of a year that the announcement names elsewhere, if it fits there.

    "The crash happened on Wednesday 12 November 2025 … On Wednesday 12 November" is no contradiction, but unclear.
    """
    phrase = text[finding.start : finding.end]
    weekday, dated = WEEKDAY_ALONE.match(phrase), DATE_ALONE.search(phrase)
    as_written = read_date(dated.group()) if dated else None
    if finding.concern is not Concern.WRONG_WEEKDAY or not weekday or not as_written or as_written.year:
        return finding
    for year in sorted(years, reverse=True):
        if not exists(as_written.day, as_written.month, year):
            continue
        day = date(year, as_written.month, as_written.day)
        if day.weekday() == weekday_number(weekday.group()):
            said = None if phrase[-1] in ")]" else f"{phrase} {year}"
            return replace(finding, days=one(day), concern=Concern.YEAR_UNCLEAR, replacement=said)
    return finding


def ends_a_range(match: re.Match[str]) -> bool:
    """Tell the "Friday, 30 November" of "Monday to Friday, 30 November to 4 December", where each belongs to another."""
    if not match["weekday"] or not WEEKDAYS_RANGE.search(before(match.string, match.start("weekday"))):
        return False
    return bool(DAYS_FOLLOW.match(match.string, match.end("date")))


def read_shared_month(match: re.Match[str], today: date) -> Finding | None:
    """Read the "Monday 23" of "Monday 23 to Friday 27 November"."""
    if WEEKDAYS_RANGE.search(before(match.string, match.start())):  # "Saturday and Sunday 28 and 29 November"
        return None
    year = int(match["year"]) if match["year"] else None
    month = month_number(match["month"])
    if int(match["day"]) > int(match["last"]):  # "Monday 30 and Tuesday 1 December"
        month, year = (month - 1, year) if month > 1 else (12, year and year - 1)
    as_written = WrittenDate(int(match["day"]), month, year)
    day, concern = resolved(as_written, today, weekday=weekday_number(match["weekday"]), toward=0)
    if concern not in CONTRADICTIONS:
        concern = None
    return Finding(*match.span(), MentionKind.DATE, one_or_none(day), concern)


def read_feast(match: re.Match[str], today: date) -> Finding | None:
    """Read "Christmas Day (Friday)" and its like, whose date everybody knows."""
    name = " ".join(match["feast"].lower().split())
    as_written = WrittenDate(*_FEASTS.get(name, _NEW_YEAR[name[-3:]]), None)
    toward = direction(match.string, *match.span())
    day, concern = resolved(as_written, today, weekday=weekday_number(match["weekday"]), toward=toward)
    if concern not in CONTRADICTIONS:
        concern = None
    return Finding(*match.span(), MentionKind.DATE, one_or_none(day), concern)


def read_date(text: str) -> WrittenDate | None:
    """Return the date at the start of a text, None when it is none ("up to 12 may be", 31/14/2026)."""
    figures = ISO.match(text) or FIGURES.match(text)
    if figures:
        year = int(figures["year"]) if figures["year"] else None
        in_full = year + 2000 if year is not None and year < 100 else year
        found = WrittenDate(int(figures["day"]), int(figures["month"]), in_full)
        return found if ever_exists(min(found.day, 28), found.month) and 1 <= found.day <= 31 else None
    words = DAY_MONTH.match(text) or MONTH_DAY.match(text)
    if words is None or not 1 <= int(words["day"]) <= 31:
        return None
    found = WrittenDate(
        int(words["day"]), month_number(words["month"]), int(words["year"]) if words["year"] else None
    )
    certain = words["nth"] or words["year"]
    is_verb = words["month"] in VERBS_TOO
    is_count = text[0].isalpha() and not ever_exists(found.day, found.month)  # "during April 31 people …"
    return found if certain or not (is_verb or is_count) else None


def resolved(
    as_written: WrittenDate, today: date, *, weekday: int | None, toward: int
) -> tuple[date | None, Concern | None]:
    """Return the day that is meant, seen from `today`, and what is the matter with it.

    A date without a year is the nearest one, unless its weekday fits only the year before or after, or it is so far
    away that readers must guess: then `toward` decides, and the year is unclear.
    """
    if as_written.year is not None:
        if not exists(as_written.day, as_written.month, as_written.year):
            return None, Concern.NO_SUCH_DAY
        day = date(as_written.year, as_written.month, as_written.day)
        fits = weekday in {None, day.weekday()} or day < GREGORIAN
        return day, None if fits else Concern.WRONG_WEEKDAY
    options = _options(as_written, today)
    if not options:
        return None, None if ever_exists(as_written.day, as_written.month) else Concern.NO_SUCH_DAY
    if weekday is None:
        return _by_direction(options, today, toward)
    return _by_weekday(options, today, weekday=weekday, toward=toward)


def is_contrary(day: date, today: date, toward: int) -> bool:
    """Tell whether a day lies on the other side of today than its sentence speaks of."""
    return (toward == AHEAD and day < today) or (toward == BACK and day > today)


def one_or_none(day: date | None) -> Days | None:
    """Return a single day, or None."""
    return one(day) if day else None


def _is_no_date(match: re.Match[str]) -> bool:
    """Tell "12 March Road", and "In May 15 people …", from dates."""
    month_first = match["date"][0].isalpha()
    return is_address(match.string, match.end("date")) or (
        month_first and bool(_IN_BEFORE.search(before(match.string, match.start())))
    )


def _options(as_written: WrittenDate, today: date) -> list[date]:
    """Return such days of last, this and next year, the nearest first."""
    years = (
        year
        for year in (today.year - 1, today.year, today.year + 1)
        if exists(as_written.day, as_written.month, year)
    )
    days = [date(year, as_written.month, as_written.day) for year in years]
    return sorted(days, key=lambda day: abs(day - today))


def _by_weekday(
    options: list[date], today: date, *, weekday: int, toward: int
) -> tuple[date, Concern | None]:
    """Take the nearest such day if its weekday is right, else this year's, else the only other one it can mean."""
    nearest = options[0]
    fitting = [day for day in options if day.weekday() == weekday]
    if nearest in fitting:
        return nearest, None
    for day in fitting:
        if day.year == today.year and not is_contrary(day, today, toward):
            return day, None
        told_otherwise = is_contrary(nearest, today, toward) and not is_contrary(day, today, toward)
        is_unclear = abs(nearest - today).days > PLAIN_WITHIN or told_otherwise
        if is_unclear and abs(day - today).days <= FAR + (PLAIN_WITHIN if told_otherwise else 0):
            return day, Concern.YEAR_UNCLEAR
    return nearest, Concern.WRONG_WEEKDAY


def _by_direction(options: list[date], today: date, toward: int) -> tuple[date, Concern | None]:
    nearest = options[0]
    if abs(nearest - today).days <= PLAIN_WITHIN:
        return nearest, None
    wanted = [
        day for day in options if (toward == AHEAD and day >= today) or (toward == BACK and day <= today)
    ]
    day = wanted[0] if wanted else nearest
    return day, None if day.year == today.year else Concern.YEAR_UNCLEAR
