"""The report of guards: what was answered for which item, newest first. Changes nothing."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.ports import Work
from bot.desk.ports.guards import AnswerKind, ReportLine
from bot.news.announcement import from_canonical

LINES = 15  # in one message
ALL = 100_000


@dataclass(frozen=True, slots=True)
class Line:
    """One answer. `guard` is `court` or `pre-election`; `stage` is a case's, or `reason` or `agreement` for a period."""

    item: str
    guard: str
    stage: str
    reason: str
    who: str
    when: datetime


async def report(work: Work, limit: int = ALL) -> list[Line]:
    """Return the newest answers, the newest first."""
    return [_line(found) for found in await work.guards.report(limit)]


def _line(found: ReportLine) -> Line:
    answer = found.answer
    headline = from_canonical(found.canonical).headline
    item = f"{found.reference} {headline}".strip()
    if answer.kind is AnswerKind.CASE:
        reason = f"{answer.facts['reason']} (decided by {answer.facts['decided by']})"
        return Line(item, "court", answer.facts["stage"], reason, answer.name, answer.at)
    stage = "reason" if answer.kind is AnswerKind.REASON else "agreement"
    reason = "; ".join(answer.facts.values())
    return Line(item, "pre-election", stage, reason, answer.name, answer.at)
