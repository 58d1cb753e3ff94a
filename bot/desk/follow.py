"""Readers in the chat: the news on request, and an end to it at once."""

from bot.desk.ports import Work
from bot.desk.ports.values import LiveItem

LATEST = 3


async def follow(work: Work, telegram_id: int, name: str) -> bool:
    """Start a reader's subscription; False when it is running already."""
    return await work.readers.subscribe(telegram_id, name)


async def leave(work: Work, telegram_id: int, reason: str) -> bool:
    """End a reader's subscription, also in the middle of a broadcast; False when there was none."""
    return await work.readers.end(telegram_id, reason)


async def latest(work: Work) -> list[LiveItem]:
    """Return the newest announcements."""
    return await work.editions.live(LATEST)
