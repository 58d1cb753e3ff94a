"""How a person's message comes into a chat, is changed and goes, and whether the bot hears of it.

Knows people, chats and the queue of updates; nothing of HTTP or of the bot's own sends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from bot.sandbox.accounts import ANONYMOUS_ADMIN, CHANNEL_IDENTITY, TELEGRAM, Account, special_account
from bot.sandbox.errors import Refused
from bot.sandbox.formatting.entities import Words
from bot.sandbox.formatting.reading import read
from bot.sandbox.messages import Content, Message
from bot.sandbox.refusals import NotPossible
from bot.sandbox.rights import may_send, sending_right

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Person
    from bot.sandbox.world import World

_COMMAND = re.compile(r"/\w+(?:@(\w+))?(?:\s|$)")


class Manner(TypedDict, total=False):
    """In what way something is sent.

    `identity`: in one's own name, as an anonymous administrator, as a channel, or as Telegram's automatic copy of
    a channel's post into its discussion group; the latter two need `channel`.
    """

    formatting: str
    reply_to: Message
    identity: Literal["self", "anonymous", "channel", "telegram"]
    channel: Chat
    via_bot: str
    album: str
    origin: dict[str, Any]
    markup: dict[str, Any] | None
    inline_id: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send; `kind` is `document` or `photo`."""

    name: str
    content: bytes
    mime: str = ""
    caption: str = ""
    kind: Literal["document", "photo"] = "document"


def photo(content: bytes, caption: str = "") -> Attachment:
    return Attachment("", content, "", caption, "photo")


def write(person: Person, chat: Chat, text: str, manner: Manner) -> Message:
    words = _words(text, manner.get("formatting", ""), 4096)
    if not words.text:
        raise NotPossible("There is nothing to send: the text is empty.")
    return post(person, chat, Content("text", words), manner)


def attach(person: Person, chat: Chat, attachment: Attachment, manner: Manner) -> Message:
    return post(person, chat, _content(person.world, attachment, manner), manner)


def album(person: Person, chat: Chat, items: list[Attachment], manner: Manner) -> list[Message]:
    if not 2 <= len(items) <= 10:
        raise NotPossible("An album has two to ten items.")
    contents = [_content(person.world, item, manner) for item in items]
    number = str(13_000_000_000_000_000 + person.world.updates.next_id)
    return [post(person, chat, content, {**manner, "album": number}) for content in contents]


def forward(person: Person, chat: Chat, message: Message, *, hidden: bool) -> Message:
    return post(person, chat, message.content, {"origin": origin_of(message, hidden=hidden)})


def post(person: Person, chat: Chat, content: Content, manner: Manner) -> Message:
    """Put it into the chat and let the bot hear it if it may."""
    _check_may_post(person, chat, content.kind)
    message = person.world.put(chat, content, person)
    _take_identity(message, manner)
    message.reply_to = manner.get("reply_to")
    message.album = manner.get("album", "")
    message.origin = manner.get("origin") or message.origin
    message.markup, message.inline_id = manner.get("markup"), manner.get("inline_id", "")
    if "via_bot" in manner:
        message.marks["via_bot"] = _named_bot(person.world, manner["via_bot"]).json()
    if chat.is_private:
        person.started = True
    person.seen[chat.id] = message.id
    person.world.tell("message", message)
    hear(person.world, message, "channel_post" if chat.type == "channel" else "message")
    return message


def edit(person: Person, message: Message, text: str, formatting: str) -> None:
    _check_own(person, message, "can_edit_messages")
    content = message.content
    words = _words(text, formatting, 4096 if content.is_text else 1024)
    message.content = Content(content.kind, words, content.files, content.fields, content.beside)
    message.edited = person.world.clock.unix()
    person.world.tell("edited", message)
    hear(person.world, message, "edited_channel_post" if message.chat.type == "channel" else "edited_message")


def delete(person: Person, message: Message) -> None:
    if not message.chat.is_private:
        _check_own(person, message, "can_delete_messages")
    person.world.forget(message)


def hear(world: World, message: Message, kind: str) -> None:
    """Queue an update about the message if the bot is there and its privacy lets it see it."""
    if _hears(world, message):
        world.updates.add(kind, message.json(world.account), message.chat.id)


