"""Looking over: every check, run on an edition's words against a moment of publishing.

The same look at submission, approval, scheduling, at the moment itself, and for every card.
"""

from datetime import datetime

from bot.desk.cases import case_issues
from bot.desk.ports import Work
from bot.desk.ports.press import Press
from bot.desk.ports.values import Edition, Purpose
from bot.desk.sounding import relay
from bot.news import checks
from bot.news.announcement import Content, from_canonical
from bot.news.checks import Circumstances, Issue, Override
from bot.news.checks.desk import Standing
from bot.news.checks.overriding import still_standing
from bot.news.refusal import Refusal
from bot.news.staff import eligible_approvers
from bot.news.status import State


def goes_out_at(content: Content, now: datetime) -> datetime:
    """Return when words that have no time yet would go out: at the end of their embargo, else now."""
    return max(now, content.embargo.public_at) if content.embargo else now


async def look_over(
    work: Work, press: Press, edition: Edition, content: Content, *, moment: datetime | None = None
) -> list[Issue]:
    """Run every check against a moment of publishing: the end of an embargo, else this one, unless another is given.

    What guards still ask comes first.
    """
    if moment is None:
        moment = goes_out_at(content, work.now)
    measure = press.measure(content, press.imprint(edition, content))
    circumstances = Circumstances(
        moment=moment,
        timezone=work.desk.timezone,
        summary_units=measure.units if measure.form == "summary" else 0,
        overrides=await overrides_of(work, edition),
        standing=None if edition.rehearsal else await _standing(work, edition, content),
        now=work.now,
        former=await _former(work, edition),
        posted_as=edition.posted_as,
    )
    return [*await case_issues(work, edition, content), *checks.run(content, circumstances)]


async def _former(work: Work, edition: Edition) -> Content | None:
    """Return the words that are out and that this edition is to put right."""
    former = await work.editions.glance(edition.corrects) if edition.corrects else None
    return await work.editions.content(former.revision_id) if former else None


async def _standing(work: Work, edition: Edition, content: Content) -> Standing:
    """Gather from rows how the desk stands towards this edition."""
    needed, eligible = await _approvers(work, edition)
    places = await work.channels.known() if "channels" in content.targets else []
    return Standing(
        needed=needed,
        eligible=eligible,
        decided=edition.state is not State.DRAFT,
        closed=tuple(one.title for one in places if one.purpose is Purpose.PUBLIC and one.lost_because),
        inboxes=await work.inboxes.count() if "inboxes" in content.targets else 0,
        relay=await relay(work),
    )


async def _approvers(work: Work, edition: Edition) -> tuple[int, int]:
    """Return how many approvals are still to come and how many people could give one; none once it is approved."""
    if edition.state not in (State.DRAFT, State.IN_REVIEW):
        return 0, 0
    contributors = await work.editions.contributors(edition.id)
    eligible = eligible_approvers(await work.people.roster(), contributors)
    given = {one.person_id for one in await work.editions.approvals(edition.revision_id)} - contributors
    needed = (await work.policy.current()).approvals_needed
    if edition.state is State.DRAFT:
        return needed, len(eligible)
    still = [person for person in eligible if person.id not in given]
    return max(0, needed - len(given)), len(still)  # whoever left since has approved all the same


async def let_pass(work: Work, press: Press, edition: Edition, content: Content) -> None:
    """Refuse while a check stands against these words going out now."""
    blocking = checks.blocking(await look_over(work, press, edition, content))
    if blocking:
        raise Refusal("checks_block", issues=blocking)


async def overrides_of(work: Work, edition: Edition) -> tuple[Override, ...]:
    """Return the overrides that still hold: their words stand in every revision since, also of the editions that followed."""
    given = await work.overrides.of(edition.announcement_id)
    if not given:
        return ()
    revisions = [
        (revision.id, from_canonical(revision.canonical))
        for revision in await work.record.revisions(edition.announcement_id)
    ]
    return tuple(
        override
        for override in given
        if still_standing(
            override, (content for known, content in revisions if known >= override.revision_id)
        )
    )
