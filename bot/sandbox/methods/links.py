"""Invite links, and requests to be let in."""

from __future__ import annotations

import hashlib
from typing import Any

from bot.sandbox.calls import Call, plays
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad
from bot.sandbox.invites import let_in
from bot.sandbox.permissions import check_right

_TERMS = ("name", "expire_date", "member_limit")
_REFUSAL = "not enough rights to manage chat invite link"


@plays("createChatInviteLink")
def create(call: Call) -> dict[str, Any]:
    _check_terms(call)
    return _made(call, _inviting(call), primary=False)


@plays("editChatInviteLink")
def edit(call: Call) -> dict[str, Any]:
    """What is left out is taken away; the primary link cannot be changed."""
    _check_terms(call)
    invite = _named(call, _inviting(call))
    if invite["is_primary"] or invite["is_revoked"]:
        raise bad("INVITE_HASH_EXPIRED" if invite["is_revoked"] else "CHAT_INVITE_PERMANENT")
    for name in _TERMS:
        invite.pop(name, None)
    invite |= {name: call.params[name] for name in _TERMS if name in call.params}
    invite["creates_join_request"] = bool(call.get("creates_join_request"))
    return invite


@plays("approveChatJoinRequest", "declineChatJoinRequest")
def decide(call: Call) -> bool:
    chat = _inviting(call)
    person = call.world.people.get(call.params["user_id"])
    if person is None:
        raise bad("user not found")
    if chat.holds(person.id):
        raise bad("USER_ALREADY_PARTICIPANT")
    invite = chat.requests.pop(person.id, None)
    if invite is None:
        raise bad("HIDE_REQUESTER_MISSING")
    if call.method == "approveChatJoinRequest":
        let_in(person, chat, call.world.bot, invite)
    else:
        call.world.events.tell("member", chat_id=chat.id, person_id=person.id, status="left")
    return True


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
    invite = _named(call, _inviting(call))
    invite["is_revoked"] = True
    return invite


def _named(call: Call, chat: Chat) -> dict[str, Any]:
    invite = chat.invites.get(call.params["invite_link"])
    if invite is None:
        raise bad("INVITE_HASH_EXPIRED")
    return invite


def _check_terms(call: Call) -> None:
    if len(call.get("name", "")) > 32:
        raise bad("invite link name is too long")
    if call.get("creates_join_request") and call.get("member_limit"):
        raise bad("member limit can't be specified for links requiring administrator approval")
    if not 0 <= call.get("member_limit", 0) <= 99_999:
        raise bad("member limit must be between 0 and 99999")


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
    invite |= {name: call.params[name] for name in _TERMS if name in call.params}
    chat.invites[invite["invite_link"]] = invite
    return invite
