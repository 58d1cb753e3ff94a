"""A reason in somebody's own words: how short and how long it may be, and that its message was one."""

from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.desk.saving import REASON, Arrival, remember
from bot.news.announcement import Content
from bot.news.refusal import Refusal

SHORTEST_REASON = 3
LONGEST_REASON = 1500  # characters; it goes to its readers whole, in one message
MEND_AND_SEND = frozenset(
    {"reason_expected", "reason_too_short", "reason_too_long", "period_unclear"}
)  # refusals after which a reason is still wanted


def reason_in(arrival: Arrival, shortest: int = SHORTEST_REASON, longest: int = LONGEST_REASON) -> str:
    """Return the reason a message gives. Refuses a photo, and what is too short or too long (characters)."""
    reason = "\n".join(block.text for block in arrival.blocks).strip()
    if len(reason) < SHORTEST_REASON or arrival.photo is not None:
        raise Refusal("reason_expected")
    if len(" ".join(reason.split())) < shortest:
        raise Refusal("reason_too_short", shortest=shortest)
    if len(reason) > longest:
        raise Refusal("reason_too_long", length=len(reason), limit=longest)
    return reason


async def keep_as_reason(work: Work, arrival: Arrival, edition: Edition) -> None:
    """Note that a message was a reason: editing it later changes nothing, and its author is told so."""
    await remember(work, arrival, edition, (REASON, Content()))
