"""What a chosen time does to the words: the checks seen from then, and whether what was approved still says the same.

Changing only the time keeps the approvals, unless a check's answer changes with it (rule 4): "tomorrow" is another day then.
"""

from datetime import datetime

from bot.desk.loading import content_of
from bot.desk.looking import look_over
from bot.desk.ports import Work
from bot.desk.ports.press import Press
from bot.desk.ports.values import Edition
from bot.news import checks
from bot.news.checks import Issue
from bot.news.refusal import Refusal

CHOSEN = frozenset({"scheduled", "rescheduled"})


async def issues_then(work: Work, edition: Edition, press: Press, moment: datetime) -> tuple[Issue, ...]:
    """Return the warnings that only that moment brings. Refuses a moment at which a check blocks."""
    content = await content_of(work, edition)
    then = await look_over(work, press, edition, content, moment=moment)
    blocking = checks.blocking(then)
    if blocking:
        raise Refusal("checks_block_then", issues=blocking, moment=moment)
    now = {issue.key for issue in await look_over(work, press, edition, content)}
    return tuple(issue for issue in then if issue.key not in now)


async def answers_change(work: Work, edition: Edition, press: Press, moment: datetime) -> bool:
    """Tell whether a check answers otherwise at that moment than at the time chosen last for these very words.

    False when none was chosen yet: then the approval was given for no time in particular.
    """
    before = await _chosen_before(work, edition)
    if before is None:
        return False
    content = await content_of(work, edition)
    answers = [
        {_answer(issue) for issue in await look_over(work, press, edition, content, moment=at)}
        for at in (before, moment)
    ]
    return answers[0] != answers[1]


async def _chosen_before(work: Work, edition: Edition) -> datetime | None:
    entries = await work.history.of(edition.announcement_id)
    revision = (edition.number, edition.revision_number)
    chosen = (
        entry.why.partition(" ")[0]
        for entry in reversed(entries)
        if entry.kind in CHOSEN and (entry.edition_number, entry.revision_number) == revision
    )
    moment = next(chosen, None)
    return datetime.fromisoformat(moment) if moment else None


def _answer(issue: Issue) -> tuple[str, str, object]:
    """What a check says, as far as it is about the day: the same warning with another date is another answer."""
    return issue.key, issue.severity.value, issue.values.get("replacement")
