"""Periods and the answers of guards in the database."""

import json
from typing import Any

from sqlalchemy import Row, Select, select, update

from bot.desk.ports.guards import AnswerKind, Given, GuardAnswer, Period, ReportLine
from bot.desk.ports.values import Edition
from bot.news.guards.period import Span
from bot.storage.tables import announcements, editions, guard_answers, people, periods, revisions
from bot.storage.transaction import Transaction


class SqlGuards:
    """Periods are ended and never changed; answers are only ever added."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add_period(self, name: str, words: str, span: Span, person_id: int) -> int:
        """Keep a period; return its number."""
        new = periods.insert().values(
            desk_id=self._tx.desk_id,
            name=name,
            words=words,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            added_by=person_id,
            added_at=self._tx.now,
        )
        number: int = await self._tx.value(new.returning(periods.c.id))
        return number

    async def end_period(self, period_id: int) -> bool:
        """End a period before its time; False when that was done already."""
        one = update(periods).where(periods.c.id == period_id, periods.c.desk_id == self._tx.desk_id)
        return (
            await self._tx.change(one.where(periods.c.ended_at.is_(None)).values(ended_at=self._tx.now)) == 1
        )

    async def periods(self) -> list[Period]:
        """Return the desk's periods, ended ones too, in their order."""
        own = select(periods).where(periods.c.desk_id == self._tx.desk_id)
        rows = await self._tx.all(own.order_by(periods.c.starts_at, periods.c.id))
        return [
            Period(row.id, row.name, row.words, Span(row.starts_at, row.ends_at), row.ended_at)
            for row in rows
        ]

    async def answer(
        self,
        edition: Edition,
        person_id: int,
        kind: AnswerKind,
        given: Given,
    ) -> None:
        """Keep an answer that was given for an edition's present revision."""
        await self._tx.change(
            guard_answers.insert().values(
                edition_id=edition.id,
                revision_id=edition.revision_id,
                person_id=person_id,
                period_id=given.period_id,
                kind=kind,
                facts=json.dumps(given.facts, ensure_ascii=False),
                seals="\n".join(given.seals),
                at=self._tx.now,
            )
        )

    async def answers(self, edition_id: int) -> list[GuardAnswer]:
        """Return every answer given for an edition, oldest first."""
        given = self._choose().where(guard_answers.c.edition_id == edition_id)
        return [_answer(row) for row in await self._tx.all(given.order_by(guard_answers.c.id))]

    async def case_answers(self, announcement_id: int) -> list[GuardAnswer]:
        """Return every answer about a case, for any edition of an announcement, oldest first."""
        cases = (editions.c.announcement_id == announcement_id) & (guard_answers.c.kind == AnswerKind.CASE)
        given = self._choose().where(cases).order_by(guard_answers.c.id)
        return [_answer(row) for row in await self._tx.all(given)]

    async def report(self, limit: int) -> list[ReportLine]:
        """Return the desk's newest answers, the newest first."""
        given = self._choose().where(editions.c.desk_id == self._tx.desk_id)
        rows = await self._tx.all(given.order_by(guard_answers.c.id.desc()).limit(limit))
        return [
            ReportLine(_answer(row), row.announcement_id, row.reference or "", row.canonical) for row in rows
        ]

    def _choose(self) -> Select[Any]:
        joined = (
            guard_answers.join(editions, editions.c.id == guard_answers.c.edition_id)
            .join(announcements, announcements.c.id == editions.c.announcement_id)
            .join(revisions, revisions.c.id == guard_answers.c.revision_id)
            .join(people, people.c.id == guard_answers.c.person_id)
        )
        return select(
            guard_answers,
            editions.c.announcement_id,
            announcements.c.reference,
            revisions.c.edition_number,
            revisions.c.number,
            revisions.c.sha256,
            revisions.c.canonical,
            people.c.name,
        ).select_from(joined)


def _answer(row: Row[Any]) -> GuardAnswer:
    return GuardAnswer(
        kind=AnswerKind(row.kind),
        edition_id=row.edition_id,
        edition_number=row.edition_number,
        revision_id=row.revision_id,
        revision_number=row.number,
        sha256=row.sha256,
        person_id=row.person_id,
        name=row.name,
        at=row.at,
        facts=json.loads(row.facts),
        seals=frozenset(row.seals.split("\n")) - {""},
        period_id=row.period_id,
    )
