"""Reads yesterday, today, tonight and tomorrow, with whatever names the day beside them: "yesterday (Tues)"."""

import re
from datetime import date, timedelta

from bot.news.dates.almanac import on_or_after, on_or_before, weekday_number
from bot.news.dates.dated import one_or_none, read_date, resolved
from bot.news.dates.mention import CONTRADICTIONS, Concern, Finding, MentionKind
from bot.news.dates.names import before, is_capital_name, is_counted_from, is_idiom
from bot.news.dates.patterns import DATE_ALONE, WEEKDAY_ALONE
from bot.news.dates.phrasing import day_said

_OFFSETS = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
_THE_LAST = re.compile(r"\b(?:the|its|their|his|her|our|a)\s+$", re.IGNORECASE)  # of several nights
_PARTS = {"tonight": "evening", "last night": "night"}


def read_day(match: re.Match[str], today: date) -> Finding | None:
    """Read a day told from the day of publishing; a weekday or date beside it must be that day's."""
    text, word = match.string, " ".join(match["word"].lower().split())
    if word == "last night" and _THE_LAST.search(before(text, match.start())):
        return None
    if is_capital_name(text, match.start(), match["word"]) or is_idiom(text, *match.span("word")):
        return None
    if is_counted_from(text, match.start()):
        return Finding(*match.span(), MentionKind.DAY, None, Concern.AGES)
    meant = today + timedelta(days=_OFFSETS.get(word, 0))
    day, concern = _held_against(match["companion"] or "", meant, today)
    part = (match["part"] or _PARTS.get(word) or (word[5:] if word.startswith("this ") else "")).lower()
    said = day_said(text, match.span(), day, part=part, today=today) if day else None
    if concern is Concern.WRONG_WEEKDAY or concern is None or _is_left_open(match["companion"] or ""):
        said = None
    return Finding(*match.span(), MentionKind.DAY, one_or_none(day), concern, said)


def _held_against(companion: str, meant: date, today: date) -> tuple[date | None, Concern | None]:
    """Return the day that is really told, and what is the matter: the words beside it are the surer ones."""
    weekday, dated = WEEKDAY_ALONE.search(companion), DATE_ALONE.search(companion)
    number = weekday_number(weekday.group()) if weekday else None
    as_written = read_date(dated.group()) if dated else None
    if as_written is not None:
        day, concern = resolved(as_written, today, weekday=number, toward=0)
        if concern not in CONTRADICTIONS:
            concern = None if day == meant else Concern.NOT_THAT_DAY
        return day, concern
    if number is None or number == meant.weekday():
        return meant, Concern.AGES
    if meant == today:  # written for the day before or after, as often as not
        return on_or_after(today - timedelta(days=3), number), Concern.NOT_THAT_DAY
    if meant > today:
        return on_or_after(today + timedelta(days=1), number), Concern.NOT_THAT_DAY
    return on_or_before(today - timedelta(days=1), number), Concern.NOT_THAT_DAY


def _is_left_open(companion: str) -> bool:
    """Tell "yesterday (Tues at noon)", where the bracket closes later: replacing the start would lose its partner."""
    inside = companion.strip()
    return inside[:1] in {"(", "["} and inside[-1:] not in {")", "]"}
