"""How a labelled sentence is written down: a moment in UTC, a text, and what a careful sub-editor would mark in it."""

from dataclasses import dataclass
from datetime import UTC, datetime

# The week the examples live in, at noon: Monday 23 to Sunday 29 November 2026, winter time.
WEEK = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), range(23, 30), strict=True))


@dataclass(frozen=True)
class Labelled:
    """`marked` holds "phrase | kind | days | severity" for each mark; days are ISO: a day, a month, a year, a/b or -."""

    moment: datetime
    text: str
    marked: tuple[str, ...]


def sentence(when: str, text: str, *marked: str) -> Labelled:
    """`when` is a day of the week of the examples, or a date and time in UTC."""
    iso = f"2026-11-{WEEK[when]} 12:00" if when in WEEK else when
    return Labelled(datetime.fromisoformat(iso).replace(tzinfo=UTC), text, tuple(marked))
