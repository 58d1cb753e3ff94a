"""What a card shows and offers of guards: the questions that are open, the answers that hold, the periods and their second role."""

from dataclasses import dataclass

from bot.desk import cases, periods
from bot.desk.cases import ANSWERABLE
from bot.desk.choices import Choice, Rows
from bot.desk.periods import Stand
from bot.desk.ports import Work
from bot.desk.ports.guards import GuardAnswer
from bot.desk.ports.values import Edition
from bot.news.announcement import Content
from bot.news.guards.court import Guarded
from bot.news.staff import Person, Role


@dataclass(frozen=True, slots=True)
class Guarding:
    """`unanswered` are guarded sentences, `cases` the answers for others, `stands` the periods that matter here."""

    unanswered: list[Guarded]
    cases: list[GuardAnswer]
    stands: tuple[Stand, ...]
    rows: Rows


async def guarding(
    work: Work, words: tuple[Edition, Content], guarded: tuple[Stand, ...], viewer: Person | None
) -> Guarding:
    """Return what guards have to say of an edition; `guarded` are the stands its clearance asks for."""
    edition, content = words
    stands = (*guarded, *await periods.mentioned(work, edition, guarded))
    unanswered = await cases.unanswered(work, edition, content)
    rows: Rows = []
    if edition.state in ANSWERABLE and viewer is not None:
        contributed = viewer.id in await work.editions.contributors(edition.id)
        if unanswered and Role.DRAFTER in viewer.roles:
            rows.append([Choice("case")])
        rows += [row for stand in stands for row in _of_period(stand, viewer, contributed=contributed)]
    return Guarding(unanswered, await cases.answered(work, edition, content), stands, rows)


def _of_period(stand: Stand, viewer: Person, *, contributed: bool) -> Rows:
    subject = str(stand.period.id)
    if stand.reason is None and Role.DRAFTER in viewer.roles:
        return [[Choice("period_reason", subject)]]
    if stand.reason and stand.agreement is None and Role.DUTY_OFFICER in viewer.roles and not contributed:
        return [[Choice("period_agree", subject)]]
    return []
