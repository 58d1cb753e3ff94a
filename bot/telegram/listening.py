"""Asking Telegram whether we may still write in a channel."""

from telegram import Bot, ChatMember
from telegram.error import TelegramError

from bot.news.delivery import Verdict
from bot.telegram.answers import answer_to
from bot.telegram.noticing import may_write

_OUT = frozenset({ChatMember.LEFT, ChatMember.BANNED})


async def trouble_in(bot: Bot, chat_id: int) -> str | None:
    """Return "" when we may write there, else why not in a word; None when Telegram gave no clear answer."""
    try:
        kind = (await bot.get_chat(chat_id)).type
        member = await bot.get_chat_member(chat_id, bot.id)
    except TelegramError as error:
        answer = answer_to(error)
        return answer.reason if answer.verdict is Verdict.PERMANENT else None
    if may_write(kind, member):
        return ""
    return "removed" if member.status in _OUT else "demoted"
