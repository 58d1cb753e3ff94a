"""What guards keep, as the desk needs it: periods, and the answers recorded for them or for wording about a case."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.desk.ports.values import Edition
from bot.news.guards.period import Span


class AnswerKind(StrEnum):
    """What was recorded: a case's stage, a reason for a period, a duty officer's agreement for one."""

    CASE = "case_recorded"
    REASON = "justified"
    AGREEMENT = "agreed"


@dataclass(frozen=True, slots=True)
class Period:
    """A pre-election period; `words` are what an admin typed, `ended_at` when one ended it early."""

    id: int
    name: str
    words: str
    span: Span
    ended_at: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Tell whether a moment lies in it, while nobody has ended it."""
        return self.ended_at is None and self.span.holds(moment)


@dataclass(frozen=True, slots=True)
class GuardAnswer:
    """One answer: by whom, for which revision, in their words. `seals` are the sentences of a case it was given for."""

    kind: AnswerKind
    edition_id: int
    edition_number: int
    revision_id: int
    revision_number: int
    sha256: str
    person_id: int
    name: str
    at: datetime
    facts: dict[str, str] = field(default_factory=dict)
    seals: frozenset[str] = frozenset()
    period_id: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be kept of an answer: its facts, and what they were given for, sentences or a period."""

    facts: dict[str, str]
    seals: tuple[str, ...] = ()
    period_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One answer as the report tells it: with the reference and headline of its item."""

    answer: GuardAnswer
    announcement_id: int
    reference: str
    canonical: bytes


class Guards(Protocol):
    """Periods are ended and never changed; answers are only ever added."""

    async def add_period(self, name: str, words: str, span: Span, person_id: int) -> int:
        """Keep a period; return its number."""
        ...

    async def end_period(self, period_id: int) -> bool:
        """End a period before its time; False when that was done already."""
        ...

    async def periods(self) -> list[Period]:
        """Return the desk's periods, ended ones too, in their order."""
        ...

    async def answer(
        self,
        edition: Edition,
        person_id: int,
        kind: AnswerKind,
        given: Given,
    ) -> None:
        """Keep an answer that was given for an edition's present revision."""
        ...

    async def answers(self, edition_id: int) -> list[GuardAnswer]:
        """Return every answer given for an edition, oldest first."""
        ...

    async def case_answers(self, announcement_id: int) -> list[GuardAnswer]:
        """Return every answer about a case, for any edition of an announcement, oldest first."""
        ...

    async def report(self, limit: int) -> list[ReportLine]:
        """Return the desk's newest answers, the newest first."""
        ...
