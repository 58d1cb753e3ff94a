"""Reviews in the database: every step is one conditional update."""

from datetime import datetime

from sqlalchemy import select, update

from bot.desk.ports.reviews import Claim, Review
from bot.desk.ports.values import Edition
from bot.news.patience import Step, Wait
from bot.storage.tables import people, reviews
from bot.storage.transaction import Transaction

_NOBODY = {"claimed_by": None, "claimed_until": None}
# For each step its column, and those that must be empty still.
_STEPS = {
    Step.REMIND: (reviews.c.reminded_at, (reviews.c.escalated_at, reviews.c.lapsed_at)),
    Step.ESCALATE: (reviews.c.escalated_at, (reviews.c.lapsed_at,)),
    Step.LAPSE: (reviews.c.lapsed_at, ()),
}


class SqlReviews:
    """One row for each submission; the newest of an edition counts."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def begin(self, edition: Edition) -> None:
        """Record that the edition was handed to review now."""
        await self._tx.change(
            reviews.insert().values(
                edition_id=edition.id, revision_id=edition.revision_id, submitted_at=self._tx.now
            )
        )

    async def latest(self, edition_id: int) -> Review | None:
        """Return the edition's newest review."""
        row = await self._tx.one(
            select(reviews, people.c.name)
            .select_from(reviews.outerjoin(people, people.c.id == reviews.c.claimed_by))
            .where(reviews.c.edition_id == edition_id)
            .order_by(reviews.c.id.desc())
            .limit(1)
        )
        if row is None:
            return None
        claim = Claim(row.claimed_by, row.name, row.claimed_until) if row.claimed_by else None
        return Review(
            row.id, row.edition_id, Wait(row.submitted_at, row.reminded_at, row.escalated_at), claim
        )

    async def took(self, review: Review, step: Step) -> bool:
        """Record that a step was taken now; False when it, or a further one, was before."""
        column, further = _STEPS[step]
        first = update(reviews).where(reviews.c.id == review.id, column.is_(None))
        open_still = first.where(*(other.is_(None) for other in further))
        return await self._tx.change(open_still.values({column.name: self._tx.now})) == 1

    async def claim(self, review: Review, person_id: int, until: datetime) -> None:
        """Make it claimed by this person until then."""
        this = update(reviews).where(reviews.c.id == review.id)
        await self._tx.change(this.values(claimed_by=person_id, claimed_until=until))

    async def give_back(self, review: Review, person_id: int) -> bool:
        """End this person's claim; False when it was not theirs."""
        theirs = update(reviews).where(reviews.c.id == review.id, reviews.c.claimed_by == person_id)
        return await self._tx.change(theirs.values(**_NOBODY)) == 1

    async def end_claims(self, person_id: int) -> list[int]:
        """End every claim of a person."""
        theirs = update(reviews).where(reviews.c.claimed_by == person_id)
        ended = theirs.values(**_NOBODY).returning(reviews.c.edition_id)
        return [row.edition_id for row in await self._tx.all(ended)]
