"""Reads a weekday with the number of its day and no month: "Wednesday 25th", "Friday (20th)", "Sat the 28th"."""

import re
from datetime import date, timedelta

from bot.news.dates.almanac import on_or_before, one, weekday_number
from bot.news.dates.mention import Concern, Finding, MentionKind
from bot.news.dates.phrasing import numbered_said
from bot.news.dates.tense import AHEAD, BACK, direction

WITHIN = 31  # days: whoever leaves the month out means one of the weeks around


def read_numbered(match: re.Match[str], today: date) -> Finding | None:
    """Read the day that has both this name and this number; without one in the weeks around, the weekday is wrong."""
    text, word, number = match.string, match["weekday"], int(match["day"])
    bracketed = match["joint"].strip()[-1:] in {"(", "["}
    if not 1 <= number <= 31 or not (word.endswith("day") or word[0].isupper()):
        return None
    if bracketed and not match["closing"]:
        return None
    end = match.end() if bracketed else match.end("day") + len("th")
    start = match.start()
    fitting = [day for day in _around(weekday_number(word), today) if day.day == number]
    if not fitting:
        return Finding(start, end, MentionKind.DATE, None, Concern.WRONG_WEEKDAY)
    toward = direction(text, start, end)
    day = min(fitting, key=lambda option: (_is_contrary(option, today, toward), abs(option - today)))
    return Finding(
        start, end, MentionKind.DATE, one(day), Concern.AGES, numbered_said(text, (start, end), day, today)
    )


def _around(weekday: int, today: date) -> list[date]:
    last = on_or_before(today + timedelta(days=WITHIN), weekday)
    weeks = (last - timedelta(weeks=back) for back in range(2 * WITHIN // 7 + 1))
    return [day for day in weeks if abs(day - today).days <= WITHIN]


def _is_contrary(day: date, today: date, toward: int) -> bool:
    return (toward == AHEAD and day < today) or (toward == BACK and day > today)
