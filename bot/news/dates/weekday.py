"""Reads days of the week: "on Friday", "last Friday", "Friday’s meeting", "(Tues)", "on Monday next week"."""

import re
from datetime import date, timedelta

from bot.news.dates.almanac import on_or_after, on_or_before, one, week_of, weekday_number
from bot.news.dates.happenings import happens
from bot.news.dates.mention import Concern, Finding, MentionKind
from bot.news.dates.names import before, is_counted_from, is_habit, is_named_weekday
from bot.news.dates.patterns import A_NUMBER_AFTER, ANY_WEEKDAY
from bot.news.dates.phrasing import day_said, in_place, is_possessive
from bot.news.dates.tense import AHEAD, BACK, UNSURE, direction

_ON = re.compile(r"\bon\s+$", re.IGNORECASE)
_LEADS = {"since": BACK, "by": AHEAD, "until": AHEAD, "till": AHEAD}
_LEAD = re.compile(
    r"\b(?P<lead>since|by|until|till)\s+(?:(?:at\s+least|about|around|late|early)\s+(?:on\s+)?)?$",
    re.IGNORECASE,
)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_WHICH_BEFORE = re.compile(r"\b(?:last|next|this|coming|past)\s+$", re.IGNORECASE)
_OF_AFTER = re.compile(r"\s+(?:of|in)\b", re.IGNORECASE)
_TO = r"\.?\s*(?:to|until|till|–|—|-)\s*"
_RANGE_AFTER = re.compile(
    rf"{_TO}(?P<other>{ANY_WEEKDAY})(?:,?\s+(?:of\s+)?(?P<that>last|this|next)\s+week\b)?", re.IGNORECASE
)
_RANGE_BEFORE = re.compile(
    rf"(?P<from>\b(?:from|between)\s+)?\b(?P<other>{ANY_WEEKDAY}){_TO}$", re.IGNORECASE
)
_FROM_BEFORE = re.compile(r"\b(?:from|between)\s+$", re.IGNORECASE)
_HAPPENED_AFTER = re.compile(
    r"[’']s\s+(?:\w+\s+){0,3}?(?:incident|attack|assault|stabbing|shooting|murder|killing|death|crash|collision|blaze"
    r"|explosion|robbery|burglary|raid|arrest|disorder|riot|flooding|flood|tragedy|violence|outage|disturbance)s?\b",
    re.IGNORECASE,
)
_LOGGED_BEFORE = re.compile(r"\b(?:log|incident|reference|number)\b[^.]{0,20}\bof\s+$", re.IGNORECASE)
_WHICH = {"last": BACK, "this past": BACK, "this coming": AHEAD, "coming": AHEAD}
_NOT_TODAY = frozenset({*_WHICH, "next"})
_WEEKS = {"last": -7, "this": 0, "next": 7}
_WORKING_WEEKS = frozenset({(0, 4), (0, 5), (0, 6), (5, 6)})  # "open Monday to Friday" is every week


def read_weekday(match: re.Match[str], today: date) -> Finding | None:
    """Read one day of the week; habits, names and opening hours are none."""
    if _is_no_day(match):
        return None
    text, (start, end) = match.string, match.span()
    led = _ON.search(before(text, start))
    if led:
        start -= len(led.group())
    if is_counted_from(text, match.start()):
        return Finding(start, end, MentionKind.WEEKDAY, None, Concern.AGES)
    day, otherwise = _meant(match, today)
    return Finding(
        start,
        end,
        MentionKind.WEEKDAY,
        one(day),
        Concern.AGES,
        _said(match, (start, end), day, today),
        None if otherwise == day else otherwise,
    )


def _is_no_day(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end("weekday")
    word, behind = match["weekday"], before(text, match.start())
    if not word.lower().endswith("day") and not _is_plainly_short(match):
        return True
    if match["which"]:
        return bool(_THE.search(behind)) and bool(_OF_AFTER.match(text, end))
    if is_habit(text, start, end) or is_named_weekday(text, start, end):
        return True
    return bool(_WHICH_BEFORE.search(behind)) or _is_opening_hours(match)


def _is_plainly_short(match: re.Match[str]) -> bool:
    """Tell whether "Tues" or "Sun" is a day: after "on" or "last", or alone in brackets, with a capital."""
    text, end = match.string, match.end("weekday")
    behind = before(text, match.start())
    bracketed = behind[-1:] in {"(", "["} and text[end:].lstrip(". ")[:1] in {")", "]"}
    return match["weekday"][0].isupper() and bool(match["which"] or bracketed or _ON.search(behind))


def _is_opening_hours(match: re.Match[str]) -> bool:
    """Tell "Tuesday to Saturday, 10am to 4pm" from "from Tuesday to Thursday"."""
    text, number = match.string, weekday_number(match["weekday"])
    behind = before(text, match.start())
    after, earlier = _RANGE_AFTER.match(text, match.end("weekday")), _RANGE_BEFORE.search(behind)
    if after:
        pair = (number, weekday_number(after["other"]))
        return pair in _WORKING_WEEKS or not _FROM_BEFORE.search(behind)
    if earlier:
        pair = (weekday_number(earlier["other"]), number)
        return pair in _WORKING_WEEKS or not earlier["from"]
    return False


def _meant(match: re.Match[str], today: date) -> tuple[date, date | None]:
    """Return the day that is meant, and another one that it may be taken for."""
    number, which = weekday_number(match["weekday"]), " ".join((match["which"] or "").lower().split())
    past, coming = on_or_before(today, number), on_or_after(today, number)
    through = _RANGE_AFTER.match(match.string, match.end("weekday"))
    week = match["that"] or (through["that"] if through else None)  # "from Monday to Thursday next week"
    if week:
        return week_of(today).first + timedelta(days=_WEEKS[week.lower()] + number), None
    if match["later"]:
        return coming + timedelta(days=7), None
    toward = _WHICH.get(which) or _toward(match)
    if which in _NOT_TODAY:
        past, coming = (
            on_or_before(today - timedelta(days=1), number),
            on_or_after(today + timedelta(days=1), number),
        )
    if which == "next":
        return on_or_after(week_of(today).last + timedelta(days=1), number), coming
    if toward == BACK:
        return past, None
    return coming, past if toward == UNSURE and not which else None


def _toward(match: re.Match[str]) -> int:
    if _HAPPENED_AFTER.match(match.string, match.end()):  # "Monday’s crash is being investigated"
        return BACK
    if _LOGGED_BEFORE.search(before(match.string, match.start())):
        return BACK
    if told := happens(match.string, *match.span()):
        return told
    lead = _LEAD.search(before(match.string, match.start()))
    return _LEADS[lead["lead"].lower()] if lead else direction(match.string, *match.span())


def _said(match: re.Match[str], span: tuple[int, int], day: date, today: date) -> str | None:
    """Return what says the day for good. Without "on" or "last" before it, it stands as a name: no "on" is added.

    Before a number ("Friday the 13th is unlucky") only the author knows.
    """
    text = match.string
    if A_NUMBER_AFTER.match(text, span[1]):
        return None
    said = day_said(text, span, day, part=(match["part"] or "").lower(), today=today)
    bare = match.start() == span[0] and not match["which"] and not is_possessive(text, span[1])
    if said is None or not bare:
        return said
    return in_place(text, span, said.removeprefix("on ").removeprefix("On ").removeprefix("ON "))
