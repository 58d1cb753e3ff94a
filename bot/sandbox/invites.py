"""Invite links from the person's side: coming in by one, or asking to be let in.

Sources: the Bot API's ChatInviteLink and ChatJoinRequest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.membership import announce, place
from bot.sandbox.refusals import NotPossible
from bot.sandbox.rights import Member

if TYPE_CHECKING:
    from bot.sandbox.accounts import Account
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Person


def follow(person: Person, link: str) -> None:
    """Open a link: come in, or ask to. Raises NotPossible for one that is unknown, revoked, expired or used up."""
    chat, invite = _found(person, link)
    member = chat.member(person.id)
    if member is not None and member.status == "kicked":
        raise NotPossible(f"{person.name} was thrown out of {chat.name}.")
    if chat.holds(person.id):
        return
    if invite["creates_join_request"]:
        _request(person, chat, invite)
    else:
        let_in(person, chat, person, invite)


def let_in(person: Person, chat: Chat, actor: Account, invite: dict[str, Any]) -> None:
    """The person is in; the bot, if it may know, hears by which link."""
    chat.uses[invite["invite_link"]] = chat.uses.get(invite["invite_link"], 0) + 1
    asked = {"via_join_request": True} if invite["creates_join_request"] else {}
    place(person.world, actor, chat, Member(person, "member"), invite_link=invite, **asked)
    announce(person.world, person, chat, {"new_chat_members": [person.json()]})


def _found(person: Person, link: str) -> tuple[Chat, dict[str, Any]]:
    for chat in person.world.chats.values():
        invite = chat.invites.get(link)
        if invite is not None:
            _check(person, chat, invite)
            return chat, invite
    raise NotPossible(f"The link {link} leads nowhere.")


def _check(person: Person, chat: Chat, invite: dict[str, Any]) -> None:
    expires, most = invite.get("expire_date", 0), invite.get("member_limit", 0)
    used_up = most and chat.uses.get(invite["invite_link"], 0) >= most
    if invite["is_revoked"] or used_up or (expires and expires <= person.world.clock.unix()):
        raise NotPossible(f"The link into {chat.name} is revoked, used up or too old.")


def _request(person: Person, chat: Chat, invite: dict[str, Any]) -> None:
    world = person.world
    chat.requests[person.id] = invite
    world.events.tell("member", chat_id=chat.id, person_id=person.id, status="requested")
    own = chat.member(world.bot.id)
    if own is not None and own.may("can_invite_users"):
        asked = {
            "chat": chat.json(),
            "from": person.json(),
            "user_chat_id": person.id,
            "date": world.clock.unix(),
            "invite_link": invite,
        }
        world.updates.add("chat_join_request", asked, chat.id)
