"""Claiming: an approver says "I'm looking at it", so that two do not read the same thing. It binds nobody.

Whoever may decide may still decide, with a claim or without.
"""

from bot.desk import review
from bot.desk.awaiting import holding
from bot.desk.loading import content_of, unchanged
from bot.desk.ports import Work
from bot.desk.ports.reviews import Claim, Review
from bot.desk.ports.values import Edition
from bot.news.patience import CLAIM_LASTS
from bot.news.refusal import Refusal
from bot.news.staff import Person
from bot.news.status import Action

LOOKED_AT = tuple[int, int]


async def claim(work: Work, person: Person, looked_at: LOOKED_AT) -> Claim | None:
    """Take the review upon oneself for half an hour; return the claim of somebody else that ended with it.

    That person is told. Refuses whoever may not decide.
    """
    edition, under_way = await _under_way(work, person, looked_at)
    before = holding(under_way, work.now)
    await work.reviews.claim(under_way, person.id, work.now + CLAIM_LASTS)
    await work.editions.touch(edition.id)
    if before is None or before.person_id == person.id:
        return None
    former = await work.people.get(before.person_id)
    if former is not None and former.roles:
        headline = (await content_of(work, edition)).headline
        await work.notices.queue(former.telegram_id, "claim_taken", headline=headline, name=person.name)
    return before


async def give_back(work: Work, person: Person, looked_at: LOOKED_AT) -> None:
    """End one's own claim. Refuses when it is somebody else's, or nobody's any more."""
    edition, under_way = await _under_way(work, person, looked_at)
    if not await work.reviews.give_back(under_way, person.id):
        raise Refusal("claim_not_yours")
    await work.editions.touch(edition.id)


async def _under_way(work: Work, person: Person, looked_at: LOOKED_AT) -> tuple[Edition, Review]:
    edition = await unchanged(work, *looked_at)
    await review.may_decide(work, person, edition, Action.APPROVE)
    found = await work.reviews.latest(edition.id)
    if found is None:
        raise Refusal("gone")
    return edition, found
