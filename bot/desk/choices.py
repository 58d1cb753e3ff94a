"""Which buttons stand under a card: what this viewer may do with an edition as it stands. Looks at values only."""

from dataclasses import dataclass

from bot.desk.giving import UnderEmbargo
from bot.desk.ports.chat import Asked
from bot.desk.ports.values import Edition
from bot.desk.publish import CHANNELS, READERS
from bot.news.announcement import Content, PostedAs
from bot.news.checks import Issue, Severity
from bot.news.checks.mending import Mend, mend_of
from bot.news.delivery import DeliveryState, Kind, Tally
from bot.news.embargo import WaveState
from bot.news.staff import Person, Role, may_publish
from bot.news.status import State

_FIELDS = ((Asked.HEADLINE, Asked.STANDFIRST, Asked.BODY), (Asked.PHOTO, Asked.ALT_TEXT))
TOO_FEW = "approvals"  # why something approved is taken back to draft: more are needed by now
MOST_MENDS = 3
LABEL_LENGTH = 60  # characters
ALT_TEXT = "alt_text_is_file_name"
_PHOTO_EXTRAS = (Asked.CAPTION, Asked.CREDIT)


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: what it does, about what. Its label lives in `templates/chat/buttons.toml` unless it is a name."""

    action: str
    subject: str = ""
    label: str = ""


Rows = list[list[Choice]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the buttons depend on. `role` is `author`, `approver` or `group`: through whose eyes; `viewer` is None in a group.

    `claim` is "" while nobody is looking at it, `own` when the viewer is, else `other`. `following` is the
    edition by which it is being put right, `missing` how many approvals are still to come.
    """

    edition: Edition
    content: Content
    role: str
    viewer: Person | None
    tally: dict[Kind, Tally]
    has_quotes: bool = False
    claim: str = ""
    issues: tuple[Issue, ...] = ()
    embargo: UnderEmbargo | None = None
    following: Edition | None = None
    missing: int = 0

    @property
    def may_draft(self) -> bool:
        """Whether the words may be changed from here; never from a group."""
        return self.viewer is not None and Role.DRAFTER in self.viewer.roles

    @property
    def may_publish(self) -> bool:
        """Whether the time may be chosen from here; in a group that is asked when somebody presses."""
        return self.viewer is None or may_publish(self.viewer)


def rows_for(facts: Facts) -> Rows:
    """Return the rows of buttons for the state the edition is in; most ended states have none."""
    rows = _OF_STATE.get(facts.edition.state)
    return rows(facts) if rows else []


def _draft(facts: Facts) -> Rows:
    if not facts.may_draft:
        return []
    return [
        *_mending(facts),
        *_overriding(facts),
        *_fields(facts),
        [Choice("preview"), Choice("submit")],
        [*_quotes(facts), *_embargo(facts), Choice("discard")],
    ]


def _in_review(facts: Facts) -> Rows:
    deciding = [[Choice("preview"), _weighty("approve", facts)], [Choice("send_back"), Choice("reject")]]
    if facts.role != "author":
        return [*deciding, *([_quotes(facts)] if facts.has_quotes else []), _claim(facts)]
    own = [*_mending(facts), *_overriding(facts), *_fields(facts), *_ending(facts)] if facts.may_draft else []
    return [[_weighty("approve", facts)], *own] if facts.edition.rehearsal else own


def _claim(facts: Facts) -> list[Choice]:
    """To look at it, or no longer. In a group nobody knows whose press it will be, so both are there."""
    if facts.claim == "own":
        return [Choice("give_back")]
    both = facts.role == "group" and facts.claim
    return [Choice("claim"), Choice("give_back")] if both else [Choice("claim")]


def _approved(facts: Facts) -> Rows:
    own = [*_mending(facts), *_overriding(facts), *_fields(facts)] if facts.role == "author" else []
    out = [_weighty("publish_now", facts), Choice("schedule")]
    if facts.embargo and facts.embargo.is_closed:
        out = [Choice("schedule_at", facts.embargo.public_at.isoformat())]
    if facts.missing:
        out = [Choice("reopen", TOO_FEW)]
    return [*([out] if facts.may_publish else []), *own, *_ending(facts)]


def _scheduled(facts: Facts) -> Rows:
    if not facts.may_publish:
        return [[Choice("preview")]]
    if facts.embargo is None or not facts.embargo.is_closed:
        return [[Choice("preview")], [Choice("schedule", "other"), Choice("unschedule")]]
    rows: Rows = [[Choice("preview"), Choice("unschedule")]]
    if facts.embargo.wave and facts.embargo.wave.state is WaveState.HELD:
        rows.append([Choice("press_now")])
    if facts.embargo.tally.of(DeliveryState.UNCERTAIN):
        rows.append([Choice("it_is_there", "press"), Choice("send_again", "press")])
    return [*rows, [Choice("break_embargo")]]


