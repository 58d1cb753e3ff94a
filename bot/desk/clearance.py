"""Clearance: what has to be agreed before an edition's revision may go out, and how much of it is.

The one place that says so: approving asks it whether more is needed, publishing whether all is there.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.periods import Stand, stands
from bot.desk.ports import Work
from bot.desk.ports.emergencies import Emergency
from bot.desk.ports.values import Approval, Edition
from bot.desk.signoffs import Standing, standings
from bot.news.announcement import Content, fingerprint
from bot.news.policy import Policy
from bot.news.refusal import Refusal
from bot.news.staff import Role


@dataclass(frozen=True, slots=True)
class Clearance:
    """`approvals` are those that stand for exactly these words; `needed` is how many there have to be.

    `quotes` are all quotes of these words and how each stands with its speaker.
    `ordered` is the emergency by which the edition goes or went out: then it alone gives clearance, unless `objection`
    says why it does not: `words` (it was for others), `switched_off`, or `left` (the duty officer is none any more).
    `guarded` are the pre-election periods that its moment of publishing lies in, and how it stands with each.
    """

    approvals: tuple[Approval, ...]
    needed: int
    quotes: tuple[Standing, ...] = ()
    ordered: Emergency | None = None
    objection: str = ""
    guarded: tuple[Stand, ...] = ()

    @property
    def missing(self) -> int:
        """How many approvals are still to come."""
        return max(0, self.needed - len(self.approvals))

    @property
    def open_quotes(self) -> tuple[Standing, ...]:
        """The quotes that keep these words from going out."""
        return tuple(one for one in self.quotes if one.is_open)

    @property
    def is_given(self) -> bool:
        """Tell whether nothing is missing."""
        if self.ordered:
            return not self.objection
        return self.is_approved and all(stand.is_met for stand in self.guarded)

    @property
    def is_approved(self) -> bool:
        """Tell whether the approvals and the speakers' words are there, whatever a pre-election period still asks for."""
        return self.missing == 0 and not self.open_quotes


def let_all_approve(cleared: Clearance) -> None:
    """Refuse what was approved once and has fewer approvals now than are needed: the policy asks for more, or one lapsed."""
    if cleared.missing:
        raise Refusal("approvals_missing", missing=cleared.missing)


async def clearance(
    work: Work, edition: Edition, content: Content, *, moment: datetime | None = None
) -> Clearance:
    """Return where this revision stands, to go out at a moment: the one it has or else now, unless another is given.

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
    needed = 1 if edition.rehearsal else policy.approvals_needed
    quotes = await standings(work, edition, content)
    ordered = await work.emergencies.standing(edition.id)
    if ordered is None:
        then = moment or max(work.now, edition.due_at or work.now)
        guarded = (
            () if edition.rehearsal else await stands(work, (edition, content), then, (standing, needed))
        )
        return Clearance(standing, needed, quotes, guarded=guarded)
    same_words = ordered.revision_id == edition.revision_id and ordered.sha256 == edition.sha256 == stored
    objection = await _objection(work, ordered, policy) if same_words else "words"
    return Clearance(standing, needed, quotes, ordered, objection)


async def _objection(work: Work, ordered: Emergency, policy: Policy) -> str:
    """Return why an order no longer counts: what held when it was given has to hold when it is carried out."""
    if not policy.emergency_allowed:
        return "switched_off"
    person = await work.people.get(ordered.person_id)
    return "" if person and Role.DUTY_OFFICER in person.roles else "left"


async def let_speakers_agree(work: Work, edition: Edition, content: Content) -> None:
    """Refuse while a speaker has still to agree to their words."""
    waiting = [one for one in await standings(work, edition, content) if one.is_open]
    if waiting:
        raise Refusal("quotes_open", quotes=waiting)