def origin_of(message: Message, *, hidden: bool = False) -> dict[str, Any]:
    """The Bot API's MessageOrigin of a copy of this message."""
    if message.origin is not None:
        return message.origin
    if message.chat.type == "channel":
        origin = {
            "type": "channel",
            "date": message.date,
            "chat": message.chat.json(),
            "message_id": message.id,
        }
        return origin | ({"author_signature": message.signature} if message.signature else {})
    if message.sender_chat is not None:
        return {"type": "chat", "date": message.date, "sender_chat": message.sender_chat.json()}
    author = message.author or special_account(TELEGRAM)
    if hidden:
        return {"type": "hidden_user", "date": message.date, "sender_user_name": author.name}
    return {"type": "user", "date": message.date, "sender_user": author.json()}


def _words(text: str, formatting: str, most: int) -> Words:
    try:
        words = read(text, formatting)
    except Refused as refused:
        raise NotPossible(refused.description) from refused
    if len(words.text) > most:
        raise NotPossible(f"That is {len(words.text)} characters and a person can send {most}; split it.")
    return words


def _content(world: World, attachment: Attachment, manner: Manner) -> Content:
    words = _words(attachment.caption, manner.get("formatting", ""), 1024)
    try:
        if attachment.kind == "photo":
            return Content("photo", words, world.files.add_photo(attachment.content))
        file = world.files.add(attachment.content, "document", attachment.name, attachment.mime)
    except Refused as refused:
        raise NotPossible(refused.description) from refused
    return Content("document", words, (file,))


def _check_may_post(person: Person, chat: Chat, kind: str) -> None:
    if person.deactivated:
        raise NotPossible(f"{person.first_name} has deleted their account.")
    if chat.deleted or chat.migrated_to:
        raise NotPossible(f"{chat.name} is closed.")
    if chat.is_private:
        _check_private(person, chat)
        return
    member = chat.member(person.id)
    if member is None or not member.is_in:
        raise NotPossible(f"{person.name} is not in {chat.name}; let them join first.")
    if chat.type == "channel" and not member.may("can_post_messages"):
        raise NotPossible(f"{person.name} may not post in {chat.name}; promote them first.")
    if chat.type != "channel" and not member.is_admin and not may_send(chat.permissions, member, kind):
        raise NotPossible(f"{chat.name} does not let {person.name} send {sending_right(kind)[1]}.")


def _check_private(person: Person, chat: Chat) -> None:
    if chat.person is not person:
        raise NotPossible(f"That is {chat.name}'s private chat, not {person.name}'s.")
    if person.blocked:
        raise NotPossible(f"{person.name} has blocked the bot; unblock it first.")


def _check_own(person: Person, message: Message, right: str) -> None:
    member = message.chat.member(person.id)
    if message.deleted:
        raise NotPossible("That message is deleted.")
    if message.author is not person and not (member and member.may(right) and message.chat.type != "private"):
        raise NotPossible(f"That message is not {person.name}'s.")


def _take_identity(message: Message, manner: Manner) -> None:
    identity, chat = manner.get("identity", "self"), message.chat
    if chat.type == "channel":
        message.sender_chat = chat
        message.signature = message.author.name if chat.signatures and message.author else ""
    elif identity == "anonymous":
        message.author, message.sender_chat = special_account(ANONYMOUS_ADMIN), chat
    elif identity in {"channel", "telegram"}:
        channel = manner.get("channel")
        if channel is None:
            raise NotPossible("Say which channel speaks: channel=…")
        stand_in = CHANNEL_IDENTITY if identity == "channel" else TELEGRAM
        message.author, message.sender_chat = special_account(stand_in), channel
        if identity == "telegram":
            message.marks["is_automatic_forward"] = True
            message.origin = {
                "type": "channel",
                "date": message.date,
                "chat": channel.json(),
                "message_id": max(1, channel.last_message_id),
            }


def _named_bot(world: World, username: str) -> Account:
    if username == world.bot.username:
        return world.bot
    return Account(800_000_001, username, "", username, is_bot=True)


def _hears(world: World, message: Message) -> bool:
    chat = message.chat
    if chat.is_private:
        return True
    member = chat.member(world.bot.id)
    if member is None or not member.is_in:
        return False
    if chat.type == "channel":
        return member.is_admin
    return member.is_admin or world.bot.reads_groups or _is_meant(world, message)


def _is_meant(world: World, message: Message) -> bool:
    """What privacy mode lets through: commands, answers to the bot, things sent via it, service messages."""
    if message.reply_to is not None and message.reply_to.author is world.bot:
        return True
    if message.marks.get("via_bot", {}).get("id") == world.bot.id or "service" in message.content.beside:
        return True
    command = _COMMAND.match(message.words)
    return (
        command is not None and (command.group(1) or world.bot.username).lower() == world.bot.username.lower()
    )
