"""Reviews: each stretch from a submission to its decision, as the desk needs them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.desk.ports.values import Edition
from bot.news.patience import Step, Wait


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says that they are looking at it, and until when that is believed (UTC)."""

    person_id: int
    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """The latest review of an edition; it is under way while the edition is in review. `claim` may be over."""

    id: int
    edition_id: int
    wait: Wait
    claim: Claim | None = None


class Reviews(Protocol):
    """One row for each submission."""

    async def begin(self, edition: Edition) -> None:
        """Record that the edition was handed to review now, claimed by nobody."""
        ...

    async def latest(self, edition_id: int) -> Review | None:
        """Return the edition's newest review."""
        ...

    async def took(self, review: Review, step: Step) -> bool:
        """Record that a step was taken now, by one conditional update; False when it, or a further one, was before."""
        ...

    async def claim(self, review: Review, person_id: int, until: datetime) -> None:
        """Make it claimed by this person until then, whoever had claimed it before."""
        ...

    async def give_back(self, review: Review, person_id: int) -> bool:
        """End this person's claim; False when it was not theirs."""
        ...

    async def end_claims(self, person_id: int) -> list[int]:
        """End every claim of a person; return the ids of the editions they were on."""
        ...
