"""Looking over: every check, run on an edition's words against a moment of publishing.

The same look at submission, approval, scheduling, at the moment itself, and for every card.
"""

from datetime import datetime

from bot.desk.cases import case_issues
from bot.desk.ports import Work
from bot.desk.ports.press import Press
from bot.desk.ports.values import Edition
from bot.news import checks
from bot.news.announcement import Content
from bot.news.checks import Circumstances, Issue
from bot.news.refusal import Refusal


async def look_over(
    work: Work, press: Press, edition: Edition, content: Content, *, moment: datetime | None = None
) -> list[Issue]:
    """Run every check against a moment of publishing: this one, unless another is given. What guards still ask comes first."""
    measure = press.measure(content, press.imprint(edition, content))
    units = measure.units if measure.form == "summary" else 0
    found = checks.run(content, Circumstances(moment or work.now, work.desk.timezone, units))
    return [*await case_issues(work, edition, content), *found]


async def let_pass(work: Work, press: Press, edition: Edition, content: Content) -> None:
    """Refuse while a check stands against these words going out now."""
    blocking = checks.blocking(await look_over(work, press, edition, content))
    if blocking:
        raise Refusal("checks_block", issues=blocking)
