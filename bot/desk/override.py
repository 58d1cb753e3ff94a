"""Overriding a finding: a drafter says in their own words why the reading of the text is wrong.

It makes a new revision of the same words: every approval from then on was given by somebody who could read it, all given
before are void, and whoever overrides is a contributor, so they cannot be the one who approves.
"""

from dataclasses import replace
from datetime import datetime

from bot.desk.kept import as_reason
from bot.desk.loading import content_of, unchanged
from bot.desk.looking import look_over
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.press import Press
from bot.desk.ports.values import Edition
from bot.desk.saving import REASON, Arrival, remember, tell_approvals_void
from bot.news.announcement import Content
from bot.news.checks import Issue, Override
from bot.news.checks.overriding import LONGEST_REASON, SHORTEST_REASON
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role
from bot.news.status import EDITABLE

# Refusals after which a reason is still wanted.
ASK_AGAIN = frozenset({"override_reason_short", "reason_too_long"})


async def offered(
    work: Work, person: Person, looked_at: tuple[int, int], seen: tuple[Press, datetime | None]
) -> tuple[Edition, list[Issue]]:
    """Return what can be overridden as seen from a moment (None for now), each issue once. Refuses where there is none."""
    press, moment = seen
    edition = await _open(work, person, looked_at)
    found = await look_over(work, press, edition, await content_of(work, edition), moment=moment)
    issues = {issue.key: issue for issue in found if issue.can_be_overridden}
    if not issues:
        raise Refusal("override_gone")
    return edition, list(issues.values())


async def ask(work: Work, person: Person, question: Question, press: Press) -> Issue:
    """Ask this person why the finding does not hold. `question.subject` is what `named` gives."""
    looked_at = (question.edition_id, question.revision_id)
    _, issue = await _found(work, person, (looked_at, question.subject), press)
    await work.conversations.ask(person.telegram_id, replace(question, asked=Asked.MISREAD))
    return issue


async def give(work: Work, person: Person, arrival: Arrival, press: Press) -> Edition | None:
    """Take the reason that was asked for. Returns None when nothing is asked any more.

    Refuses a reason too short or too long, words that changed meanwhile, and a finding that is there no more.
    """
    question = await work.conversations.question(person.telegram_id)
    if question is None or question.asked is not Asked.MISREAD:
        return None
    reason = " ".join(" ".join(block.text for block in arrival.blocks).split())
    if len(reason) < SHORTEST_REASON or arrival.photo is not None:
        raise Refusal("override_reason_short")
    if len(reason) > LONGEST_REASON:
        raise Refusal("reason_too_long", length=len(reason), limit=LONGEST_REASON)
    looked_at = (question.edition_id, question.revision_id)
    edition, issue = await _found(work, person, (looked_at, question.subject), press)
    await remember(work, arrival, edition, (REASON, Content()))
    return await _recorded(work, person, edition, (issue, reason))


def named(issue: Issue, moment: datetime | None) -> str:
    """Return what a button or question carries: the moment it is seen from, if not now, and the issue's key."""
    return f"{moment.isoformat() if moment else ''} {issue.key}"


def seen_from(about: str) -> datetime | None:
    """Return the moment out of what `named` gave, None for now."""
    moment, _, _ = about.partition(" ")
    return datetime.fromisoformat(moment) if moment else None


async def _found(
    work: Work, person: Person, wanted: tuple[tuple[int, int], str], press: Press
) -> tuple[Edition, Issue]:
    looked_at, about = wanted
    moment = seen_from(about)
    edition, issues = await offered(work, person, looked_at, (press, moment))
    issue = next((one for one in issues if named(one, moment) == about), None)
    if issue is None:
        raise Refusal("override_gone")
    return edition, issue


async def _open(work: Work, person: Person, looked_at: tuple[int, int]) -> Edition:
    edition = await unchanged(work, *looked_at)
    if Role.DRAFTER not in person.roles:
        raise Refusal("not_your_role", roles=[Role.DRAFTER.value])
    if edition.state not in EDITABLE:
        raise Refusal("cannot_edit", state=edition.state.value)
    return edition


async def _recorded(work: Work, person: Person, edition: Edition, given: tuple[Issue, str]) -> Edition:
    issue, reason = given
    content = await content_of(work, edition)
    approvals = await work.editions.approvals(edition.revision_id)
    saved = await work.editions.save(edition, content, person.id)
    if saved is None:
        raise Refusal("somebody_was_first")
    since = saved.revision_id
    override = Override(issue.code, issue.about, reason, person.id, person.name, since, work.now)
    await work.overrides.add(saved, override)
    why = as_reason({"finding": override.code, "words": override.words, "reason": override.reason})
    await work.history.add("finding_overridden", person_id=person.id, edition=saved, why=why)
    await work.conversations.answered(person.telegram_id)
    await tell_approvals_void(work, person, approvals, (saved, content))
    return saved
