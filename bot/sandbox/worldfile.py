"""World files: people, chats, rights, settings and the time as JSON, for a play to begin with or to go on from.

The format is described in docs/sandbox.md. Messages and files are not part of it: a play's memory is the bot's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.rights import Member, Permissions
from bot.sandbox.world import World

FORMAT = 1
_BOT = ("first_name", "username", "reads_groups", "inline", "inline_feedback")
_PERSON = {"id", "name", "username", "about", "language", "started", "blocked", "deactivated", "is_bot"}
_CHAT = {"id", "type", "title", "username", "description", "signatures", "permissions", "members"}
_MEMBER = {"account", "status", "rights", "permissions", "title", "is_anonymous"}


def loaded(file: dict[str, Any], token: str, source: Callable[[], datetime] | None = None) -> World:
    """A new world. Raises ValueError naming what does not fit."""
    _check_fields(file, {"format", "clock", "bot", "people", "chats", "last_message_ids"}, "the world file")
    if file.get("format", FORMAT) != FORMAT:
        raise ValueError(f"This world file has format {file['format']}; this sandbox reads format {FORMAT}.")
    world = World(token, source)
    for field, value in file.get("bot", {}).items():
        if field not in _BOT:
            raise ValueError(f"The bot has no “{field}” in a world file; it has {', '.join(_BOT)}.")
        setattr(world.bot, field, value)
    for person in file.get("people", []):
        _add_person(world, person)
    for chat in file.get("chats", []):
        _add_chat(world, chat)
    _number_on(world, file.get("last_message_ids", {}))
    if "clock" in file:
        world.clock.set(datetime.fromisoformat(file["clock"]))
    return world


def saved(world: World) -> dict[str, Any]:
    """The world as a file that `loaded` reads back."""
    groups = [chat for chat in world.chats.values() if not chat.is_private]
    return {
        "format": FORMAT,
        "clock": world.clock.now().isoformat(),
        "bot": {field: getattr(world.bot, field) for field in _BOT},
        "people": [_person(person) for person in world.people.values()],
        "chats": [_chat(chat, world) for chat in groups],
        "last_message_ids": {"private": world.last_private_message_id}
        | {str(chat.id): chat.last_message_id for chat in groups if not chat.shares_counter},
    }


def _add_person(world: World, file: dict[str, Any]) -> None:
    _check_fields(file, _PERSON, "a person")
    if not file.get("name"):
        raise ValueError("Every person in a world file needs a name.")
    person = world.add_person(
        file["name"], file.get("username", ""), person_id=file.get("id", 0), is_bot=file.get("is_bot", False)
    )
    for field in ("about", "language", "started", "blocked", "deactivated"):
        if field in file:
            setattr(person, field, file[field])


def _add_chat(world: World, file: dict[str, Any]) -> None:
    _check_fields(file, _CHAT, "a chat")
    kind, members = file.get("type", "supergroup"), file.get("members", [])
    owner = next((m for m in members if m.get("status") == "creator"), None)
    if kind not in {"group", "supergroup", "channel"} or not file.get("title") or owner is None:
        raise ValueError(
            "Every chat in a world file needs a title, a type (group, supergroup or channel) and a "
            "member whose status is creator."
        )
    person, number, username = _account(world, owner["account"]), file.get("id", 0), file.get("username", "")
    if not isinstance(person, Person):
        raise ValueError("The bot cannot own a chat; make a person its creator.")
    if kind == "channel":
        chat = world.add_channel(file["title"], username, owner=person, chat_id=number)
    else:
        chat = world.add_group(file["title"], owner=person, kind=kind, username=username, chat_id=number)
    chat.description, chat.signatures = file.get("description", ""), file.get("signatures", False)
    if "permissions" in file:
        chat.permissions = Permissions(frozenset(file["permissions"]))
    for member in members:
        _check_fields(member, _MEMBER, "a member")
        account = _account(world, member["account"])
        chat.members[account.id] = Member(
            account,
            member.get("status", "member"),
            frozenset(member.get("rights", ())),
            frozenset(member.get("permissions", ())),
            member.get("is_anonymous", False),
            member.get("title", ""),
        )


def _account(world: World, key: int | str) -> Any:
    """`bot`, a person's id, `@username` or name."""
    return world.bot if key in {"bot", world.bot.id} else world.person(key)


def _number_on(world: World, last: dict[str, int]) -> None:
    world.last_private_message_id = last.get("private", 0)
    for chat in world.chats.values():
        chat.last_message_id = last.get(str(chat.id), 0)


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "username": person.username,
        "about": person.about,
        "language": person.language,
        "started": person.started,
        "blocked": person.blocked,
        "deactivated": person.deactivated,
        "is_bot": person.is_bot,
    }


def _chat(chat: Chat, world: World) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "username": chat.username,
        "description": chat.description,
        "signatures": chat.signatures,
        "members": [_member(member, world) for member in chat.members.values()],
    }
    return shape if chat.permissions is None else {**shape, "permissions": sorted(chat.permissions.allowed)}


def _member(member: Member, world: World) -> dict[str, Any]:
    return {
        "account": "bot" if member.account.id == world.bot.id else member.account.id,
        "status": member.status,
        "rights": sorted(member.rights),
        "permissions": sorted(member.permissions),
        "title": member.title,
        "is_anonymous": member.is_anonymous,
    }


def _check_fields(file: dict[str, Any], known: set[str], what: str) -> None:
    if unknown := set(file) - known:
        raise ValueError(
            f"Unknown in {what}: {', '.join(sorted(unknown))}. Known: {', '.join(sorted(known))}."
        )
