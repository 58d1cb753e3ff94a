"""Claiming in the chat: "I'm looking at it", and giving it back."""

from bot.desk import claim as claims
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk


async def claim(front: FrontDesk, call: Call) -> str:
    """Take the review upon the presser for half an hour; whoever had it before is told."""
    before = await front.write(lambda work: claims.claim(work, call.staff, call.looked_at))
    return "claimed" if before is None else "claim_passed"


async def give_back(front: FrontDesk, call: Call) -> str:
    """End the presser's own claim."""
    await front.write(lambda work: claims.give_back(work, call.staff, call.looked_at))
    return "given_back"
