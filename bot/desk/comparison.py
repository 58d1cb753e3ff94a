"""What has changed since somebody looked: for the reviewer's card, and for a button that came too late."""

from dataclasses import dataclass

from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.news.difference import difference
from bot.news.excerpt import Excerpt, excerpt
from bot.news.status import State

ON_CARD = 1200  # units; the card itself says a thousand more, and often all the words
IN_ANSWER = 3000  # units; a message of its own


@dataclass(frozen=True, slots=True)
class Since:
    """An excerpt of what changed from one revision to a later one. `approved` when the earlier one was agreed to,
    `published` when it is what readers have.

    `between` is the edition's id and both revisions', for the link to every change.
    """

    excerpt: Excerpt
    between: tuple[int, int, int]
    approved: bool = False
    published: bool = False


async def since_seen(work: Work, edition: Edition, person_id: int | None) -> Since | None:
    """Return what changed since a reviewer's approval, else since the last submission; None in other states.

    In an edition that puts something right, what readers have counts as the first submission.
    """
    if edition.state is not State.IN_REVIEW:
        return None
    former = await work.editions.glance(edition.corrects) if edition.corrects else None
    seen = await work.record.seen_by(edition, person_id, in_this_edition=former is not None)
    if seen is None and former is None:
        return None
    revision_id, approved = seen or (former.revision_id if former else 0, False)
    return Since(
        excerpt=await _changes(work, edition, revision_id, ON_CARD),
        between=(edition.id, revision_id, edition.revision_id),
        approved=approved,
        published=seen is None,
    )


async def since_looked(work: Work, edition: Edition, revision_id: int) -> Since:
    """Return what changed since the revision that a button was about."""
    changes = await _changes(work, edition, revision_id, IN_ANSWER)
    return Since(changes, (edition.id, revision_id, edition.revision_id))


async def _changes(work: Work, edition: Edition, revision_id: int, limit: int) -> Excerpt:
    before = await work.editions.content(revision_id)
    now = await work.editions.content(edition.revision_id)
    return excerpt(difference(before, now), limit)