def _holding(_facts: Facts) -> Rows:
    return [[Choice("stop")]]


def _held(facts: Facts) -> Rows:
    out = [] if facts.missing else [_weighty("publish_now", facts)]
    decide = [[*out, Choice("release_hold")]] if facts.may_publish else []
    return [*decide, [Choice("preview"), *_quotes(facts)]]


def _unfinished(facts: Facts) -> Rows:
    rows: Rows = []
    for whom, kinds in (("channel", CHANNELS), ("readers", READERS)):
        if any(counts.of(DeliveryState.UNCERTAIN) for kind, counts in facts.tally.items() if kind in kinds):
            rows.append([Choice("it_is_there", whom), Choice("send_again", whom)])
    refused = sum(facts.tally.get(kind, Tally()).of(DeliveryState.REFUSED) for kind in CHANNELS)
    if facts.edition.state is State.PARTLY_PUBLISHED and refused:
        rows.append([Choice("retry")])
    return [*rows, *_live(facts)]


def _live(facts: Facts) -> Rows:
    """What is out can be put right by a drafter, one edition at a time; the notice that it was withdrawn cannot."""
    may = facts.may_draft and not (facts.edition.rehearsal or facts.following or facts.content.is_withdrawal)
    return [[Choice("correct")]] if may else []


_OF_STATE = {
    State.DRAFT: _draft,
    State.IN_REVIEW: _in_review,
    State.APPROVED: _approved,
    State.SCHEDULED: _scheduled,
    State.HOLDING: _holding,
    State.HELD: _held,
    State.PUBLISHING: _unfinished,
    State.PARTLY_PUBLISHED: _unfinished,
    State.PUBLISHED: _live,
}


def _weighty(action: str, facts: Facts) -> Choice:
    """A press that counts for the public; in a rehearsal it says so and looks otherwise."""
    return Choice(action, "rehearsal" if facts.edition.rehearsal else "")


def _fields(facts: Facts) -> Rows:
    """The parts of the words, each to be given anew, for whoever may draft."""
    if not facts.may_draft:
        return []
    correction = facts.content.correction
    note: Rows = [[Choice("ask", Asked.CORRECTION_NOTE.value)]] if correction and correction.is_told else []
    if facts.content.is_withdrawal:
        return note
    fields: Rows = [*note, *([Choice("ask", asked.value) for asked in row] for row in _FIELDS)]
    if facts.content.photo is not None:
        stays = facts.edition.posted_as is PostedAs.PHOTO
        extras = [Choice("ask", asked.value) for asked in _PHOTO_EXTRAS]
        fields.append(extras if stays else [*extras, Choice("remove_photo")])
    return fields


def _overriding(facts: Facts) -> Rows:
    """Saying that a finding is wrong, for whoever may draft."""
    wrong = facts.may_draft and any(issue.can_be_overridden for issue in facts.issues)
    return [[Choice("misread")]] if wrong else []


def _mending(facts: Facts) -> Rows:
    """What mends a finding at one press, for whoever may draft; what stops the announcement comes first."""
    if not facts.may_draft:
        return []
    grave_only = facts.edition.state is State.APPROVED
    issues = [one for one in facts.issues if one.severity is Severity.BLOCKS or not grave_only]
    rows: Rows = [[Choice("mend", ALT_TEXT)] for one in issues if one.code == ALT_TEXT]
    for mend in filter(None, map(mend_of, issues)):
        rows.append([Choice("mend", f"{mend.key}\n{mend.instead}", _mend_label(mend))])
    return rows[:MOST_MENDS]


def _mend_label(mend: Mend) -> str:
    label = f"“{mend.words}” → {mend.instead}"
    return label if len(label) <= LABEL_LENGTH else f"→ {mend.instead}"[:LABEL_LENGTH]


def _ending(facts: Facts) -> Rows:
    ending = [[*_embargo(facts), Choice("discard")]] if facts.may_draft else []
    return [[Choice("preview"), *_quotes(facts)], *ending]


def _embargo(facts: Facts) -> list[Choice]:
    """What is out already can be kept back from nobody."""
    return [] if facts.edition.corrects else [Choice("embargo")]


def _quotes(facts: Facts) -> list[Choice]:
    return [Choice("quotes")] if facts.has_quotes else []
