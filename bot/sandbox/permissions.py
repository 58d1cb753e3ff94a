"""Whether the bot may do a thing in a chat; every refusal in Telegram's own words.

Source: Client.cpp (fail_query_with_error, check_chat_access) and TDLib's can_send_message; docs/sandbox.md has
the table.
"""

from __future__ import annotations

from bot.sandbox.chats import WORDS_FOR, Chat
from bot.sandbox.errors import bad, forbidden, upgraded
from bot.sandbox.rights import Member, may_send, sending_right
from bot.sandbox.world import World


def check_write(world: World, chat: Chat, kind: str = "text") -> None:
    """Raises Refused unless the bot may send such a message there now."""
    check_access(world, chat)
    if chat.migrated_to is not None:
        raise upgraded(chat.migrated_to)
    if chat.person is not None:
        return
    member = chat.members[world.bot.id]
    if chat.type == "channel":
        if not member.may("can_post_messages"):
            raise bad("need administrator rights in the channel chat")
    elif not member.is_admin:
        _check_permissions(chat, member, kind)


def check_access(world: World, chat: Chat) -> None:
    """Raises Refused unless the bot is in the chat (a private one: unless the person lets it write)."""
    if chat.person is not None:
        _check_person(world, chat)
        return
    member = chat.members.get(world.bot.id)
    if chat.deleted:
        raise forbidden("the group chat was deleted")
    if member is not None and member.status == "kicked":
        raise forbidden(f"bot was kicked from the {WORDS_FOR[chat.type]}")
    if member is None or not member.is_in:
        raise forbidden(f"bot is not a member of the {WORDS_FOR[chat.type]}")


def check_right(world: World, chat: Chat, right: str, otherwise: str) -> None:
    """Raises Refused (400, `otherwise`) unless the bot holds this right of an administrator."""
    check_access(world, chat)
    if chat.person is None and not chat.members[world.bot.id].may(right):
        raise bad(otherwise)


def _check_person(world: World, chat: Chat) -> None:
    person = chat.person
    if person is None:
        return
    if person.is_bot:
        raise forbidden("the bot can't send messages to the bot")
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def _check_permissions(chat: Chat, member: Member, kind: str) -> None:
    if may_send(chat.permissions, member, kind):
        return
    if chat.type == "group":
        raise bad("have no write access to the chat")
    raise bad(f"not enough rights to send {sending_right(kind)[1]} to the chat")
