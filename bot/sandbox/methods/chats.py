"""What a chat is: getChat, its title, description and permissions, leaving it."""

from __future__ import annotations

from typing import Any

from bot.sandbox.calls import Call, plays
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad
from bot.sandbox.membership import announce, place
from bot.sandbox.messages import photo_size_json
from bot.sandbox.permissions import check_access, check_right
from bot.sandbox.rights import Member, Permissions

_NO_RIGHTS = "not enough rights to change chat {}"


@plays("getChat")
def get_chat(call: Call) -> dict[str, Any]:
    chat = call.chat()
    shape = chat.json() | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    if chat.username:
        shape["active_usernames"] = [chat.username]
    if chat.person is not None:
        return shape
    if not chat.username:
        check_access(call.world, chat)
    return shape | _of_group(call, chat)


@plays("leaveChat")
def leave_chat(call: Call) -> bool:
    chat = call.chat()
    if chat.is_private:
        raise bad("chat is not a group, supergroup or channel chat")
    check_access(call.world, chat)
    place(call.world, call.world.bot, chat, Member(call.world.bot, "left"))
    return True


@plays("setChatTitle")
def set_chat_title(call: Call) -> bool:
    chat = _changeable(call, "title")
    if len(call.params["title"]) > 128:
        raise bad("CHAT_TITLE_INVALID")
    chat.title = call.params["title"]
    call.world.events.tell("chat", chat_id=chat.id)
    announce(call.world, call.world.bot, chat, {"new_chat_title": chat.title})
    return True


@plays("setChatPhoto", "deleteChatPhoto")
def set_chat_photo(call: Call) -> bool:
    chat = _changeable(call, "photo")
    if call.method == "deleteChatPhoto":
        chat.photo = ()
        announce(call.world, call.world.bot, chat, {"delete_chat_photo": True})
        return True
    upload = call.upload(call.params["photo"])
    if upload is None:
        raise bad("photo should be uploaded as an InputFile")
    chat.photo = call.world.files.add_photo(upload.content)
    sizes = [photo_size_json(size) for size in chat.photo]
    announce(call.world, call.world.bot, chat, {"new_chat_photo": sizes})
    return True


@plays("setChatDescription")
def set_chat_description(call: Call) -> bool:
    chat = _changeable(call, "description")
    description = call.get("description", "")
    if len(description) > 255:
        raise bad("CHAT_ABOUT_TOO_LONG")
    if description == chat.description:
        raise bad("chat description is not modified")
    chat.description = description
    return True


@plays("setChatPermissions")
def set_chat_permissions(call: Call) -> bool:
    chat = call.chat()
    if chat.permissions is None:
        raise bad("can't change permissions of the chat")
    check_right(call.world, chat, "can_restrict_members", "not enough rights to change chat permissions")
    given = call.params["permissions"]
    chat.permissions = Permissions(frozenset(name for name, allowed in given.items() if allowed))
    return True


def _changeable(call: Call, spoken: str) -> Chat:
    chat = call.chat()
    if chat.is_private:
        raise bad(f"can't change private chat {spoken}")
    check_right(call.world, chat, "can_change_info", _NO_RIGHTS.format(spoken))
    return chat


def _photo(chat: Chat) -> dict[str, Any]:
    small, big = chat.photo[0], chat.photo[-1]
    return {
        "small_file_id": small.file_id,
        "small_file_unique_id": small.unique_id,
        "big_file_id": big.file_id,
        "big_file_unique_id": big.unique_id,
    }


def _of_group(call: Call, chat: Chat) -> dict[str, Any]:
    shape: dict[str, Any] = {}
    if chat.description:
        shape["description"] = chat.description
    if chat.photo:
        shape["photo"] = _photo(chat)
    if chat.permissions is not None:
        shape["permissions"] = chat.permissions.json()
    if chat.pinned:
        shape["pinned_message"] = chat.messages[chat.pinned[-1]].flat_json(call.world.account)
    links = [
        link for link, invite in chat.invites.items() if invite["is_primary"] and not invite["is_revoked"]
    ]
    return shape | ({"invite_link": links[0]} if links else {})
