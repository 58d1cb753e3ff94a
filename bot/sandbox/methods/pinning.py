"""pinChatMessage and its opposites."""

from __future__ import annotations

from bot.sandbox.calls import Call, plays
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad
from bot.sandbox.messages import Content
from bot.sandbox.permissions import check_right

_REFUSAL = "not enough rights to manage pinned messages in the chat"


@plays("pinChatMessage")
def pin(call: Call) -> bool:
    chat = _pinnable(call)
    message = call.message(chat, "message to pin not found")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        if chat.type != "channel":
            flat = message.flat_json(call.world.account)
            notice = call.world.put(chat, Content("pinned_message", fields={"": flat}), call.world.bot)
            call.world.tell("message", notice)
    call.world.tell("pinned", message)
    return True


@plays("unpinChatMessage")
def unpin(call: Call) -> bool:
    chat = _pinnable(call)
    number = call.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    call.world.events.tell("pinned", chat_id=chat.id, message_id=number)
    return True


@plays("unpinAllChatMessages")
def unpin_all(call: Call) -> bool:
    chat = _pinnable(call)
    chat.pinned.clear()
    call.world.events.tell("pinned", chat_id=chat.id, message_id=0)
    return True


def _pinnable(call: Call) -> Chat:
    chat = call.chat()
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    check_right(call.world, chat, right, _REFUSAL)
    return chat
