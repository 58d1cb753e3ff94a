"""One call to the Bot API on its way through: its parameters, and the rooms its method may use.

Also the register in which methods write themselves down.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad
from bot.sandbox.messages import Message
from bot.sandbox.schema import Upload

if TYPE_CHECKING:
    from bot.sandbox.limits import Flood
    from bot.sandbox.polling import Polling
    from bot.sandbox.webhook import Webhook
    from bot.sandbox.world import World


@dataclass(slots=True)
class Rooms:
    """What methods work with besides the world."""

    world: World
    flood: Flood
    polling: Polling
    webhook: Webhook


@dataclass(slots=True)
class Call:
    """`params` are checked and in their own types; `accepted` collects the ids of messages the call made."""

    rooms: Rooms
    method: str
    params: dict[str, Any]
    files: dict[str, Upload]
    accepted: list[int] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.rooms.world

    def get(self, name: str, otherwise: Any = None) -> Any:
        return self.params.get(name, otherwise)

    def chat(self, field_name: str = "chat_id") -> Chat:
        """The chat named by a field. Raises Refused."""
        key = self.params.get(field_name)
        if key is None or key == "":
            raise bad(f"{field_name} is empty")
        return self.known_chat(key)

    def known_chat(self, key: int | str) -> Chat:
        """The chat with this id or @name. Raises Refused."""
        chat = self.world.find(key)
        if chat is None or not self._knows(chat, by_name=isinstance(key, str)):
            raise bad("chat not found")
        return chat

    def _knows(self, chat: Chat, *, by_name: bool) -> bool:
        """A closed chat the bot was never in does not exist for it, nor does a person it never met.

        By @name only supergroups and channels are found (Client.cpp, TdOnCheckChatCallback's only_supergroup).
        """
        if chat.person is None:
            return bool(chat.username) or self.world.bot.id in chat.members
        return not by_name and self.world.has_met(chat.person)

    def message(self, chat: Chat, missing: str, field_name: str = "message_id") -> Message:
        """The message named by a field. Raises Refused with `missing` as its description."""
        number = self.params.get(field_name)
        if number is None:
            raise bad("message identifier is not specified")
        message = chat.messages.get(number)
        if message is None:
            raise bad(missing)
        return message

    def upload(self, value: Upload | str) -> Upload | None:
        """The file a value stands for when it came with the call; None for an id or an address."""
        if isinstance(value, Upload):
            return value
        return self.files.get(value.removeprefix("attach://")) if value.startswith("attach://") else None


Result = Any | Awaitable[Any]
Method = Callable[[Call], Result]
PLAYED: dict[str, Method] = {}


def plays(*names: str) -> Callable[[Method], Method]:
    """Register a function as the way the sandbox plays these methods."""

    def register(method: Method) -> Method:
        PLAYED.update(dict.fromkeys(names, method))
        return method

    return register
