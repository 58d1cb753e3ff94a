"""What a card shows and offers of emergencies and kills: the order or the flag, and the buttons for who may press them."""

from dataclasses import dataclass

from bot.desk.choices import Choice, Rows
from bot.desk.kill import is_killable
from bot.desk.ports import Work
from bot.desk.ports.emergencies import Emergency
from bot.desk.ports.values import Edition
from bot.news.staff import Person, Role, eligible_approvers
from bot.news.status import LIVE, Action, move_for

REVIEW = "approve_afterwards"


@dataclass(frozen=True, slots=True)
class Urgency:
    """`ordered` is the emergency the edition goes or went out by; `could` are those who may still agree to it."""

    ordered: Emergency | None
    could: tuple[str, ...]
    rows: Rows


async def urgency(work: Work, edition: Edition, viewer: Person | None) -> Urgency:
    """Return the order that stands for an edition, and this viewer's buttons; `viewer` is None in a group."""
    ordered = await work.emergencies.standing(edition.id)
    could: list[Person] = []
    if ordered and ordered.is_unreviewed:
        contributors = await work.editions.contributors(edition.id) | {ordered.person_id}
        could = eligible_approvers(await work.people.roster(), contributors)
    rows: Rows = []
    if could and edition.state in LIVE and (viewer is None or viewer in could):
        rows.append([Choice(REVIEW)])
    if is_killable(edition) and _may(viewer, Role.APPROVER, Role.DUTY_OFFICER):
        rows.append([Choice("kill")])
    if (
        viewer
        and not edition.rehearsal
        and move_for(Action.EMERGENCY, edition.state)
        and _may(viewer, Role.DUTY_OFFICER)
    ):
        allowed = (await work.policy.current()).emergency_allowed
        rows += [[Choice("emergency")]] if allowed else []
    return Urgency(ordered, tuple(person.name for person in could), rows)


def _may(viewer: Person | None, *roles: Role) -> bool:
    """Everybody in a group sees a button; who may press it is asked when they do."""
    return viewer is None or bool(viewer.roles & frozenset(roles))
