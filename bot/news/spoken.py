"""Takes apart the words for a moment: which day, which time of day, which zone. Pure; knows no calendar and no now.

Words are eaten from the left, piece by piece; one that is not known makes the whole unreadable, since a piece passed
over ("not before 9") may turn the meaning round.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta, timezone
from enum import StrEnum

from bot.news.dates.almanac import month_number, weekday_number

NOON, LAST_HOUR, LAST_MINUTE = 12, 23, 59


class Part(StrEnum):
    """A part of the day that was named beside the hour."""

    ANY = ""
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `plain` when it may be meant in either half of the day ("at 3", "9.30"); `midnight` ends a day."""

    hour: int
    minute: int = 0
    plain: bool = False
    midnight: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was said, as far as it was: `days` from today, a weekday with its `which`, a date; `after` an interval.

    `whole_days` when the interval was said in days or weeks, which the clock's changes do not lengthen.
    """

    days: int | None = None
    weekday: int | None = None
    which: str = ""
    date: tuple[int, int, int | None] | None = None  # day, month, year
    after: timedelta | None = None
    whole_days: bool = False
    clock: Clock | None = None
    part: Part = Part.ANY
    zone: timezone | None = None

    @property
    def names_day(self) -> bool:
        """Tell whether any day was named."""
        return not (self.days is None and self.weekday is None and self.date is None)


class _Unread(Exception):
    """The words say no time, or say something twice."""


def read_phrase(words: str) -> Phrase | None:
    """Return the pieces, None when anything in the words is not understood."""
    rest, phrase = _tidied(words), Phrase()
    while rest:
        found = next(((match, take) for pattern, take in _PIECES if (match := pattern.match(rest))), None)
        if found is None:
            return None
        match, take = found
        try:
            phrase = take(phrase, match)
        except _Unread:
            return None
        rest = rest[match.end() :].lstrip()
    return None if phrase == Phrase() else phrase


_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def _tidied(words: str) -> str:
    text = words.lower().replace("’", "'").replace(",", " ")
    text = re.sub(r"\b([ap])\.?\s?m\b\.?", r"\1m", text)
    text = re.sub(r"\b([a-z]{3,5})\.(?=\s|$)", r"\1", text).rstrip(" .!")
    for number, name in enumerate(_NUMBERS, start=1):
        text = re.sub(rf"\b{name}\b", str(number), text)
    text = re.sub(r"\b(\d{1,2}) ?o'clock(?! (?:noon|midday|midnight))", r"\1:00", text).replace(
        "o'clock", " "
    )
    return " ".join(text.split())


def _once(phrase: Phrase, **said: object) -> Phrase:
    """Add what was said, unless the same was said already."""
    if any(getattr(phrase, name) not in (None, "") for name in said):
        raise _Unread
    return replace(phrase, **said)  # type: ignore[arg-type]  # each caller names fields of Phrase


def _filler(phrase: Phrase, _match: re.Match[str]) -> Phrase:
    return phrase


def _date(phrase: Phrase, match: re.Match[str]) -> Phrase:
    month = match["month"]
    year = int(match["year"]) if match["year"] else None
    number = int(month) if month.isdigit() else month_number(month)
    if year is not None and year < 100:
        year += 2000
    return _once(phrase, date=(int(match["day"]), number, year))


def _weekday(phrase: Phrase, match: re.Match[str]) -> Phrase:
    which = "week" if match["week"] or match["before"] else match["which"] or ""
    return _once(phrase, weekday=weekday_number(match["weekday"]), which=which)


def _relative(phrase: Phrase, match: re.Match[str]) -> Phrase:
    said = match[0]
    if said == "tonight":
        return _once(phrase, days=0, part=Part.NIGHT)
    return _once(phrase, days=0 if said == "today" else 2 if "after" in said else 1)


def _part(phrase: Phrase, match: re.Match[str]) -> Phrase:
    said = _once(phrase, part=Part(match["part"]))
    return _once(said, days=0) if match["this"] else said


_SECONDS = {"m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}


def _after(phrase: Phrase, match: re.Match[str]) -> Phrase:
    words = match["count"]
    count = 0.5 if match["halved"] else float(words) if words[0].isdigit() else 1.0
    seconds = (count + (0.5 if match["half"] else 0.0)) * _SECONDS[match["unit"][0]]
    if match["more"]:
        seconds += int(match["more"]) * 60
    said = _once(phrase, after=timedelta(seconds=round(seconds)))
    return replace(said, whole_days=match["unit"][0] in "dw" and not match["half"] and not match["halved"])


def _named_hour(phrase: Phrase, match: re.Match[str]) -> Phrase:
    midnight = match["name"] == "midnight"
    return _once(phrase, clock=Clock(0 if midnight else NOON, midnight=midnight))


def _past_midnight(phrase: Phrase, _match: re.Match[str]) -> Phrase:
    return _once(phrase, clock=Clock(0, 1))


def _past_or_to(phrase: Phrase, match: re.Match[str]) -> Phrase:
    minute = 30 if match["much"] == "half" else 15
    hour = int(match["hour"]) % NOON or NOON
    if match["to"] == "to":
        hour, minute = (hour - 2) % NOON + 1, 60 - minute
    return _once(phrase, clock=_halved(hour, minute, match["half"]))


def _time(phrase: Phrase, match: re.Match[str]) -> Phrase:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"] and (hour, match["half"]) != (0, "am"):  # "00.01am" is how embargoes are written
        return _once(phrase, clock=_halved(hour, minute, match["half"]))
    if hour > LAST_HOUR or minute > LAST_MINUTE:
        raise _Unread
    plain = not match["hour"].startswith("0") and 0 < hour < NOON
    return _once(phrase, clock=Clock(hour, minute, plain=plain))


def _four_digits(phrase: Phrase, match: re.Match[str]) -> Phrase:
    return _once(phrase, clock=Clock(int(match["hour"]), int(match["minute"])))


def _halved(hour: int, minute: int, half: str | None) -> Clock:
    if not 0 < hour <= NOON or minute > LAST_MINUTE:
        raise _Unread
    if half is None:
        return Clock(hour, minute, plain=hour < NOON)
    if (hour, minute, half) == (NOON, 0, "am"):
        return Clock(0, midnight=True)
    return Clock(hour % NOON + (NOON if half == "pm" else 0), minute)


def _zone(phrase: Phrase, match: re.Match[str]) -> Phrase:
    minutes = 60 if match["name"] == "bst" else 0
    if match["sign"]:
        minutes = int(match["sign"] + "1") * (int(match["hours"]) * 60 + int(match["minutes"]))
    offset = timedelta(minutes=minutes)
    return _once(phrase, zone=timezone(offset, match["name"].upper()) if match["name"] else timezone(offset))


_END = r"(?![a-z0-9])"
_DAY, _YEAR = r"(?P<day>\d{1,2})", r"(?P<year>20\d\d)"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NTH = r"(?:st|nd|rd|th)?"
_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)"
)
_HOUR, _HALF = r"(?P<hour>\d{1,2})", r"(?P<half>am|pm)"
_UNIT = r"(?P<unit>m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?|w(?:ee)?ks?)"
_COUNT = r"(?P<count>(?P<halved>half )?an?|\d{1,3}(?:\.\d)?)"
_MORE = r"(?: ?(?:and )?(?P<more>\d{1,2}) ?m(?:in(?:ute)?s?)?)?"
_Take = Callable[[Phrase, re.Match[str]], Phrase]
_PIECES: tuple[tuple[re.Pattern[str], _Take], ...] = tuple(
    (re.compile(pattern), take)
    for pattern, take in (
        (rf"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:t(?=\d)|{_END})", _date),
        (rf"{_DAY}/(?P<month>\d{{1,2}})(?:/(?P<year>20\d\d|\d\d))?{_END}(?![/.:])", _date),
        (rf"{_DAY}\.(?P<month>\d{{1,2}})\.(?P<year>20\d\d|\d\d){_END}", _date),
        (rf"{_DAY}{_NTH} ?(?:of )?{_MONTH}(?: {_YEAR})?{_END}", _date),
        (rf"{_MONTH} (?:the )?{_DAY}{_NTH}(?: {_YEAR})?{_END}(?![:.]\d| ?[ap]m)", _date),
        (
            rf"(?P<before>a week on )?(?:(?P<which>next|this|coming) )?{_WEEKDAY}(?P<week> week)?{_END}",
            _weekday,
        ),
        (
            rf"(?:the )?day after tomorrow{_END}|tomorrow{_END}|tmrw{_END}|today{_END}|tonight{_END}",
            _relative,
        ),
        (rf"(?P<this>this )?(?:in the )?(?P<part>morning|afternoon|evening|night){_END}", _part),
        (rf"in {_COUNT} ?{_UNIT}(?P<half> and a half)?{_MORE}{_END}", _after),
        (rf"(?:12 )?(?P<name>noon|midday|midnight){_END}", _named_hour),
        (rf"(?:a|1) minute past midnight{_END}", _past_midnight),
        (rf"(?P<much>half|quarter|a quarter) (?P<to>past|to) {_HOUR} ?{_HALF}?{_END}", _past_or_to),
        (rf"{_HOUR}(?:[:.](?P<minute>\d\d))? ?{_HALF}{_END}", _time),
        (rf"{_HOUR}[:.](?P<minute>\d\d)(?::00)?(?: ?h(?:ou)?rs?)?(?P<half>)(?:{_END}|(?=z$))", _time),
        (rf"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?: ?h(?:ou)?rs?)?{_END}", _four_digits),
        (rf"{_HOUR}(?P<minute>)(?P<half>){_END}(?![/:.]\d)", _time),
        (rf"(?P<name>gmt|bst|utc|z)(?P<sign>){_END}", _zone),
        (r"(?P<name>)(?P<sign>[+-])(?P<hours>[01]\d):?(?P<minutes>[0-5]\d)$", _zone),
        (rf"(?:at|on|the|of|for|please|@){_END}", _filler),
    )
)
