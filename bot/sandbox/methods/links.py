"""Invite links."""

from __future__ import annotations

import hashlib
from typing import Any

from bot.sandbox.calls import Call, plays
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad
from bot.sandbox.permissions import check_right

_REFUSAL = "not enough rights to manage chat invite link"


@plays("createChatInviteLink")
def create(call: Call) -> dict[str, Any]:
    if len(call.get("name", "")) > 32:
        raise bad("invite link name is too long")
    if call.get("creates_join_request") and call.get("member_limit"):
        raise bad("member limit can't be specified for links requiring administrator approval")
    return _made(call, _inviting(call), primary=False)


@plays("exportChatInviteLink")
def export(call: Call) -> str:
    """A new primary link; the former one ends."""
    chat = _inviting(call)
    for invite in chat.invites.values():
        if invite["is_primary"]:
            invite["is_revoked"] = True
    return str(_made(call, chat, primary=True)["invite_link"])


@plays("revokeChatInviteLink")
def revoke(call: Call) -> dict[str, Any]:
    chat = _inviting(call)
    invite = chat.invites.get(call.params["invite_link"])
    if invite is None:
        raise bad("INVITE_HASH_EXPIRED")
    invite["is_revoked"] = True
    return invite


def _inviting(call: Call) -> Chat:
    chat = call.chat()
    if chat.is_private:
        raise bad("can't get invite link for a private chat")
    check_right(call.world, chat, "can_invite_users", _REFUSAL)
    return chat


def _made(call: Call, chat: Chat, *, primary: bool) -> dict[str, Any]:
    secret = hashlib.sha256(f"{chat.id}/{len(chat.invites)}".encode()).hexdigest()[:16]
    invite: dict[str, Any] = {
        "invite_link": f"https://t.me/+{secret}",
        "creator": call.world.bot.json(),
        "creates_join_request": bool(call.get("creates_join_request")),
        "is_primary": primary,
        "is_revoked": False,
    }
    invite |= {
        name: call.params[name] for name in ("name", "expire_date", "member_limit") if name in call.params
    }
    chat.invites[invite["invite_link"]] = invite
    return invite
