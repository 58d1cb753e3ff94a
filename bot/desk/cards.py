"""What a card shows: where an edition stands, what it says, what is missing, and what this viewer may do next."""

from dataclasses import dataclass, field

from bot.desk.comparison import Since, since_seen
from bot.desk.due import held_because
from bot.desk.planned import TIMED
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Card
from bot.desk.ports.press import Measure, Press
from bot.desk.ports.schedules import Timing
from bot.desk.ports.values import Approval, Channel, Edition, Purpose
from bot.desk.publish import CHANNELS, READERS
from bot.desk.review import look_over
from bot.news.announcement import Content
from bot.news.checks import Issue
from bot.news.delivery import DeliveryState, Kind, Tally
from bot.news.staff import Person, Role, eligible_approvers
from bot.news.status import EDITABLE, LIVE, OPEN, State

_FIELDS = ((Asked.HEADLINE, Asked.STANDFIRST, Asked.BODY), (Asked.PHOTO, Asked.ALT_TEXT))
_PHOTO_EXTRAS = (Asked.CAPTION, Asked.CREDIT)


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: what it does, about what. Its label lives in `templates/chat/buttons.toml` unless it is a name."""

    action: str
    subject: str = ""
    label: str = ""


Rows = list[list[Choice]]
_FROZEN: dict[State, Rows] = {
    State.SCHEDULED: [[Choice("preview"), Choice("unschedule")]],
    State.HOLDING: [[Choice("stop")]],
    State.HELD: [[Choice("publish_now"), Choice("release_hold")], [Choice("preview")]],
}


@dataclass(frozen=True, slots=True)
class CardView:
    """A card's facts. `role` is `author`, `approver` or `group`: through whose eyes."""

    edition: Edition
    content: Content
    role: str
    rows: Rows
    measure: Measure
    page_url: str
    author: str
    issues: list[Issue] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    approvers: list[str] = field(default_factory=list)
    tally: dict[Kind, Tally] = field(default_factory=dict)
    refusals: list[tuple[Kind, str, str]] = field(default_factory=list)
    reach: dict[str, int] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    timing: Timing | None = None
    timed_by: str = ""
    held_because: str = ""
    since: Since | None = None


async def view(work: Work, card: Card, press: Press) -> CardView | None:
    """Return what a card is to show now, None when its edition or its viewer is gone."""
    edition = await work.editions.get(card.edition_id)
    if edition is None:
        return None
    viewer = await work.people.get(card.person_id) if card.person_id is not None else None
    if viewer is not None and not viewer.roles:
        return None
    content = await work.editions.content(edition.revision_id)
    contributors = await work.editions.contributors(edition.id)
    role = _role(viewer, contributors)
    author = await work.people.get(edition.author_id)
    tally = await work.outbox.tally(edition.id) if edition.state in LIVE else {}
    approvers = eligible_approvers(await work.people.roster(), contributors)
    imprint = press.imprint(edition, content)
    timing = await _timing(work, edition)
    chooser = await work.people.get(timing.person_id) if timing else None
    return CardView(
        edition=edition,
        content=content,
        role=role,
        rows=_rows(edition, role, _drafting(content) if _may_draft(viewer) else [], tally),
        measure=press.measure(content, imprint),
        page_url=imprint.page_url,
        author=author.name if author else "",
        issues=_issues(work, press, edition, content),
        approvals=await work.editions.approvals(edition.revision_id),
        approvers=[person.name for person in approvers],
        tally=tally,
        refusals=await _refusals(work, edition) if tally else [],
        reach=await where_it_goes(work) if edition.state in OPEN else {},
        timing=timing,
        timed_by=chooser.name if chooser else "",
        held_because=await held_because(work, edition),
        since=await since_seen(work, edition, card.person_id) if role != "author" else None,
        closed=[place.title for place in await work.channels.known() if _is_closed(place)],
    )


async def _timing(work: Work, edition: Edition) -> Timing | None:
    """Return the chosen time that the edition stands by; none when somebody pressed "Publish now"."""
    timing = await work.schedules.latest(edition.id) if edition.state in TIMED else None
    return timing if timing and timing.due_at == edition.due_at else None


def _issues(work: Work, press: Press, edition: Edition, content: Content) -> list[Issue]:
    """Return what the checks find now, or will find at the moment that was chosen."""
    if edition.state not in EDITABLE | TIMED:
        return []
    moment = max(work.now, edition.due_at or work.now)
    return look_over(work, press, edition, content, moment=moment)


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


def _role(viewer: Person | None, contributors: frozenset[int]) -> str:
    if viewer is None:
        return "group"
    if Role.APPROVER in viewer.roles and viewer.id not in contributors:
        return "approver"
    return "author"


def _may_draft(viewer: Person | None) -> bool:
    return viewer is not None and Role.DRAFTER in viewer.roles


def _rows(edition: Edition, role: str, drafting: Rows, tally: dict[Kind, Tally]) -> Rows:
    """Return the buttons for this state. `drafting` is empty for who may not draft."""
    ending = [[Choice("preview")], *([[Choice("discard")]] if drafting else [])]
    rows: Rows = []
    match edition.state:
        case State.DRAFT if drafting:
            rows = [*drafting, [Choice("preview"), Choice("submit")], ending[1]]
        case State.IN_REVIEW if role != "author":
            rows = _deciding()
        case State.IN_REVIEW if drafting:
            rows = [*drafting, *ending]
        case State.APPROVED:
            rows = [
                [Choice("publish_now"), Choice("schedule")],
                *(drafting if role == "author" else []),
                *ending,
            ]
        case State.SCHEDULED | State.HOLDING | State.HELD:
            rows = _FROZEN[edition.state]
        case State.PUBLISHING | State.PARTLY_PUBLISHED:
            rows = _unfinished(edition, tally)
    return rows


def _drafting(content: Content) -> Rows:
    fields: Rows = [[Choice("ask", asked.value) for asked in row] for row in _FIELDS]
    if content.photo is not None:
        fields.append([*(Choice("ask", asked.value) for asked in _PHOTO_EXTRAS), Choice("remove_photo")])
    return fields


def _deciding() -> Rows:
    return [
        [Choice("preview"), Choice("approve")],
        [Choice("send_back"), Choice("reject")],
    ]


def _unfinished(edition: Edition, tally: dict[Kind, Tally]) -> Rows:
    rows: Rows = []
    for whom, kinds in (("channel", CHANNELS), ("readers", READERS)):
        if any(counts.of(DeliveryState.UNCERTAIN) for kind, counts in tally.items() if kind in kinds):
            rows.append([Choice("it_is_there", whom), Choice("send_again", whom)])
    refused = tally.get(Kind.CHANNEL, Tally()).of(DeliveryState.REFUSED)
    if edition.state is State.PARTLY_PUBLISHED and refused:
        rows.append([Choice("retry")])
    return rows
