"""An embargo: from when the press may have an announcement, and from when everybody may. Pure; knows no clock."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.news.status import State

# What somebody writes who wants the press to have it without waiting for a moment.
_AT_ONCE = frozenset(
    {"at once", "at once when approved", "when approved", "now", "immediately", "straight away"}
)


@dataclass(frozen=True, slots=True)
class Embargo:
    """Both moments are UTC. Without `press_at` the press gets it at once: as soon as it is approved and scheduled.

    Where both are the same, nobody is given it before everybody: the press is sent nothing of its own.
    """

    public_at: datetime
    press_at: datetime | None = None

    @property
    def is_given_first(self) -> bool:
        """Tell whether the press is to have it before everybody."""
        return self.press_at is None or self.press_at < self.public_at

    def as_written(self) -> dict[str, str | None]:
        """Return it as it stands in canonical bytes: one way of writing for each moment."""
        return {"press_at": _written(self.press_at), "public_at": _written(self.public_at)}


class Wrong(StrEnum):
    """What stands against an embargo."""

    ORDER = "order"
    PRESS_OVER = "press_over"
    PUBLIC_OVER = "public_over"


def read_back(written: dict[str, str | None] | None) -> Embargo | None:
    """Return the embargo that canonical bytes hold, None for none."""
    if written is None:
        return None
    public_at, press_at = (_read(written[name]) for name in ("public_at", "press_at"))
    if public_at is None:
        raise ValueError("an embargo has no moment for the public")
    return Embargo(public_at, press_at)


def wrong_with(embargo: Embargo, now: datetime) -> Wrong | None:
    """Return what is wrong with setting, submitting or approving this at `now`: both moments are still to come.

    The press gets it before the public, or nothing of its own; never after.
    """
    if embargo.public_at <= now:
        return Wrong.PUBLIC_OVER
    if embargo.press_at is None:
        return None
    if embargo.press_at > embargo.public_at:
        return Wrong.ORDER
    return Wrong.PRESS_OVER if embargo.press_at <= now else None


def is_closed(embargo: Embargo | None, now: datetime) -> bool:
    """Tell whether nothing of it may be public yet."""
    return embargo is not None and now < embargo.public_at


def means_at_once(words: str) -> bool:
    """Tell whether somebody wants the press to have it without waiting for a moment."""
    return " ".join(words.casefold().split()).rstrip(".!") in _AT_ONCE


def _written(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _read(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


class WaveState(StrEnum):
    """Where one giving of an edition to the press stands. A wave that was called off, lifted or over stays so.

    `kept_back`: the press has it, its embargo was to be over, and it did not come out: they were asked to wait.
    """

    WAITING = "waiting"
    HELD = "held"
    GIVEN = "given"
    KEPT_BACK = "kept_back"
    CALLED_OFF = "called_off"
    LIFTED = "lifted"
    OVER = "over"


class Step(StrEnum):
    """What is to be done about a wave now."""

    GIVE = "give"
    KEEP_BACK = "keep_back"
    CALL_OFF = "call_off"
    LIFT = "lift"
    CLOSE = "close"


WITH_THE_PRESS = frozenset({WaveState.GIVEN, WaveState.KEPT_BACK})
OPEN_WAVES = WITH_THE_PRESS | {WaveState.WAITING, WaveState.HELD}
GONE = frozenset({State.KILLED, State.WITHDRAWN})
STANDING = frozenset({State.SCHEDULED, State.HOLDING, State.HELD})  # in which what the press has still stands


@dataclass(frozen=True, slots=True)
class Seen:
    """What a wave is judged by: where its edition stands, whether it still says what the wave says, and when it came out."""

    state: State
    is_same: bool
    published_at: datetime | None
    public_at: datetime | None


def next_step(state: WaveState, due_at: datetime, seen: Seen, now: datetime) -> Step | None:
    """Return what is to be done about an open wave, None for nothing.

    Once the edition is out, early means that the press has to be told; on time, nobody needs a word. Held at the moment for
    the public, it keeps them waiting: else they would be the first to publish it. What is gone again is lifted for nobody:
    whoever holds it is told so by what took it back.
    """
    if seen.published_at is not None:
        early = seen.public_at is not None and seen.published_at < seen.public_at
        wait = state is WaveState.KEPT_BACK or (early and state is WaveState.GIVEN)
        return Step.LIFT if wait and seen.state not in GONE else Step.CLOSE
    if seen.state not in STANDING or not seen.is_same:
        return Step.CALL_OFF
    if seen.state is State.HELD:
        over = seen.public_at is not None and seen.public_at <= now
        return Step.KEEP_BACK if over and state is WaveState.GIVEN else None
    return Step.GIVE if state is WaveState.WAITING and due_at <= now else None
