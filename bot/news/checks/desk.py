"""Whether the desk itself is ready: somebody who can approve, channels that let us write, a relay that answers. Pure.

Only the first can stop an announcement, and only before it is submitted. What is closed or silent is warned of: the page and
every other place still get it, and mails wait until the relay answers.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.news.checks.issue import Issue, Severity

SILENT_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Relay:
    """What is known of the mail relay: when it answered last, and what went wrong when it was asked last ("" for nothing)."""

    answered_at: datetime | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the desk stands. `needed` approvals are still to come from `eligible` people; `inboxes` wait for mail.

    `decided` once it has been submitted: then too few people only warn. `closed` are the channels, by title.
    """

    needed: int = 0
    eligible: int = 0
    decided: bool = False
    closed: tuple[str, ...] = ()
    inboxes: int = 0
    relay: Relay = Relay()


def desk(standing: Standing, now: datetime) -> list[Issue]:
    """Return what of the desk's own is in the way. `now` is the present moment, not that of publishing."""
    found = []
    if standing.eligible < standing.needed:
        severity = Severity.WARNS if standing.decided else Severity.BLOCKS
        values: dict[str, object] = {"needed": standing.needed, "eligible": standing.eligible}
        found.append(Issue("approver_missing", severity, values))
    found += [Issue("channel_closed", Severity.WARNS, {"title": title}) for title in standing.closed]
    if standing.inboxes and is_silent(standing.relay, now):
        values = {"inboxes": standing.inboxes, "since": standing.relay.answered_at}
        found.append(Issue("relay_silent", Severity.WARNS, values))
    return found


def is_silent(relay: Relay, now: datetime) -> bool:
    """Tell whether the relay failed when it was asked last and has not answered for long, or never."""
    if not relay.trouble:
        return False
    return relay.answered_at is None or now - relay.answered_at >= SILENT_AFTER
