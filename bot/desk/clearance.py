"""Clearance: what has to be agreed before an edition's revision may go out, and how much of it is.

The one place that says so: approving asks it whether more is needed, publishing whether all is there.
"""

from dataclasses import dataclass

from bot.desk.ports import Work
from bot.desk.ports.values import Approval, Edition
from bot.news.announcement import Content, fingerprint


@dataclass(frozen=True, slots=True)
class Clearance:
    """`approvals` are those that stand for exactly these words; `needed` is how many there have to be."""

    approvals: tuple[Approval, ...]
    needed: int

    @property
    def missing(self) -> int:
        """How many approvals are still to come."""
        return max(0, self.needed - len(self.approvals))

    @property
    def is_given(self) -> bool:
        """Tell whether nothing is missing."""
        return self.missing == 0


async def clearance(work: Work, edition: Edition, content: Content) -> Clearance:
    """Return where this revision stands.

    The words themselves are hashed once more, so that none bent in the database counts as approved. Nor does the
    approval of somebody who contributed afterwards, such as by submitting what was sent back unchanged.
    """
    policy, stored = await work.policy.current(), fingerprint(content)
    approvals = await work.editions.approvals(edition.revision_id)
    contributors = frozenset() if edition.rehearsal else await work.editions.contributors(edition.id)
    standing = tuple(
        one
        for one in approvals
        if one.sha256 == edition.sha256 == stored and one.person_id not in contributors
    )
    return Clearance(standing, 1 if edition.rehearsal else policy.approvals_needed)
