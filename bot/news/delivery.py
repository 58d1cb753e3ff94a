"""The states of a delivery, what an answer from the outside means, and the equation that must hold.

Pure; knows neither Telegram nor SMTP. "Delivered" is never claimed.
"""

from dataclasses import dataclass, field
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
    """To whom: the order is the order of going out."""

    CHANNEL = "channel"
    SUBSCRIBER = "subscriber"
    INBOX = "inbox"


class Lane(StrEnum):
    """The single stream of sends of one bot token or mail relay."""

    TELEGRAM = "telegram"
    MAIL = "mail"


LANE_OF = {Kind.CHANNEL: Lane.TELEGRAM, Kind.SUBSCRIBER: Lane.TELEGRAM, Kind.INBOX: Lane.MAIL}
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
