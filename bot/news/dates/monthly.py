"""Reads months without a year and spans told from now: "In December", "last December", "next week", "this year"."""

import re
from datetime import date, timedelta

from bot.news.dates.almanac import Days, month_number, month_of, week_of, weekend_of, year_of
from bot.news.dates.dated import VERBS_TOO
from bot.news.dates.mention import Concern, Finding, MentionKind
from bot.news.dates.names import before
from bot.news.dates.phrasing import month_said, week_said, weekend_said, year_said
from bot.news.dates.tense import AHEAD, BACK, UNSURE, direction

_STEPS = {"last": -1, "this": 0, "next": 1}
_LEAD = re.compile(
    r"\b(?P<lead>in|during|since|until|till|by|from|before|after|throughout"
    r"|(?:end|start|beginning|middle|week|month|half)\s+of)\s+(?:(?:early|late)\s+|mid[\s-])?$",
    re.IGNORECASE,
)
_LEADS_TO = {"since": BACK, "by": AHEAD, "until": AHEAD, "till": AHEAD}
_FIRST_NAMES = frozenset({"april", "may", "june", "august"})
_CAPITAL_AFTER = re.compile(r"\s+[A-Z]")
_A_TOWN = re.compile(r",\s+Cambridgeshire\b")
_THE = re.compile(r"\b(?:the|each|every|per|a)\s+$", re.IGNORECASE)


def read_month(match: re.Match[str], today: date) -> Finding | None:
    """Read a month that does not tell its year, and one told from this year ("in May last year")."""
    text, which = match.string, match["which"]
    lead = _LEAD.search(before(text, match.start()))
    if match["year"] or _is_no_month(match, lead):
        return None
    if which:
        month = _told_from_now(match, today)
        said = month_said(text, match.span(), month)
        return Finding(*match.span(), MentionKind.MONTH, month, Concern.AGES, said)
    start = match.start() - len(lead.group()) if lead and lead["lead"].lower() == "in" else match.start()
    days, concern = _without_year(match, lead, today)
    with_year = f"{text[start : match.end('month')]} {days.first.year}" if days and concern else None
    return Finding(start, match.end(), MentionKind.MONTH, days, concern, with_year)


def read_period(match: re.Match[str], today: date) -> Finding | None:
    """Read a week, weekend, month or year told from now. "The last year" is a length of time, and none."""
    text, span = match.string, match.span()
    if match["which"] is None:
        days = weekend_of(today)
        if direction(text, *span) == BACK and today < days.first:
            days = weekend_of(today - timedelta(days=7))
        return _period(span, days, weekend_said(text, span, days, today=today))
    if _THE.search(before(text, span[0])):
        return None
    step, unit = _STEPS[match["which"].lower()], match["unit"].lower()
    if unit == "year":
        days = year_of(today.year + step)
        return _period(span, days, year_said(text, span, days))
    if unit == "month":
        days = month_of(today.year, today.month + step)
        return _period(span, days, month_said(text, span, days))
    if unit == "weekend":
        days = weekend_of(today + timedelta(days=7 * step))
        return _period(span, days, weekend_said(text, span, days, today=today))
    days = week_of(today + timedelta(days=7 * step))
    return _period(span, days, week_said(text, span, days, today=today))


def _period(span: tuple[int, int], days: Days, said: str | None) -> Finding:
    return Finding(*span, MentionKind.PERIOD, days, Concern.AGES, said)


def _is_no_month(match: re.Match[str], lead: re.Match[str] | None) -> bool:
    """Tell verbs, people and a town from months: "may", "by April Jones", "in March, Cambridgeshire"."""
    word, text, end = match["month"], match.string, match.end()
    if word.islower() and (word in VERBS_TOO or (len(word) <= 4 and word not in {"june", "july"})):
        return True
    if match["which"]:
        return False
    if lead is None:
        return not match["that"]
    sure = lead["lead"].lower() in {"in", "during", "since", "throughout"}
    a_person = word.lower() in _FIRST_NAMES and not sure and bool(_CAPITAL_AFTER.match(text, end))
    return a_person or bool(_A_TOWN.match(text, end))


def _told_from_now(match: re.Match[str], today: date) -> Days:
    """Return the month of "last December" or "next May"."""
    number = month_number(match["month"])
    earlier, later = _around(number, today)
    match match["which"].lower():
        case "last":
            return month_of(earlier, number)
        case "next":
            return month_of(later, number)
        case _:
            return month_of(today.year, number)


def _without_year(
    match: re.Match[str], lead: re.Match[str] | None, today: date
) -> tuple[Days | None, Concern | None]:
    """Return the month that is most likely meant; its year is clear only when it is this year's."""
    number = month_number(match["month"])
    if match["that"]:
        return month_of(today.year + _STEPS[match["that"].lower()], number), Concern.AGES
    toward = direction(match.string, *match.span())
    if toward == UNSURE and lead:
        toward = _LEADS_TO.get(lead["lead"].lower(), UNSURE)
    if number == today.month:
        return (None, Concern.YEAR_UNCLEAR) if toward == BACK else (month_of(today.year, number), None)
    earlier, later = _around(number, today)
    if toward == UNSURE:
        toward = BACK if (today.month - number) % 12 < (number - today.month) % 12 else AHEAD
    year = earlier if toward == BACK else later
    return month_of(year, number), None if year == today.year else Concern.YEAR_UNCLEAR


def _around(number: int, today: date) -> tuple[int, int]:
    """Return the years of the last such month before this one, and of the next after it."""
    earlier = today.year if number < today.month else today.year - 1
    return earlier, today.year if number > today.month else today.year + 1
