"""Telegram's updates as they come: a press, a command, words, an edit; each in any chat, and by whoever it claims."""

from typing import Any

from bot.news.staff import NOBODY

Update = dict[str, Any]
WHEN = 1795000000  # seconds since 1970: November 2026
CHATS = ("private", "group", "supergroup", "channel")
A_CHANNEL = {"id": -100777, "type": "channel", "title": "A channel"}
STAND_INS = tuple(f"as {number}" for number in sorted(NOBODY))
# Whoever speaks in a name that is not their own, and the parts of a message that say so.
DISGUISES: dict[str, Update] = {
    "forwarded": {
        "forward_origin": {"type": "hidden_user", "date": WHEN, "sender_user_name": "Somebody"},
    },
    "via a bot": {"via_bot": {"id": 55, "is_bot": True, "first_name": "gif", "username": "gif"}},
    "as a channel": {"sender_chat": A_CHANNEL},
    **{name: {"from": {"id": int(name[3:]), "is_bot": False, "first_name": "X"}} for name in STAND_INS},
    "a bot": {"from": {"id": 56, "is_bot": True, "first_name": "X"}},
}


def press(telegram_id: int, handle: str, chat: str = "private") -> Update:
    """A press of the button with this handle."""
    message = {"message_id": 7, "date": WHEN, "chat": _chat(telegram_id, chat)}
    query = {"id": "1", "chat_instance": "1", "data": handle, "from": _user(telegram_id), "message": message}
    return {"callback_query": query}


def words(telegram_id: int, text: str, chat: str = "private", *, number: int = 7) -> Update:
    """A message of words, or a command."""
    message = {
        "message_id": number,
        "date": WHEN,
        "chat": _chat(telegram_id, chat),
        "from": _user(telegram_id),
        "text": text,
    }
    return {"message": message}


def edited(telegram_id: int, text: str, chat: str = "private", *, number: int = 7) -> Update:
    """The same message, edited."""
    message = words(telegram_id, text, chat, number=number)["message"]
    return {"edited_message": {**message, "edit_date": WHEN + 1}}


def disguised(update: Update, disguise: str) -> Update:
    """The same update by somebody who does not speak for themselves."""
    (kind, inner), *_ = update.items()
    return {kind: {**inner, **DISGUISES[disguise]}}


def _user(telegram_id: int) -> Update:
    return {"id": telegram_id, "is_bot": False, "first_name": f"Person {telegram_id}"}


def _chat(telegram_id: int, kind: str) -> Update:
    if kind == "private":
        return {"id": telegram_id, "type": "private", "first_name": "X"}
    return {"id": -1002, "type": kind, "title": "A chat"}
