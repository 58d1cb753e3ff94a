"""What Telegram's errors mean for a delivery: the one place where its words are read."""

import re
from dataclasses import replace
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.news.delivery import MESSAGE_GONE, Answer, Verdict
from bot.telegram.transport import NotSent

# Bot API server, Client.cpp and TDLib: refusals that are about this one chat, compared without case because
# python-telegram-bot changes the first letter.
_THIS_CHAT = re.compile(
    r"chat not found|user not found|private chat not found|peer_id_invalid|user is deactivated|input_user_deactivated"
    r"|chat_write_forbidden|have no write access|need administrator rights|not enough rights"
    r"|group chat was (deleted|deactivated)|not a member|was kicked|chat_admin_required|chat_restricted",
    re.IGNORECASE,
)


def answer_to(error: TelegramError) -> Answer:
    """Return what is known after this error (DELIVERY's table of answers)."""
    match error:
        case RetryAfter():
            return Answer(
                Verdict.PASSING, reason="asked to slow down", retry_after=_wait(error), whole_lane=True
            )
        case ChatMigrated():
            moved_to = str(error.new_chat_id)
            return Answer(Verdict.PASSING, reason="group moved", retry_after=0, moved_to=moved_to)
        case NotSent() | InvalidToken():
            return _unreached(error)
        case Forbidden() | BadRequest():
            return _refused(error)
    return Answer(Verdict.UNKNOWN, reason=f"no clear answer: {error.message}")


def _wait(error: RetryAfter) -> float:
    seconds = error.retry_after
    return seconds.total_seconds() if isinstance(seconds, timedelta) else float(seconds)


def _unreached(error: NotSent | InvalidToken) -> Answer:
    """Nobody can be written to: the network is away, or the token was revoked, which takes a person to mend."""
    wait = 60.0 if isinstance(error, InvalidToken) else None
    reason = f"Telegram cannot be reached: {error.message}"
    return Answer(Verdict.PASSING, reason=reason, retry_after=wait, whole_lane=True)


def _refused(error: Forbidden | BadRequest) -> Answer:
    if isinstance(error, Forbidden) or _THIS_CHAT.search(error.message):
        return Answer(Verdict.PERMANENT, reason=error.message)
    return Answer(Verdict.OUR_FAULT, reason=error.message)


def is_not_modified(error: TelegramError) -> bool:
    """Tell the answer to an edit that changes nothing, which counts as done."""
    return isinstance(error, BadRequest) and "not modified" in error.message.casefold()


def is_message_gone(error: TelegramError) -> bool:
    """Tell that the message to edit or delete is there no more, or can no longer be changed."""
    words = error.message.casefold()
    gone = "not found" in words or "can't be" in words or "message_id_invalid" in words
    return isinstance(error, BadRequest) and gone


def answer_to_edit(error: TelegramError) -> Answer:
    """Return what is known after an edit failed: nothing is ever in doubt, since editing once more changes nothing."""
    if is_not_modified(error):
        return Answer(Verdict.ACCEPTED)
    answer = answer_to(error)
    if answer.verdict is Verdict.UNKNOWN:
        return replace(answer, verdict=Verdict.PASSING)
    if answer.verdict is Verdict.OUR_FAULT and is_message_gone(error):
        return Answer(Verdict.GONE, reason=MESSAGE_GONE)
    return answer
