"""Who is in which chat with what rights, how that changes, and what the bot hears of it.

Sources: my_chat_member and chat_member in the Bot API; service messages of groups.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bot.sandbox.accounts import Account
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Content, Message
from bot.sandbox.refusals import NotPossible
from bot.sandbox.rights import PERMISSIONS, USUAL, Member, Permissions, rights_in

if TYPE_CHECKING:
    from bot.sandbox.people import Person
    from bot.sandbox.world import World


def block(person: Person) -> None:
    _set_blocked(person, blocked=True)


def unblock(person: Person) -> None:
    _set_blocked(person, blocked=False)


def join(person: Person, chat: Chat) -> None:
    """Come in by oneself where the door is open; elsewhere one is brought in or follows a link."""
    _check_group(chat)
    if not chat.is_open and not chat.holds(person.id):
        raise NotPossible(f"{chat.name} is closed: let somebody add {person.name}, or follow an invite link.")
    before = chat.member(person.id)
    if before is not None and before.status == "kicked":
        raise NotPossible(f"{person.name} was thrown out of {chat.name}.")
    if not chat.holds(person.id):
        place(person.world, person, chat, Member(person, "member"))
        announce(person.world, person, chat, {"new_chat_members": [person.json()]})


def leave(person: Person, chat: Chat) -> None:
    place(person.world, person, chat, Member(person, "left"))
    announce(person.world, person, chat, {"left_chat_member": person.json()})


def bring(actor: Person, person: Account, chat: Chat) -> None:
    _check_group(chat)
    _check_in(actor, chat)
    place(actor.world, actor, chat, Member(person, "member"))
    announce(actor.world, actor, chat, {"new_chat_members": [person.json()]})


def add_bot(actor: Person, chat: Chat, rights: Iterable[str] | None) -> None:
    bot = actor.world.bot
    if chat.type == "channel":
        promote(actor, bot, chat, rights)
        return
    bring(actor, bot, chat)
    if rights is not None:
        promote(actor, bot, chat, rights)


def promote(actor: Person, account: Account, chat: Chat, rights: Iterable[str] | None) -> None:
    _check_group(chat)
    _check_admin(actor, chat)
    chosen = frozenset(USUAL if rights is None else rights)
    if unknown := chosen - set(rights_in(chat.type)) - USUAL:
        raise NotPossible(f"There is no such right in a {chat.type}: {', '.join(sorted(unknown))}.")
    granted = (chosen & set(rights_in(chat.type))) | {"can_manage_chat"}
    place(actor.world, actor, chat, Member(account, "administrator", granted))


def demote(actor: Person, account: Account, chat: Chat) -> None:
    _check_admin(actor, chat)
    place(actor.world, actor, chat, Member(account, "member"))


def restrict_bot(actor: Person, chat: Chat, allowed: Iterable[str]) -> None:
    _check_admin(actor, chat)
    if chat.type != "supergroup":
        raise NotPossible("Only a supergroup can restrict a member.")
    kept = frozenset(allowed)
    if unknown := kept - set(PERMISSIONS):
        raise NotPossible(f"There is no such permission: {', '.join(sorted(unknown))}.")
    place(actor.world, actor, chat, Member(actor.world.bot, "restricted", permissions=kept))


def remove(actor: Person, account: Account, chat: Chat) -> None:
    _check_admin(actor, chat)
    announce(actor.world, actor, chat, {"left_chat_member": account.json()})
    place(actor.world, actor, chat, Member(account, "kicked"))


def place(world: World, actor: Account, chat: Chat, member: Member, **how: Any) -> None:
    """Put someone into a new place in the chat and tell the bot what changed, and `how`."""
    account = member.account
    before = chat.members.get(account.id) or Member(account, "left")
    chat.members[account.id] = member
    chat.requests.pop(account.id, None)
    world.events.tell("member", chat_id=chat.id, person_id=account.id, status=member.status)
    change = {
        "chat": chat.json(),
        "from": actor.json(),
        "date": world.clock.unix(),
        "old_chat_member": before.json(chat.type),
        "new_chat_member": member.json(chat.type),
        **how,
    }
    if change["old_chat_member"] == change["new_chat_member"]:
        return
    if account.id == world.bot.id:
        world.updates.add("my_chat_member", change, chat.id)
    elif (own := chat.member(world.bot.id)) and own.is_admin:
        world.updates.add("chat_member", change, chat.id)


def close(actor: Person, chat: Chat) -> None:
    """The owner deletes a group for everyone."""
    member = chat.member(actor.id)
    if member is None or member.status != "creator":
        raise NotPossible(f"Only the owner can delete {chat.name}.")
    chat.deleted = True
    actor.world.events.tell("chat", chat_id=chat.id)


def upgrade(actor: Person, group: Chat) -> Chat:
    """The basic group closes, a supergroup opens; both say so in a service message."""
    _check_admin(actor, group)
    if group.type != "group" or group.migrated_to:
        raise NotPossible("Only a basic group can become a supergroup, and only once.")
    world = actor.world
    chat = world.add_group(group.title, owner=actor)
    chat.members = dict(group.members)
    chat.permissions = group.permissions or Permissions()
    say(world, actor, group, {"migrate_to_chat_id": chat.id})
    group.migrated_to = chat.id
    say(world, actor, chat, {"migrate_from_chat_id": group.id})
    return chat


def _set_blocked(person: Person, *, blocked: bool) -> None:
    if person.blocked == blocked:
        return
    world, chat = person.world, person.world.private_chat(person)
    person.blocked = blocked
    world.events.tell("person", person_id=person.id)
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    world.updates.add(
        "my_chat_member",
        {
            "chat": chat.json(),
            "from": person.json(),
            "date": world.clock.unix(),
            "old_chat_member": _bot_as(world, before),
            "new_chat_member": _bot_as(world, after),
        },
        chat.id,
    )


def _bot_as(world: World, status: str) -> dict[str, Any]:
    shape: dict[str, Any] = {"user": world.bot.json(), "status": status}
    return {**shape, "until_date": 0} if status == "kicked" else shape


def announce(world: World, actor: Account, chat: Chat, change: dict[str, Any]) -> None:
    """Groups show a line when someone comes or goes; channels do not."""
    if chat.type != "channel":
        say(world, actor, chat, change)


def say(world: World, actor: Account, chat: Chat, change: dict[str, Any]) -> Message:
    """A service message; the bot does not hear its own."""
    ((kind, value),) = change.items()
    message = world.put(chat, Content(kind, fields={"": value}), actor)
    world.tell("message", message)
    own = chat.member(world.bot.id)
    if own is not None and own.is_in and actor is not world.bot:
        world.updates.add("message", message.json(world.account), chat.id)
    return message


def _check_group(chat: Chat) -> None:
    if chat.is_private:
        raise NotPossible("A private chat has exactly two sides; take a group or a channel.")


def _check_in(actor: Person, chat: Chat) -> None:
    if not chat.holds(actor.id):
        raise NotPossible(f"{actor.name} is not in {chat.name}.")


def _check_admin(actor: Person, chat: Chat) -> None:
    member = chat.member(actor.id)
    if member is None or not member.is_admin:
        raise NotPossible(f"{actor.name} is no administrator of {chat.name}.")
