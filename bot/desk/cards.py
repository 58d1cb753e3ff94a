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
from bot.desk.loading import content_of
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
from bot.news.delivery import MAY_BE_THERE, Kind, Tally, of_public
from bot.news.staff import Person, Role, eligible_approvers
from bot.news.status import EDITABLE, LIVE, OPEN, State


@dataclass(frozen=True, slots=True)
class CardView:
    """What a card says, besides the facts that its buttons depend on.

    `timing` is the chosen time it stands by, and who chose it. `overrides` are those that hold and are about no issue
    of this moment, but of the one they were given for.
    """

    facts: Facts
    rows: Rows
    measure: Measure
    page_url: str
    author: str
    clearance: Clearance
    urgency: Urgency
    guards: Guarding
    overrides: list[Override] = field(default_factory=list)
    approvers: list[str] = field(default_factory=list)
    refusals: list[tuple[Kind, str, str]] = field(default_factory=list)
    reach: dict[str, int] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    timing: tuple[Timing, str] | None = None
    held_because: str = ""
    since: Since | None = None
    awaiting: Awaiting | None = None
    remarks: Remarks = field(default_factory=Remarks)

    @property
    def edition(self) -> Edition:
        """The edition as it stands."""
        return self.facts.edition

    @property
    def content(self) -> Content:
        """What it says."""
        return self.facts.content

    @property
    def role(self) -> str:
        """Through whose eyes it is seen: `author`, `approver` or `group`."""
        return self.facts.role

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What the checks find."""
        return self.facts.issues

    @property
    def tally(self) -> dict[Kind, Tally]:
        """The counts of its deliveries once it is out, of its tombstones once it was killed."""
        return self.facts.tally

    @property
    def embargo(self) -> UnderEmbargo | None:
        """Its embargo, and what the press has of it."""
        return self.facts.embargo

    @property
    def following(self) -> Edition | None:
        """The edition by which it is being put right."""
        return self.facts.following


async def view(work: Work, card: Card, press: Press) -> CardView | None:
    """Return what a card is to show now, None when its edition or its viewer is gone."""
    edition = await work.editions.get(card.edition_id)
    viewer = await work.people.get(card.person_id) if card.person_id is not None else None
    if edition is None or (viewer is not None and not viewer.roles):
        return None
    return await _seen_by(work, press, edition, viewer)


async def _seen_by(work: Work, press: Press, edition: Edition, viewer: Person | None) -> CardView:
    content, contributors = await content_of(work, edition), await work.editions.contributors(edition.id)
    imprint, urgent = press.imprint(edition, content), await urgency(work, edition, viewer)
    issues, cleared = await _issues(work, press, edition, content), await clearance(work, edition, content)
    guards = await guarding(work, (edition, content), cleared.guarded, viewer)
    waiting = await awaiting(work, edition)
    facts = Facts(
        edition,
        content,
        _role(viewer, contributors),
        viewer,
        await _tally(work, edition),
        has_quotes=bool(cleared.quotes),
        claim=whose_claim(waiting, viewer),
        issues=tuple(issues),
        embargo=await under_embargo(work, edition, content),
        following=await _following(work, edition),
        missing=cleared.missing,
    )
    return CardView(
        facts=facts,
        rows=[*rows_for(facts), *guards.rows, *urgent.rows],
        measure=press.measure(content, imprint),
        page_url=imprint.page_url,
        author=await _name(work, edition.author_id),
        clearance=cleared,
        urgency=urgent,
        guards=guards,
        overrides=await _others(work, edition, issues),
        approvers=[one.name for one in eligible_approvers(await work.people.roster(), contributors)],
        refusals=await _refusals(work, edition) if facts.tally else [],
        reach=await reach_of(work, edition) if edition.state in OPEN else {},
        timing=await _timing(work, edition),
        held_because=await held_because(work, edition),
        since=await _since(work, facts),
        awaiting=waiting,
        remarks=await remarks(work, edition),
        closed=[place.title for place in await work.channels.known() if _is_closed(place)],
    )


async def _since(work: Work, facts: Facts) -> Since | None:
    """Return what changed since this viewer approved it, or since anybody in the group did."""
    if facts.role == "author":
        return None
    return await since_seen(work, facts.edition, facts.viewer.id if facts.viewer else None)


async def _name(work: Work, person_id: int) -> str:
    person = await work.people.get(person_id)
    return person.name if person else ""


async def _tally(work: Work, edition: Edition) -> dict[Kind, Tally]:
    """Return the counts of what went to the public, or of what takes it back."""
    if edition.state is State.KILLED:
        return await work.outbox.taken_back(edition.id)
    return of_public(await work.outbox.tally(edition.id)) if edition.state in LIVE else {}


async def _following(work: Work, edition: Edition) -> Edition | None:
    """Return the edition by which this one is being put right."""
    return await work.editions.open_of(edition.announcement_id) if edition.state in LIVE else None


async def _timing(work: Work, edition: Edition) -> tuple[Timing, str] | None:
    """Return the chosen time that the edition stands by and who chose it; none when somebody pressed "Publish now"."""
    timing = await work.schedules.latest(edition.id) if edition.state in TIMED else None
    if timing is None or timing.due_at != edition.due_at:
        return None
    return timing, await _name(work, timing.person_id)


async def _issues(work: Work, press: Press, edition: Edition, content: Content) -> list[Issue]:
    """Return what the checks find at the moment that was chosen, else as they do when it is submitted."""
    if edition.state not in EDITABLE | TIMED:
        return []
    moment = max(work.now, edition.due_at) if edition.due_at else None
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


async def reach_of(work: Work, edition: Edition) -> dict[str, int]:
    """Return how many places this edition would reach now; of one that puts something right, those that have what was wrong."""
    if edition.rehearsal:
        return {"rehearsal": len(await work.channels.usable(Purpose.REHEARSAL))}
    if edition.corrects:
        return await _to_put_right(work, edition, edition.corrects)
    return await where_it_goes(work)


async def _to_put_right(work: Work, edition: Edition, former_id: int) -> dict[str, int]:
    """Return how many have, or may have, the edition that is to be put right, and whoever was mailed any before."""
    tally = await work.outbox.tally(former_id)
    counts = {
        "channels": tally.get(Kind.CHANNEL, Tally()),
        "subscribers": tally.get(Kind.SUBSCRIBER, Tally()),
    }
    reach = {name: sum(one.of(state) for state in MAY_BE_THERE) for name, one in counts.items()}
    return reach | {"inboxes": await work.outbox.to_be_mailed(edition)}


def _role(viewer: Person | None, contributors: frozenset[int]) -> str:
    if viewer is None:
        return "group"
    if Role.APPROVER in viewer.roles and viewer.id not in contributors:
        return "approver"
    return "author"
