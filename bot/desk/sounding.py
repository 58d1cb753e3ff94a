"""Sounding: whether the relay still answers and every place of ours still lets us write, asked before it matters.

And whether a place that has to be private still is: of a new public name nobody tells us.

The questions are asked between transactions; what came of them is noted in one, and the checks read it from rows.
"""

from datetime import timedelta

from bot.desk import channels
from bot.desk.channels import Place
from bot.desk.ports import Work
from bot.desk.ports.soundings import RELAY, Heard
from bot.desk.ports.values import Channel, Purpose
from bot.desk.redrawing import redraw
from bot.news.checks.desk import Relay, is_silent
from bot.news.status import State

RELAY_EVERY = timedelta(minutes=5)
CHANNEL_EVERY = timedelta(hours=1)
BEFORE_DUE = timedelta(minutes=10)
TIMED = (State.SCHEDULED, State.HOLDING)


async def to_ask(work: Work) -> list[str]:
    """Return whom to ask now: the relay every few minutes, a channel hourly and once more shortly before a due moment."""
    asked = await work.soundings.of(RELAY)
    whom = [RELAY] if asked is None or work.now - asked.asked_at >= RELAY_EVERY else []
    is_near = await _is_due_soon(work)
    for channel in await _in_use(work):
        sounding = await work.soundings.of(str(channel.chat_id))
        patience = BEFORE_DUE if is_near else CHANNEL_EVERY
        if sounding is None or work.now - sounding.asked_at >= patience:
            whom.append(str(channel.chat_id))
    return whom


async def note(work: Work, whom: str, heard: Heard) -> None:
    """Note an answer, and let what changed be seen: on the cards, and by the admins where a channel came or went."""
    if whom == RELAY:
        asked = await work.soundings.of(RELAY)
        before = asked is not None and is_silent(await relay(work), asked.asked_at)
        await work.soundings.note(whom, heard.trouble)
        if is_silent(await relay(work), work.now) is not before:
            await redraw(work)
        return
    await work.soundings.note(whom, heard.trouble)
    channel = await work.channels.find(int(whom))
    if channel is None or channel.purpose is Purpose.UNDECIDED:
        return
    username = channel.username if heard.username is None else heard.username
    if heard.trouble:
        await channels.lost(work, channel.chat_id, heard.trouble)
    elif channel.lost_because or username != channel.username:
        await channels.added(work, Place(channel.chat_id, channel.title, channel.kind, username), "")


async def relay(work: Work) -> Relay:
    """Return what is known of the relay."""
    sounding = await work.soundings.of(RELAY)
    return Relay(sounding.answered_at, sounding.trouble) if sounding else Relay()


async def _in_use(work: Work) -> list[Channel]:
    return [place for place in await work.channels.known() if place.purpose is not Purpose.UNDECIDED]


async def _is_due_soon(work: Work) -> bool:
    soon = work.now + BEFORE_DUE
    return any([await work.editions.in_state(state, due_by=soon) for state in TIMED])
