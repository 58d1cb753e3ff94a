"""deleteMessage(s): within 48 hours and never later, whatever rights the bot holds; dice in private only after 24."""

from __future__ import annotations

from bot.sandbox.calls import Call, plays
from bot.sandbox.errors import bad
from bot.sandbox.messages import Message
from bot.sandbox.permissions import check_access
from bot.sandbox.rights import Member

KEPT_SECONDS = 2 * 86_400
DICE_SECONDS = 86_400
_LASTING = {"migrate_to_chat_id", "migrate_from_chat_id"}


@plays("deleteMessage")
def delete_message(call: Call) -> bool:
    chat = call.chat()
    check_access(call.world, chat)
    message = call.message(chat, "message to delete not found")
    _check_deletable(call, message)
    call.world.forget(message)
    return True


@plays("deleteMessages")
def delete_messages(call: Call) -> bool:
    """Missing ones are skipped; one that cannot be deleted stops all."""
    chat, numbers = call.chat(), call.params["message_ids"]
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad("too many message identifiers specified")
    check_access(call.world, chat)
    messages = [chat.messages[n] for n in dict.fromkeys(numbers) if n in chat.messages]
    for message in messages:
        _check_deletable(call, message)
    for message in messages:
        call.world.forget(message)
    return True


def _check_deletable(call: Call, message: Message) -> None:
    age = call.world.clock.unix() - message.date
    old = age >= KEPT_SECONDS or message.content.kind in _LASTING
    if message.content.kind == "dice" and message.chat.is_private and age < DICE_SECONDS:
        raise bad("message can't be deleted for everyone")
    if message.chat.type in {"channel", "supergroup"}:
        member = message.chat.members[call.world.bot.id]
        if old or not _may(call, message, member):
            raise bad("message can't be deleted")
    elif old or not _may(call, message, message.chat.member(call.world.bot.id)):
        raise bad("message can't be deleted for everyone")


def _may(call: Call, message: Message, member: Member | None) -> bool:
    own = message.author is call.world.bot
    if member is None:
        return True
    if message.chat.type == "channel":
        return member.may("can_delete_messages") or (own and member.may("can_post_messages"))
    return own or member.may("can_delete_messages")
