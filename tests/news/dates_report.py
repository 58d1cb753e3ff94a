"""Scores the reader of dates on the labelled sentences: `python -m tests.news.dates_report` prints what it gets wrong."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.news.announcement import Content
from bot.news.checks.dates import severity
from bot.news.dates import DateMention, mentions, publish_day
from bot.news.dates.almanac import Days, month_of, year_of
from bot.news.words import Block
from tests.news.dates_held_out import HELD_OUT
from tests.news.dates_labelled import MARKED
from tests.news.dates_plain import PLAIN
from tests.news.labelled import Labelled

ZONE = "Europe/London"
DayOf = Callable[[datetime, str], date]


@dataclass
class Score:
    """`wrong` holds a line for each mark that is missing, superfluous or different."""

    right: int = 0
    superfluous: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.superfluous)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}, recall {self.recall:.3f} ({self.right} marks right)"


def score(sentences: Iterable[Labelled], day_of: DayOf = publish_day) -> Score:
    """A mark counts as right only with the right phrase, kind, days and severity."""
    total = Score()
    for labelled in sentences:
        wanted = [_expanded(mark) for mark in labelled.marked]
        found = marks(labelled, day_of)
        total.right += len(set(wanted) & set(found))
        total.superfluous += len(set(found) - set(wanted))
        total.missed += len(set(wanted) - set(found))
        if set(wanted) != set(found):
            total.wrong.append(f"{labelled.moment:%Y-%m-%d %H:%M} {labelled.text!r}: {found}, not {wanted}")
    return total


def marks(labelled: Labelled, day_of: DayOf = publish_day) -> list[str]:
    content = Content(body=tuple(map(Block, labelled.text.split("\n\n"))))
    found = mentions(content, day_of(labelled.moment, ZONE))
    return [
        f"{one.phrase}|{one.kind}|{_days(one)}|{grave}"
        for one in found
        if (grave := severity(one)) is not None
    ]


def _days(mention: DateMention) -> str:
    return _iso(mention.days) if mention.days else "-"


def _iso(days: Days) -> str:
    return f"{days.first}" if days.first == days.last else f"{days.first}/{days.last}"


def _expanded(mark: str) -> str:
    """Write a month or a year as its first and last day."""
    phrase, kind, days, grave = mark.split("|")
    if len(days) == len("2026"):
        days = _iso(year_of(int(days)))
    elif len(days) == len("2026-11"):
        days = _iso(month_of(*map(int, days.split("-"))))
    return f"{phrase}|{kind}|{days}|{grave}"


def report() -> str:
    lines = []
    for name, sentences in (("labelled", [*MARKED, *PLAIN]), ("held out", HELD_OUT)):
        scored = score(sentences)
        lines += [f"{name}: {len(sentences)} sentences, {scored}", *(f"  {line}" for line in scored.wrong)]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())  # noqa: T201 - prints its table when called
