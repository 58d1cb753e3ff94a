"""Reads a weekday with the number of its day and no month: "Wednesday 25th", "Friday (20th)", "Sat the 28th", "Friday 27"."""

import re
from datetime import date, timedelta

from bot.news.dates.almanac import one, weekday_number
from bot.news.dates.dated import is_contrary
from bot.news.dates.mention import Concern, Finding, MentionKind
from bot.news.dates.phrasing import numbered_said
from bot.news.dates.tense import direction

WITHIN = 31  # days: whoever leaves the month out means one of the weeks around


def read_numbered(match: re.Match[str], today: date) -> Finding | None:
    """Read the day that has both this name and this number; without one in the weeks around, the weekday is wrong."""
    text, word, number = match.string, match["weekday"], int(match["day"])
    bracketed = match["joint"].strip()[-1:] in {"(", "["}
    if not 1 <= number <= 31 or not (word.endswith("day") or word[0].isupper()):
        return None
    if bracketed and not match["closing"]:
        return None
    end = match.end() if bracketed else match.end("nth" if match["nth"] else "day")
    start = match.start()
    toward = direction(text, start, end)
    options = sorted(
        _so_numbered(number, today), key=lambda day: (is_contrary(day, today, toward), abs(day - today))
    )
    if not options:
        return None
    fitting = [day for day in options if day.weekday() == weekday_number(word)]
    if not fitting and not match["nth"]:  # "On Friday 20 officers …" is a count
        return None
    if not fitting:
        return Finding(start, end, MentionKind.DATE, one(options[0]), Concern.WRONG_WEEKDAY)
    said = numbered_said(text, (start, end), fitting[0], today)
    return Finding(start, end, MentionKind.DATE, one(fitting[0]), Concern.AGES, said)


def _so_numbered(number: int, today: date) -> list[date]:
    """Return the days of this number in the weeks around."""
    weeks = (today + timedelta(days=away) for away in range(-WITHIN, WITHIN + 1))
    return [day for day in weeks if day.day == number]
