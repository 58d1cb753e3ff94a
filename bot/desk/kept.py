"""What is kept of an announcement besides words and approvals, told row by row as the history tells it.

Each row stands beside one entry that says the same, so that a disclosure's verifier can hold the two against each other.
"""

from dataclasses import dataclass, field
from datetime import datetime

from bot.desk.ports import Work


@dataclass(frozen=True, slots=True)
class Kept:
    """One row. `kind` is that of its entry, `facts` what the entry's reason is made of, `ended_at` when it counts no more."""

    kind: str
    edition_number: int
    revision_number: int
    sha256: str
    person_id: int
    name: str
    at: datetime
    facts: dict[str, str] = field(default_factory=dict)
    ended_at: datetime | None = None


def as_reason(facts: dict[str, str]) -> str:
    """Return the facts as an entry's reason: one as it is, several each with its name."""
    if len(facts) == 1:
        return next(iter(facts.values()))
    return "; ".join(f"{name}: {value}" for name, value in facts.items())


async def kept_of(work: Work, announcement_id: int) -> list[Kept]:
    """Return every such row of an announcement, in the order of its moments."""
    rows = [*await _of_emergencies(work, announcement_id), *await _of_guards(work, announcement_id)]
    rows += await _of_overrides(work, announcement_id)
    return sorted(rows, key=lambda row: row.at)


async def _of_guards(work: Work, announcement_id: int) -> list[Kept]:
    editions = await work.record.editions(announcement_id)
    return [
        Kept(
            one.kind.value,
            one.edition_number,
            one.revision_number,
            one.sha256,
            one.person_id,
            one.name,
            one.at,
            one.facts,
        )
        for edition in editions
        for one in await work.guards.answers(edition.id)
    ]


async def _of_emergencies(work: Work, announcement_id: int) -> list[Kept]:
    rows = []
    for one in await work.emergencies.of_announcement(announcement_id):
        words = (one.edition_number, one.revision_number, one.sha256)
        if one.ordered_at:
            facts = {"reason": one.reason}
            rows.append(
                Kept("ordered_out", *words, one.person_id, one.name, one.ordered_at, facts, one.ended_at)
            )
        if one.reviewed_at and one.reviewed_by:
            rows.append(Kept("reviewed", *words, one.reviewed_by, one.reviewed_by_name, one.reviewed_at))
    return rows


async def _of_overrides(work: Work, announcement_id: int) -> list[Kept]:
    return [
        Kept(
            "finding_overridden",
            one.edition_number,
            one.revision_number,
            one.sha256,
            one.person_id,
            one.name,
            one.at,
            {"finding": one.code, "words": one.words, "reason": one.reason},
        )
        for one in await work.record.overrides(announcement_id)
    ]
