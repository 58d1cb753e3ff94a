"""People at their phones: they write, send, edit and press, and see what their chat shows.

Each waits for what it expects, at most a few seconds, and says on failure what was there instead.
"""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.independent.calls import member_as_admin
from tests.independent.formatting import units
from tests.independent.refusing import Json
from tests.independent.world import BOT, Person, Place, Telegram, now

PATIENCE = 20.0


async def until(
    found: Callable[[], Any], seconds: float = PATIENCE, words: Callable[[], str] = lambda: ""
) -> Any:
    """Wait until `found()` is true, and return it; AssertionError with `words()` when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        await asyncio.sleep(0.03)
    raise AssertionError(f"waited {seconds} s in vain; {words()}")


def words_of(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def labels_of(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


@dataclass
class Chatter:
    """One person in the private chat with the bot."""

    world: Telegram
    person: Person

    @property
    def id(self) -> int:
        return self.person.id

    def screen(self) -> str:
        """Return the chat as text, for a look or a failure."""
        lines = []
        for message in self.world.in_chat(self.id):
            who = "bot" if message["from"]["id"] == BOT["id"] else self.person.first_name
            kind = "[photo] " if "photo" in message else ""
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            buttons = " / ".join(" | ".join(button["text"] for button in row) for row in rows)
            lines.append(
                f"#{message['message_id']} {who}: {kind}{words_of(message)}"
                + (f"\n   [{buttons}]" if rows else "")
            )
        return "\n".join(lines)

    def shown(self, text: str) -> list[Json]:
        """Return the bot's messages that contain a text, oldest first."""
        return [
            message
            for message in self.world.in_chat(self.id)
            if text in words_of(message) and message["from"]["id"] == BOT["id"]
        ]

    async def sees(self, text: str, times: int = 1, seconds: float = PATIENCE) -> Json:
        """Wait for a message of the bot that contains `text`; return the newest."""
        wanted = lambda: len(self.shown(text)) >= times  # noqa: E731 - one line read where it is used
        await until(
            wanted, seconds, lambda: f"no {text!r} in the chat of {self.person.first_name}:\n{self.screen()}"
        )
        return self.shown(text)[-1]

    async def starts(self, payload: str = "") -> int:
        self.person.started, self.person.blocked = True, False
        return await self.says(f"/start {payload}".strip())

    async def says(self, text: str, entities: list[Json] | None = None, **more: Any) -> int:
        """Write a text. Commands carry their entity as the real clients give it."""
        found = list(entities or [])
        if text.startswith("/"):
            found.insert(0, {"type": "bot_command", "offset": 0, "length": units(text.split(maxsplit=1)[0])})
        return self._send({"text": text, **({"entities": found} if found else {}), **more})

    async def sends_photo(self, octets: bytes, caption: str = "", entities: list[Json] | None = None) -> int:
        content: Json = {"photo": self.world.photo_sizes(octets), "has_media_spoiler": False}
        if caption:
            content |= {"caption": caption, "caption_entities": entities or []}
        return self._send(content)

    async def sends_file(self, octets: bytes, name: str, mime: str = "", caption: str = "") -> int:
        kept = self.world.keep_file(octets, "document", f".{name.rpartition('.')[2]}")
        document: Json = {"file_id": kept.id, "file_unique_id": kept.id[-12:], "file_size": len(octets)}
        document |= {"file_name": name, **({"mime_type": mime} if mime else {})}
        return self._send({"document": document, **({"caption": caption} if caption else {})})

    def _send(self, content: Json) -> int:
        chat = self.person.as_chat()
        message_id = self.world.next_id(self.id)
        message: Json = {"message_id": message_id, "from": self.person.as_user(), "chat": chat, "date": now()}
        message |= {**content, "sender_mood": {"unheard_of": True}}
        self.world.messages[self.id, message_id] = message
        self.world.push("message", message)
        return message_id

    async def edits(self, message_id: int, text: str, entities: list[Json] | None = None) -> None:
        message = self.world.messages[self.id, message_id]
        name = "text" if "text" in message else "caption"
        changed = {**message, name: text, "edit_date": now()}
        changed["entities" if name == "text" else "caption_entities"] = entities or []
        self.world.messages[self.id, message_id] = changed
        self.world.push("edited_message", changed)

    def button(self, label: str) -> tuple[Json, Json] | None:
        """Return the newest button of that label, and its message."""
        for message in reversed(self.world.in_chat(self.id)):
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            found = [one for row in rows for one in row if one["text"] == label]
            if found:
                return message, found[0]
        return None

    async def presses(self, label: str) -> Json:
        """Press the newest button of that label; return what the bot answered to the press."""
        await until(lambda: self.button(label), words=lambda: f"no button {label!r}:\n{self.screen()}")
        found = self.button(label)
        assert found
        return await self.presses_this(found[0], found[1]["callback_data"])

    async def presses_this(self, message: Json, data: str, seconds: float = PATIENCE) -> Json:
        name = self.press(message, data)
        await until(
            lambda: name in self.world.answered, seconds, lambda: f"no answer to {data}:\n{self.screen()}"
        )
        return self.world.answered[name]

    def press(self, message: Json, data: str) -> str:
        """Press without waiting; the button's message may be any, also one nobody can reach any more."""
        name = str(random.getrandbits(62))
        query = {
            "id": name,
            "from": self.person.as_user(),
            "message": message,
            "chat_instance": "-77",
            "data": data,
        }
        self.world.callbacks[name] = {"at": time.monotonic()}
        self.world.push("callback_query", query)
        return name

    def blocks(self) -> None:
        self.person.blocked = True
        was, is_ = {"user": BOT, "status": "member"}, {"user": BOT, "status": "kicked", "until_date": 0}
        self._membership(was, is_)

    def _membership(self, was: Json, is_: Json) -> None:
        update = {"chat": self.person.as_chat(), "from": self.person.as_user(), "date": now()}
        self.world.push("my_chat_member", {**update, "old_chat_member": was, "new_chat_member": is_})

    def makes_admin(self, place: Place) -> None:
        """Add the bot to a channel as an administrator."""
        was, place.status = place.status, "administrator"
        update: Json = {"chat": place.as_chat(), "from": self.person.as_user(), "date": now()}
        update["old_chat_member"] = {"user": BOT, "status": was}
        update["new_chat_member"] = member_as_admin()
        self.world.push("my_chat_member", update)


def meet(world: Telegram, first_name: str, last_name: str = "", username: str = "") -> Chatter:
    """Let somebody new into the world."""
    person = Person(random.randint(5_000_000_000, 7_000_000_000), first_name, last_name, username)
    world.people[person.id] = person
    return Chatter(world, person)


def follow_unseen(world: Telegram, count: int) -> list[Chatter]:
    """Let in as many readers as wanted, who have all begun to talk with the bot."""
    readers = [meet(world, f"Reader {number}") for number in range(count)]
    for reader in readers:
        reader.person.started = True
    return readers
