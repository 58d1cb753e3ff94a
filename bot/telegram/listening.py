"""Asking Telegram whether we may still write in a channel or group, and whether everybody can read it."""

from telegram import Bot, ChatMember
from telegram.error import TelegramError

from bot.desk.ports.soundings import Heard
from bot.news.delivery import Verdict
from bot.telegram.answers import answer_to
from bot.telegram.noticing import may_write

_OUT = frozenset({ChatMember.LEFT, ChatMember.BANNED})


async def heard_in(bot: Bot, chat_id: int) -> Heard | None:
    """Return why we may not write there in a word, "" when we may, and its public name; None when there was no clear answer.

    Of a new public name Telegram sends no update, so it has to be asked for.
    """
    try:
        chat = await bot.get_chat(chat_id)
        member = await bot.get_chat_member(chat_id, bot.id)
    except TelegramError as error:
        answer = answer_to(error)
        return Heard(answer.reason) if answer.verdict is Verdict.PERMANENT else None
    if may_write(chat.type, member):
        return Heard(username=chat.username or "")
    return Heard("removed" if member.status in _OUT else "demoted")
