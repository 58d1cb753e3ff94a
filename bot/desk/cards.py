"""What a card shows: where an edition stands, what it says, what is missing, and what this viewer may do next."""

from dataclasses import dataclass, field

from bot.desk.awaiting import Awaiting, awaiting, whose_claim
from bot.desk.choices import Facts, Rows, rows_for
from bot.desk.clearance import Clearance, clearance
from bot.desk.comment import Remarks, remarks
from bot.desk.comparison import Since, since_seen
from bot.desk.due import held_because
from bot.desk.giving import UnderEmbargo, under_embargo
from bot.desk.guarding import Guarding, guarding
from bot.desk.looking import look_over, overrides_of
from bot.desk.planned import TIMED
from bot.desk.ports import Work
from bot.desk.ports.chat import Card
from bot.desk.ports.press import Measure, Press
from bot.desk.ports.schedules import Timing
from bot.desk.ports.values import Channel, Edition, Purpose
from bot.desk.urgent import Urgency, urgency
from bot.news.announcement import Content
from bot.news.checks import Issue, Override
from bot.news.delivery import Kind, Tally, of_public
from bot.news.staff import Person, Role, eligible_approvers
from bot.news.status import EDITABLE, LIVE, OPEN


@dataclass(frozen=True, slots=True)
class CardView:
    """A card's facts. `role` is `author`, `approver` or `group`: through whose eyes.

    `overrides` are those that hold and are about no issue of this moment, but of the one they were given for.
    """

    edition: Edition
    content: Content
    role: str
    rows: Rows
    measure: Measure
    page_url: str
    author: str
    clearance: Clearance
    urgency: Urgency
    guards: Guarding
    issues: list[Issue] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)
    approvers: list[str] = field(default_factory=list)
    tally: dict[Kind, Tally] = field(default_factory=dict)
    refusals: list[tuple[Kind, str, str]] = field(default_factory=list)
    reach: dict[str, int] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    timing: Timing | None = None
    timed_by: str = ""
    held_because: str = ""
    since: Since | None = None
    awaiting: Awaiting | None = None
    remarks: Remarks = field(default_factory=Remarks)
    embargo: UnderEmbargo | None = None


async def view(work: Work, card: Card, press: Press) -> CardView | None:
    """Return what a card is to show now, None when its edition or its viewer is gone."""
    edition = await work.editions.get(card.edition_id)
    viewer = await work.people.get(card.person_id) if card.person_id is not None else None
    if edition is None or (viewer is not None and not viewer.roles):
        return None
    content = await work.editions.content(edition.revision_id)
    contributors = await work.editions.contributors(edition.id)
    role, tally = _role(viewer, contributors), await _tally(work, edition)
    imprint, urgent = press.imprint(edition, content), await urgency(work, edition, viewer)
    issues, cleared = await _issues(work, press, edition, content), await clearance(work, edition, content)
    guards = await guarding(work, (edition, content), cleared.guarded, viewer)
    timing, waiting = await _timing(work, edition), await awaiting(work, edition)
    claim, embargo = whose_claim(waiting, viewer), await under_embargo(work, edition, content)
    facts = Facts(edition, content, role, viewer, tally, bool(cleared.quotes), claim, tuple(issues), embargo)
    return CardView(
        edition=edition,
        content=content,
        role=role,
        rows=[*rows_for(facts), *guards.rows, *urgent.rows],
        measure=press.measure(content, imprint),
        page_url=imprint.page_url,
        author=await _name(work, edition.author_id),
        clearance=cleared,
        urgency=urgent,
        guards=guards,
        issues=issues,
        overrides=await _others(work, edition, issues),
        approvers=[one.name for one in eligible_approvers(await work.people.roster(), contributors)],
        tally=tally,
        refusals=await _refusals(work, edition) if tally else [],
        reach=await _reach(work, edition) if edition.state in OPEN else {},
        timing=timing,
        timed_by=await _name(work, timing.person_id) if timing else "",
        held_because=await held_because(work, edition),
        since=await since_seen(work, edition, card.person_id) if role != "author" else None,
        awaiting=waiting,
        remarks=await remarks(work, edition),
        embargo=embargo,
        closed=[place.title for place in await work.channels.known() if _is_closed(place)],
    )


async def _name(work: Work, person_id: int) -> str:
    person = await work.people.get(person_id)
    return person.name if person else ""


async def _tally(work: Work, edition: Edition) -> dict[Kind, Tally]:
    return of_public(await work.outbox.tally(edition.id)) if edition.state in LIVE else {}


async def _timing(work: Work, edition: Edition) -> Timing | None:
    """Return the chosen time that the edition stands by; none when somebody pressed "Publish now"."""
    timing = await work.schedules.latest(edition.id) if edition.state in TIMED else None
    return timing if timing and timing.due_at == edition.due_at else None


async def _issues(work: Work, press: Press, edition: Edition, content: Content) -> list[Issue]:
    """Return what the checks find now, or will find at the moment that was chosen."""
    if edition.state not in EDITABLE | TIMED:
        return []
    moment = max(work.now, edition.due_at or work.now)
    return await look_over(work, press, edition, content, moment=moment)


async def _others(work: Work, edition: Edition, issues: list[Issue]) -> list[Override]:
    if edition.state not in EDITABLE | TIMED:
        return []
    shown = {issue.key for issue in issues}
    return [override for override in await overrides_of(work, edition) if override.key not in shown]


def _is_closed(place: Channel) -> bool:
    """Tell a public channel that does not let us write at the moment."""
    return place.purpose is Purpose.PUBLIC and bool(place.lost_because)


async def _refusals(work: Work, edition: Edition) -> list[tuple[Kind, str, str]]:
    """Return the refused deliveries, channels by their titles."""
    titles = {str(place.chat_id): place.title for place in await work.channels.known()}
    refused = await work.outbox.refusals(edition.id)
    return [(kind, titles.get(recipient, recipient), reason) for kind, recipient, reason in refused]


async def place_for(work: Work, edition_id: int, person: Person) -> None:
    """Want this person's card for the edition at the bottom of their chat."""
    await work.cards.place_anew(edition_id, person.telegram_id, person.id)


async def where_it_goes(work: Work) -> dict[str, int]:
    """Return how many places an announcement would reach now, for the preview."""
    return {
        "channels": len(await work.channels.usable(Purpose.PUBLIC)),
        "subscribers": await work.readers.count(),
        "inboxes": await work.inboxes.count(),
    }


async def _reach(work: Work, edition: Edition) -> dict[str, int]:
    if edition.rehearsal:
        return {"rehearsal": len(await work.channels.usable(Purpose.REHEARSAL))}
    return await where_it_goes(work)


def _role(viewer: Person | None, contributors: frozenset[int]) -> str:
    if viewer is None:
        return "group"
    if Role.APPROVER in viewer.roles and viewer.id not in contributors:
        return "approver"
    return "author"
