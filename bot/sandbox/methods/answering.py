"""answerCallbackQuery and setMessageReaction: what answers something a person did."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.calls import Call, plays
from bot.sandbox.errors import bad
from bot.sandbox.permissions import check_access
from bot.sandbox.pressing import Answer

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_FREE_REACTIONS = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)


@plays("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    text = call.get("text", "")
    if len(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    press = call.world.presses.by_id.get(call.params["callback_query_id"])
    if press is None or press.answered is not None or call.world.clock.unix() >= press.expires:
        raise bad(TOO_OLD)
    _check_url(call)
    press.answered = Answer(
        text, bool(call.get("show_alert")), call.get("url", ""), call.get("cache_time", 0)
    )
    call.world.events.tell(
        "press_answered",
        press_id=press.id,
        person_id=press.person.id,
        text=text,
        alert=press.answered.alert,
        url=press.answered.url,
    )
    return True


def _check_url(call: Call) -> None:
    """Outside games an answer may only open the bot itself."""
    url = call.get("url", "")
    if url and not re.match(rf"(https://)?t\.me/{call.world.bot.username}\?start=|tg://", url, re.IGNORECASE):
        raise bad("URL_INVALID")


@plays("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    """An empty list on a message that exists does nothing; on one that does not, it says so: a probe."""
    chat = call.chat()
    check_access(call.world, chat)
    message = call.message(chat, "message to react not found")
    reactions: list[dict[str, Any]] = call.get("reaction") or []
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(r["type"] != "emoji" or r["emoji"].rstrip("\ufe0f") not in _FREE_REACTIONS for r in reactions):
        raise bad("REACTION_INVALID")
    message.reactions[call.world.bot.id] = reactions
    call.world.events.tell("reaction", chat_id=chat.id, message_id=message.id, person_id=call.world.bot.id)
    return True
