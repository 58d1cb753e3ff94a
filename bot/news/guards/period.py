"""Pre-election periods: read out of an admin's words, held against a moment. Pure; the rules of dates are the newsroom's own."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.news.dates.almanac import exists
from bot.news.dates.dated import WrittenDate, read_date
from bot.news.dates.patterns import ANY_WEEKDAY, DATE

LONGEST = timedelta(days=366)
SHORTEST_NAME = 3
LONGEST_NAME = 80  # characters; it stands on cards
_TO = r"\s*(?:to|until|till|through|–|—|-)\s*"
_ON = rf"(?:{ANY_WEEKDAY},?\s+)?(?:the\s+)?"
_DAYS = rf"(?:from\s+)?{_ON}(?P<first>{DATE}|\d{{1,2}}(?:st|nd|rd|th)?){_TO}{_ON}(?P<last>{DATE})"
_NAME_LAST = re.compile(rf"\s*{_DAYS}\s*[,:;–—-]?\s*(?P<name>.*)", re.IGNORECASE | re.DOTALL)
_NAME_FIRST = re.compile(rf"\s*(?P<name>.*?)(?:\s*[,:;–—-]\s*|\s+){_DAYS}[\s.]*", re.IGNORECASE | re.DOTALL)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """From a first moment, counted in, to a last one, left out (both UTC)."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, moment: datetime) -> bool:
        """Tell whether a moment lies in it."""
        return self.starts_at <= moment < self.ends_at


class Unread(Exception):
    """The words are no period; `why` is `words`, `no_such_day`, `backwards`, `over`, `long` or `name`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_period(words: str, today: date, timezone: str) -> tuple[str, Span]:
    """Return name and span of "12 March to 6 May 2027, county elections" (or the name first), said on a day in the desk's IANA zone.

    Days begin at the zone's midnight, the last one is counted in. Without a year it is the next time those days come.
    Raises Unread.
    """
    match = _NAME_LAST.fullmatch(words) or _NAME_FIRST.fullmatch(words)
    if match is None:
        raise Unread("words")
    first, last = _days(match["first"], match["last"], today)
    if last < first:
        raise Unread("backwards")
    if last < today:
        raise Unread("over")
    if last - first > LONGEST:
        raise Unread("long")
    name = " ".join(match["name"].split()).rstrip(".")
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        raise Unread("name")
    zone = ZoneInfo(timezone)
    return name, Span(_midnight(first, zone), _midnight(last + timedelta(days=1), zone))


def _days(first: str, last: str, today: date) -> tuple[date, date]:
    """Return both days; what the first leaves out, the last one says, and a year left out is the next that fits."""
    end = read_date(last)
    day = _DAY.match(first)
    start = WrittenDate(int(day[1]), end.month, end.year) if day and end else read_date(first)
    if start is None or end is None:
        raise Unread("no_such_day")
    if end.year is None and start.year is not None:
        year = start.year + ((end.month, end.day) < (start.month, start.day))
    elif end.year is None:
        year = today.year + (_dated(end, today.year) < today)
    else:
        year = end.year
    wraps = (start.month, start.day) > (end.month, end.day)
    begins = start.year if start.year is not None else year - (wraps and not day)
    return _dated(start, begins), _dated(end, year)


def _dated(written: WrittenDate, year: int) -> date:
    if not exists(written.day, written.month, year):
        raise Unread("no_such_day")
    return date(year, written.month, written.day)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(UTC)
