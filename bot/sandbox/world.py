"""The world behind the server: one bot, its people, chats, files, clock and updates, and who may be found how.

It keeps and finds; people's verbs are in people.py, the bot's in methods/. It knows no HTTP.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Literal, TypeVar

from bot.sandbox.accounts import Account, Bot
from bot.sandbox.chats import Chat
from bot.sandbox.clock import Clock
from bot.sandbox.events import Events
from bot.sandbox.files import Files
from bot.sandbox.inline import Queries
from bot.sandbox.messages import Content, Message
from bot.sandbox.people import NotPossible, Person
from bot.sandbox.pressing import Presses
from bot.sandbox.rights import Member, Permissions
from bot.sandbox.updates import Updates

DEFAULT_TOKEN = "7000000001:sandbox-token-known-to-everyone-000"  # noqa: S105 - it opens nothing but this toy
FIRST_PERSON = 5_000_000_001  # above 32 bits, as real ones are
FIRST_GROUP = -4_000_000_001
FIRST_CHANNEL = -1_002_000_000_001
Found = TypeVar("Found")


class World:
    """Empty but for the bot. The bot's id is the part of `token` before the colon."""

    def __init__(self, token: str = DEFAULT_TOKEN, source: Callable[[], datetime] | None = None) -> None:
        number, _, secret = token.partition(":")
        if not number.isdigit() or not secret:
            raise ValueError("The token must look like 7000000001:letters, as BotFather gives them.")
        self.id = secrets.token_hex(4)  # tells this world from the one before, for a page that outlives both
        self.clock = Clock(source)
        self.events = Events()
        self.clock.moved = lambda: self.events.tell("clock", now=self.clock.now().isoformat())
        self.files = Files()
        self.updates = Updates(self.clock)
        self.presses = Presses()
        self.queries = Queries()
        self.bot = Bot(int(number), "Newsdesk", username="newsdesk_bot", is_bot=True, token=token)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.last_private_message_id = 0
        self._usernames: dict[str, int] = {}
        self._next = {"person": FIRST_PERSON, "group": FIRST_GROUP, "channel": FIRST_CHANNEL}

    # --- furnishing -----------------------------------------------------------------------------------------

    def add_person(
        self, name: str, username: str = "", *, person_id: int = 0, is_bot: bool = False
    ) -> Person:
        """Someone new with a private chat to the bot, which they have not started yet."""
        first, _, last = name.partition(" ")
        person = Person(person_id or self._number("person", 1), first, last, username, is_bot, world=self)
        self._claim(username, person.id)
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id, "private", username=username, person=person)
        self.events.tell("person", person_id=person.id)
        return person

    def add_channel(self, title: str, username: str = "", *, owner: Person, chat_id: int = 0) -> Chat:
        """A channel; public when it has a username."""
        chat = Chat(chat_id or self._number("channel", -1), "channel", title, username)
        return self._open(chat, owner)

    def add_group(
        self,
        title: str,
        *,
        owner: Person,
        kind: Literal["group", "supergroup"] = "supergroup",
        username: str = "",
        chat_id: int = 0,
    ) -> Chat:
        """A group. Only supergroups can have a username; the default kind is what Telegram makes nowadays."""
        if username and kind == "group":
            raise NotPossible("A basic group has no username; make it a supergroup.")
        number = chat_id or self._number("group" if kind == "group" else "channel", -1)
        return self._open(Chat(number, kind, title, username, permissions=Permissions()), owner)

    def _open(self, chat: Chat, owner: Person) -> Chat:
        self._claim(chat.username, chat.id)
        chat.members[owner.id] = Member(owner, "creator")
        self.chats[chat.id] = chat
        self.events.tell("chat", chat_id=chat.id)
        return chat

    def _claim(self, username: str, owner_id: int) -> None:
        if not username:
            return
        taken = self._usernames.setdefault(username.lower(), owner_id)
        if taken != owner_id:
            raise NotPossible(f"@{username} is taken by {self.chats[taken].name}; choose another username.")

    def _number(self, kind: str, step: int) -> int:
        while self._next[kind] in self.chats:
            self._next[kind] += step
        return self._next[kind]

    # --- finding --------------------------------------------------------------------------------------------

    def private_chat(self, person: Person) -> Chat:
        return self.chats[person.id]

    def find(self, key: int | str) -> Chat | None:
        """A chat by id, by `"-100…"` or by `"@username"` in any case."""
        if isinstance(key, str) and key.startswith("@"):
            return self.chats.get(self._usernames.get(key[1:].lower(), 0))
        try:
            return self.chats.get(int(key))
        except ValueError:
            return None

    def person(self, key: int | str) -> Person:
        """By id, `"@username"` or full name. Raises NotPossible."""
        for person in self.people.values():
            if key in {person.id, f"@{person.username}", person.name}:
                return person
        raise NotPossible(f"Nobody here is {key!r}; add them with add_person first.")

    def account(self, account_id: int) -> Account | None:
        """Anyone a message can mention."""
        return self.bot if account_id == self.bot.id else self.people.get(account_id)

    def has_met(self, person: Person) -> bool:
        """Whether the bot has come across this account: it spoke with it, or both are or were in one chat."""
        return person.started or any(
            person.id in chat.members and self.bot.id in chat.members for chat in self.chats.values()
        )

    # --- messages -------------------------------------------------------------------------------------------

    def put(self, chat: Chat, content: Content, author: Account | None) -> Message:
        """Number a new message and keep it in its chat; the caller completes it and then tells."""
        if chat.shares_counter:
            self.last_private_message_id += 1
            number = self.last_private_message_id
        else:
            number = chat.last_message_id + 1
        chat.last_message_id = number
        message = Message(chat, number, self.clock.unix(), content, author)
        chat.messages[number] = message
        return message

    def tell(self, kind: str, message: Message) -> None:
        """Let listeners know that something became of a message."""
        self.events.tell(kind, chat_id=message.chat.id, message_id=message.id)

    def forget(self, message: Message) -> None:
        """Take a message away from everyone."""
        message.chat.messages.pop(message.id, None)
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
        message.deleted = True
        self.tell("deleted", message)

    async def until(self, predicate: Callable[[], Found | None], within: float = 5.0) -> Found:
        """See Events.until."""
        return await self.events.until(predicate, within)
