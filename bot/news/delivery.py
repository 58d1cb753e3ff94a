"""The states of a delivery, what an answer from the outside means, and the equation that must hold.

Pure; knows neither Telegram nor SMTP. "Delivered" is never claimed.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum


class DeliveryState(StrEnum):
    """What is known of one delivery."""

    PLANNED = "planned"
    INTENDED = "intended"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DEFERRED = "deferred"
    UNCERTAIN = "uncertain"
    EXCLUDED = "excluded"


class Kind(StrEnum):
    """To whom: the order is the order of going out. What is rehearsed goes to rehearsal places and nobody else."""

    CHANNEL = "channel"
    PRESS_CHAT = "press_chat"
    SUBSCRIBER = "subscriber"
    PRESS_INBOX = "press_inbox"
    INBOX = "inbox"
    REHEARSAL = "rehearsal"


class Lane(StrEnum):
    """The single stream of sends of one bot token or mail relay."""

    TELEGRAM = "telegram"
    MAIL = "mail"


LANE_OF = {
    Kind.CHANNEL: Lane.TELEGRAM,
    Kind.PRESS_CHAT: Lane.TELEGRAM,
    Kind.SUBSCRIBER: Lane.TELEGRAM,
    Kind.PRESS_INBOX: Lane.MAIL,
    Kind.INBOX: Lane.MAIL,
    Kind.REHEARSAL: Lane.TELEGRAM,
}
PRESS = frozenset({Kind.PRESS_CHAT, Kind.PRESS_INBOX})  # who gets it under embargo; all others are the public
PENDING = frozenset({DeliveryState.PLANNED, DeliveryState.INTENDED, DeliveryState.DEFERRED})


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by state for one kind of recipient; `pending` is what is still to come."""

    counts: dict[DeliveryState, int] = field(default_factory=dict)

    def of(self, state: DeliveryState) -> int:
        """Return how many stand in this state."""
        return self.counts.get(state, 0)

    @property
    def total(self) -> int:
        """All that were ever planned: accepted + refused + excluded + uncertain + pending."""
        return sum(self.counts.values())

    @property
    def pending(self) -> int:
        """Those not settled yet."""
        return sum(self.of(state) for state in PENDING)

    @property
    def settled(self) -> bool:
        """Tell whether nothing is pending and nothing in doubt."""
        return self.pending == 0 and self.of(DeliveryState.UNCERTAIN) == 0


def of_public(tallies: dict[Kind, Tally]) -> dict[Kind, Tally]:
    """Return the counts of what went to the public: a publication is settled without the press."""
    return {kind: tally for kind, tally in tallies.items() if kind not in PRESS}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One edition to one recipient. `recipient` is a chat id or a mail address; `key` an inbox's way out.

    `wave` is 0 for the public's copies and 1 for what takes them back; it counts the times the press was given this
    edition. Where a `message_id` is known before anything was handed over, that message is edited; `replaces` is the
    delivery of the former edition.
    """

    id: int
    edition_id: int
    kind: Kind
    recipient: str
    state: DeliveryState
    attempts: int
    key: str = ""
    message_id: int | None = None
    reason: str = ""
    intended_at: datetime | None = None
    wave: int = 0
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one intended delivery. `until` only when deferred (UTC)."""

    delivery_id: int
    state: DeliveryState
    message_id: int | None = None
    reason: str = ""
    until: datetime | None = None


class Word(StrEnum):
    """What a person says of deliveries in doubt. Only who has looked may claim that something is there."""

    SEEN_THERE = "seen_there"
    LEFT_UNCLEAR = "left_unclear"
    SEND_AGAIN = "send_again"


class Verdict(StrEnum):
    """What an outside answer means.

    PERMANENT is the recipient's doing (blocked, no such box), OUR_FAULT is the message's (every recipient would answer
    the same), PASSING is certainly not sent and worth another try, UNKNOWN may or may not have been sent. GONE: the message
    to be put right is not there any more, or was never known; its recipient still wants to hear from us.
    """

    ACCEPTED = "accepted"
    PERMANENT = "permanent"
    OUR_FAULT = "our_fault"
    PASSING = "passing"
    UNKNOWN = "unknown"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Answer:
    """A carrier's answer. `retry_after` in seconds; `whole_lane` when everybody has to wait, not this recipient."""

    verdict: Verdict
    message_id: int | None = None
    reason: str = ""
    retry_after: float | None = None
    whole_lane: bool = False
    moved_to: str = ""


TAKING_BACK = 1  # the wave of the public's tombstones, after the one that brought the words
# Why a delivery was left out: its recipient gets the next edition instead, or a tombstone.
SUPERSEDED, KILLED = "superseded", "killed"
MESSAGE_GONE = "the message is not there any more"
NEVER_ARRIVED = "it never arrived there"
MAY_BE_THERE = frozenset({DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN, DeliveryState.INTENDED})
NEVER_LEARNT = "the number of its message was never learnt"
FORMER_IN_DOUBT = "whether the former edition arrived was never clear"
STILL_ON_ITS_WAY = Answer(
    Verdict.PASSING, reason="the former edition is still on its way there", retry_after=1.0
)


def instead_of(delivery: Delivery, former: Delivery) -> Delivery | Answer:
    """Return the delivery as it is to be handed over, given what became of the former edition's; an answer when it cannot be.

    What arrived is edited. What certainly never arrived is sent anew. Nothing is sent beside what may be there.
    """
    if former.state is DeliveryState.INTENDED:
        return STILL_ON_ITS_WAY
    if former.message_id is not None:  # whatever became of an edit of it, the message is there
        return replace(delivery, message_id=former.message_id)
    if former.state is DeliveryState.ACCEPTED:
        return Answer(Verdict.GONE, reason=NEVER_LEARNT)
    if former.state is DeliveryState.UNCERTAIN:
        return Answer(Verdict.UNKNOWN, reason=FORMER_IN_DOUBT)
    return Answer(Verdict.GONE, reason=NEVER_ARRIVED) if delivery.wave == TAKING_BACK else delivery


FIRST_WAIT = 5.0
LONGEST_WAIT = 900.0


def settle(delivery: Delivery, answer: Answer, now: datetime) -> Result:
    """Turn a carrier's answer into the delivery's next state.

    Passing failures wait 5 s, doubling up to 15 min; those of the whole lane are nobody's own and always wait 5 s.
    """
    match answer.verdict:
        case Verdict.ACCEPTED:
            return Result(delivery.id, DeliveryState.ACCEPTED, answer.message_id)
        case Verdict.PERMANENT | Verdict.OUR_FAULT | Verdict.GONE:
            return Result(delivery.id, DeliveryState.REFUSED, reason=answer.reason)
        case Verdict.UNKNOWN:
            return Result(delivery.id, DeliveryState.UNCERTAIN, reason=answer.reason)
        case Verdict.PASSING:
            wait = answer.retry_after
            if wait is None:
                tries = 0 if answer.whole_lane else min(delivery.attempts, 10)
                wait = min(FIRST_WAIT * 2**tries, LONGEST_WAIT)
            until = now + timedelta(seconds=wait)
            return Result(delivery.id, DeliveryState.DEFERRED, reason=answer.reason, until=until)
