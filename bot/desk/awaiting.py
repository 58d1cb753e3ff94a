"""What a review that is under way looks like on its cards: since when it waits, and who says that they are looking at it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.ports import Work
from bot.desk.ports.reviews import Claim, Review
from bot.desk.ports.values import Edition
from bot.news.patience import Wait
from bot.news.staff import Person
from bot.news.status import State


@dataclass(frozen=True, slots=True)
class Awaiting:
    """`claim` only while it holds; `lapses_at` is None where the desk lets nothing lapse."""

    wait: Wait
    claim: Claim | None
    lapses_at: datetime | None

    @property
    def is_called_to_mind(self) -> bool:
        """Tell whether it has waited so long that people were asked again."""
        return self.wait.reminded_at is not None or self.wait.escalated_at is not None


async def awaiting(work: Work, edition: Edition) -> Awaiting | None:
    """Return how an edition in review waits, None in every other state."""
    review = await work.reviews.latest(edition.id) if edition.state is State.IN_REVIEW else None
    if review is None:
        return None
    hours = (await work.policy.current()).lapse_hours
    lapses_at = review.wait.submitted_at + timedelta(hours=hours) if hours else None
    return Awaiting(review.wait, holding(review, work.now), lapses_at)


def holding(review: Review, now: datetime) -> Claim | None:
    """Return the claim that holds at this moment."""
    return review.claim if review.claim and review.claim.until > now else None


def whose_claim(waiting: Awaiting | None, viewer: Person | None) -> str:
    """Return `own` when the viewer is looking at it, `other` when somebody else is, "" when nobody is."""
    if waiting is None or waiting.claim is None:
        return ""
    return "own" if viewer and waiting.claim.person_id == viewer.id else "other"
