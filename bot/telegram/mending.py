"""Mending in the chat: the button under a finding that puts the right words in, or asks for them."""

from bot.desk import mend as mends
from bot.desk.choices import ALT_TEXT
from bot.desk.ports.chat import Asked
from bot.news.refusal import Refusal
from bot.telegram.calls import Call
from bot.telegram.drafting import ask_for
from bot.telegram.front import FrontDesk


async def mend(front: FrontDesk, call: Call) -> str | None:
    """Put in what the button says; for a photo called by its file's name, ask what it shows."""
    if call.pressed.subject == ALT_TEXT:
        await ask_for(front, call, Asked.ALT_TEXT)
        return None
    key, _, instead = call.pressed.subject.partition("\n")
    edition_id, _ = call.looked_at
    try:
        await front.write(lambda work: mends.mend(work, call.staff, call.looked_at, (key, instead)))
    except Refusal as refusal:
        if refusal.code == "mend_gone":
            await front.write(lambda work: work.editions.touch(edition_id))
        raise
    return "mended"
