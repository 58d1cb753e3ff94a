"""How an ageing phrase is said for good, so that it fits into its sentence: with or without "on", in its own case.

A replacement never changes other words, so where the sentence would need more than that there is none.
"""

import re
from datetime import date

from bot.news.dates.almanac import Days, month_written, weekend_written, written
from bot.news.dates.names import before, begins_sentence
from bot.news.dates.patterns import WEEKDAY_ALONE

ON_THE_PART = {
    "morning": "on the morning of",
    "afternoon": "on the afternoon of",
    "evening": "on the evening of",
    "night": "on the night of",
    "lunchtime": "at lunchtime on",
}
_PREPOSITION = re.compile(
    r"\b(?:from|until|till|by|since|before|after|for|to|of|than|with|between|over|into|through|on|and|or"
    r"|(?:from|until|till|by|since)\s+(?:at\s+least|about|around))\s+$",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(
    r"\b(?:\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\.?|\d{1,2}[.:]\d\d|noon|midday|hours\s+of)\s*$", re.IGNORECASE
)
_MIDNIGHT_BEFORE = re.compile(r"\bmidnight\s*$", re.IGNORECASE)  # of which of two days, only the author knows
_SUBJECT_OF = re.compile(r"\s+(?:is|was|sees|saw|marks|marked)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s\b")


def in_place(text: str, span: tuple[int, int], said: str) -> str:
    """Return what is to stand at `text[start:end]`: `said` without its own "on" after another preposition, case kept."""
    start, end = span
    is_subject = begins_sentence(text, start) and _SUBJECT_OF.match(text, end)  # "Today is World AIDS Day"
    if _PREPOSITION.search(before(text, start)) or is_possessive(text, end) or is_subject:
        said = re.sub(r"^(?:on|in|at)\s+", "", said)
    phrase = text[start:end]
    if phrase.isupper():
        return said.upper()
    named = WEEKDAY_ALONE.match(phrase) and not begins_sentence(text, start)  # its capital tells nothing
    return said[0].upper() + said[1:] if phrase[0].isupper() and not named else said


def is_possessive(text: str, end: int) -> bool:
    """Tell whether "’s" follows."""
    return bool(_POSSESSIVE.match(text, end))


def day_said(text: str, span: tuple[int, int], day: date, *, part: str, today: date) -> str | None:
    """Return "on Tuesday 24 November", or "on the evening of …"; None when "last night’s" would lose its night."""
    if part and (is_possessive(text, span[1]) or _MIDNIGHT_BEFORE.search(before(text, span[0]))):
        return None
    if part and not _CLOCK_BEFORE.search(before(text, span[0])):
        return in_place(text, span, f"{ON_THE_PART[part]} {written(day, today)}")
    return in_place(text, span, f"on {written(day, today)}")


def numbered_said(text: str, span: tuple[int, int], day: date, today: date) -> str:
    """Return "Wednesday 25 November" for "Wednesday 25th"; before "last" and the like, with "on"."""
    led = WEEKDAY_ALONE.match(text[span[0] : span[1]]) is None
    return in_place(text, span, f"on {written(day, today)}" if led else written(day, today))


def week_said(text: str, span: tuple[int, int], week: Days, *, today: date) -> str | None:
    """Return "in the week of Monday 23 November"; None for "last week’s"."""
    if is_possessive(text, span[1]):
        return None
    return in_place(text, span, f"in the week of {written(week.first, today)}")


def weekend_said(text: str, span: tuple[int, int], weekend: Days, *, today: date) -> str | None:
    """Return "on Saturday 28 and Sunday 29 November"; None for "this weekend’s"."""
    if is_possessive(text, span[1]):
        return None
    return in_place(text, span, f"on {weekend_written(weekend, today)}")


def month_said(text: str, span: tuple[int, int], month: Days) -> str:
    """Return "in December 2025"."""
    return in_place(text, span, f"in {month_written(month)}")


def year_said(text: str, span: tuple[int, int], year: Days) -> str:
    """Return "in 2025"."""
    return in_place(text, span, f"in {year.first.year}")
