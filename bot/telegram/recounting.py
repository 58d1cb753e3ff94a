"""History in the chat: which announcements there are, and who did what with one of them, when and why."""

from bot.desk import recount
from bot.desk.disclose import announcement_of
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.recount import Happened
from bot.telegram.buttons import labelled
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk
from bot.telegram.rendering import units

LISTED = 15
PART_LIMIT = 3500  # units; the notice around it takes some of Telegram's 4,096


async def history(front: FrontDesk, call: Call) -> None:
    """Tell the history of the reference given, or ask which announcement is meant."""
    if not call.words:
        await front.write(lambda work: _ask_which(work, call.chat_id))
        return

    async def tell(work: Work) -> None:
        announcement_id = await announcement_of(work, call.words)
        await _tell(front, work, call.chat_id, announcement_id)

    await front.write(tell)


async def history_of(front: FrontDesk, call: Call) -> str:
    """Tell the history of the announcement on the button, in the presser's own chat."""
    announcement_id = int(call.pressed.subject)
    await front.write(lambda work: _tell(front, work, call.user.id, announcement_id))
    return "see_chat"


async def _ask_which(work: Work, chat_id: int) -> None:
    items = []
    for edition in await work.record.latest(LISTED):
        content = await content_of(work, edition)
        words = content.headline or content.standfirst.text or "…"
        label = labelled(words)
        items.append({"announcement_id": edition.announcement_id, "label": label})
    await work.notices.queue(chat_id, "histories", items=items)


async def _tell(front: FrontDesk, work: Work, chat_id: int, announcement_id: int) -> None:
    edition, happened = await recount.recount(work, announcement_id)
    content = await content_of(work, edition)
    parts = _in_parts([_line(front, one) for one in happened])
    ordered = await work.emergencies.standing(edition.id)
    about: dict[str, object] = {"headline": content.headline, "reference": edition.reference}
    about |= {"unreviewed": bool(ordered and ordered.is_unreviewed)}
    for number, words in enumerate(parts, start=1):
        await work.notices.queue(chat_id, "history", words=words, number=number, parts=len(parts), **about)


def _line(front: FrontDesk, happened: Happened) -> str:
    return front.words("history/line", entry=happened.entry, parts=happened.parts)


def _in_parts(lines: list[str]) -> list[str]:
    """Put lines together into messages; a line is never cut."""
    parts = [""]
    for line in lines:
        if parts[-1] and units(parts[-1]) + units(line) > PART_LIMIT:
            parts.append("")
        parts[-1] += f"\n\n{line}" if parts[-1] else line
    return parts
