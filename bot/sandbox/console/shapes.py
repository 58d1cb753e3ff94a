"""How the console shows people, chats and messages; fields beside Telegram's own are for a page to draw with."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from bot.sandbox.reacting import counted

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.inline import Offer
    from bot.sandbox.messages import Message
    from bot.sandbox.people import Person
    from bot.sandbox.sandbox import Sandbox
    from bot.sandbox.world import World


def person_json(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "username": person.username,
        "about": person.about,
        "unread": _unread(person.world.private_chat(person), person),
        "is_bot": person.is_bot,
        "started": person.started,
        "blocked": person.blocked,
        "deactivated": person.deactivated,
    }


def chat_json(chat: Chat, person: Person) -> dict[str, Any]:
    """A chat in one person's list. A private one bears the bot's name, as in an app."""
    world = person.world
    last = next(reversed(chat.messages.values()), None)
    own = chat.member(person.id)
    bot = chat.member(world.bot.id)
    return {
        "id": chat.id,
        "type": chat.type,
        "title": world.bot.name if chat.is_private else chat.title,
        "username": world.bot.username if chat.is_private else chat.username,
        "description": chat.description,
        "member_count": 2 if chat.is_private else sum(m.is_in for m in chat.members.values()),
        "joined": chat.holds(person.id),
        "status": own.status if own else "left",
        "may_write": _may_write(chat, person),
        "bot_status": "member" if chat.is_private else bot.status if bot else "left",
        "bot_rights": sorted(bot.rights) if bot else [],
        "unread": _unread(chat, person),
        "last": None
        if last is None
        else {"id": last.id, "date": last.date, "text": last.words[:120], "kind": last.content.kind},
        "pinned": chat.pinned,
        "keyboard": chat.keyboard,
        "migrated_to": chat.migrated_to,
    }


def message_json(message: Message, person: Person) -> dict[str, Any]:
    """Telegram's Message under `telegram`, and what a page draws beside it."""
    world = person.world
    speaker = (
        message.sender_chat.title if message.sender_chat else message.author.name if message.author else ""
    )
    return {
        "id": message.id,
        "chat_id": message.chat.id,
        "date": message.date,
        "edited": message.edited,
        "kind": message.content.kind,
        "speaker": speaker,
        "own": message.author is person,
        "from_bot": message.author is world.bot,
        "text": message.words,
        "entities": _entities(message, world),
        "buttons": message.rows,
        "album": message.album,
        "signature": message.signature,
        "reply_to": message.reply_to.id if message.reply_to and not message.reply_to.deleted else None,
        "reactions": counted(message),
        "files": [_file(f) for f in message.content.files[-1:]],
        "link": message.link,
        "telegram": message.json(world.account),
    }


def offer_json(offer: Offer) -> dict[str, Any]:
    """One thing offered inline. `sendable` is false for what would have to be fetched from the Internet."""
    return {
        "id": offer.id,
        "title": offer.title,
        "description": offer.description,
        "sendable": offer.content is not None,
    }


def state_json(sandbox: Sandbox, person: Person | None) -> dict[str, Any]:
    world = sandbox.world
    chats = [chat_json(chat, person) for chat in person.chats()] if person else []
    bot = world.bot
    return {
        "world": world.id,
        "now": world.clock.now().isoformat(),
        "bot": bot.json()
        | {
            "token": bot.token,
            "commands": list(bot.commands.values())[:1],
            "all_commands": bot.commands,
            "description": bot.descriptions.get("", ""),
            "reads_groups": bot.reads_groups,
            "inline": bot.inline,
            "inline_feedback": bot.inline_feedback,
        },
        "people": [person_json(p) for p in world.people.values()],
        "chats": sorted(chats, key=lambda c: -(c["last"] or {"date": 0})["date"]),
        "as": person.id if person else None,
        "pending_updates": len(world.updates.pending()),
        "webhook": sandbox.api.rooms.webhook.url,
        "mailbox": {"port": sandbox.mailbox.port, "count": len(sandbox.mailbox.mails)},
        "links": {"bot": f"https://t.me/{bot.username}", **sandbox.links},
        "faults": [fault.json() for fault in sandbox.faults.all],
        "calls": sandbox.journal.total,
        "begins_anew": sandbox.begin_anew is not None,
    }


def _unread(chat: Chat, person: Person) -> int:
    """Newest first, so that a long chat costs no more than what is new in it."""
    seen = person.seen.get(chat.id, 0)
    newer = takewhile(lambda message: message.id > seen, reversed(chat.messages.values()))
    return sum(message.author is not person for message in newer)


def _may_write(chat: Chat, person: Person) -> bool:
    if chat.is_private:
        return not person.blocked and not person.deactivated
    member = chat.member(person.id)
    if member is None or not member.is_in or chat.migrated_to:
        return False
    return chat.type != "channel" or member.may("can_post_messages")


def _entities(message: Message, world: World) -> list[dict[str, Any]]:
    shape = message.flat_json(world.account)
    found: list[dict[str, Any]] = shape.get("entities") or shape.get("caption_entities") or []
    return found


def _file(file: Any) -> dict[str, Any]:
    return {
        "id": file.file_id,
        "url": f"/console/files/{file.file_id}",
        "name": file.name,
        "mime": file.mime,
        "size": file.size,
        "width": file.width,
        "height": file.height,
    }
