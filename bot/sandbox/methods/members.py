"""Who is in a chat: getChatMember, getChatAdministrators, getChatMemberCount, and what a person shows of themselves."""

from __future__ import annotations

from typing import Any

from bot.sandbox.calls import Call, plays
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad
from bot.sandbox.permissions import check_access
from bot.sandbox.rights import Member


@plays("getChatMember")
def get_chat_member(call: Call) -> dict[str, Any]:
    chat = call.chat()
    account = call.world.account(call.params["user_id"])
    if account is None:
        raise bad("member not found")
    if chat.is_private:
        if account.id not in {chat.id, call.world.bot.id}:
            raise bad("member not found")
        return Member(account, "member").json(chat.type)
    check_access(call.world, chat)
    _check_sees_members(call, chat)
    member = chat.member(account.id) or Member(account, "left")
    return member.json(chat.type)


@plays("getChatAdministrators")
def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    chat = _group(call, "there are no administrators in the private chat")
    return [
        m.json(chat.type)
        for m in chat.members.values()
        if m.is_admin and (not m.account.is_bot or m.account.id == call.world.bot.id)
    ]


@plays("getChatMemberCount")
def get_chat_member_count(call: Call) -> int:
    chat = call.chat()
    if chat.is_private:
        return 2
    if not chat.username:
        check_access(call.world, chat)
    return sum(member.is_in for member in chat.members.values())


@plays("getUserProfilePhotos")
def get_user_profile_photos(call: Call) -> dict[str, Any]:
    """Nobody here has a profile photo."""
    if call.world.account(call.params["user_id"]) is None:
        raise bad("user not found")
    return {"total_count": 0, "photos": []}


def _group(call: Call, otherwise: str) -> Chat:
    chat = call.chat()
    if chat.is_private:
        raise bad(otherwise)
    if not (chat.username and call.method == "getChatAdministrators"):
        check_access(call.world, chat)
    return chat


def _check_sees_members(call: Call, chat: Chat) -> None:
    """A channel's members are seen by its administrators only."""
    own = chat.members[call.world.bot.id]
    if chat.type == "channel" and not own.is_admin and call.params["user_id"] != own.account.id:
        raise bad("CHAT_ADMIN_REQUIRED")
