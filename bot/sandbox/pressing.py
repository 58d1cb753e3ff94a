"""Buttons pressed by people, and the bot's answers to them.

A press is answered once and within 150 seconds; its data need not be on any button, as the Bot API warns.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.refusals import NotPossible
from bot.sandbox.updates import QUERY_SECONDS

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.messages import Message
    from bot.sandbox.people import Person
    from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person got to see: a toast, or an alert to be closed; `url` opens something."""

    text: str = ""
    alert: bool = False
    url: str = ""
    cache_time: int = 0


@dataclass(slots=True, eq=False)
class Press:
    """One press of one button; `answered` stays None until the bot answers."""

    id: str
    person: Person
    message: Message
    data: str
    expires: int
    answered: Answer | None = None

    async def answer(self, within: float = 5.0) -> Answer:
        """Wait for the bot's answer. Raises TimeoutError after `within` real seconds."""
        return await self.person.world.until(lambda: self.answered, within)


@dataclass(slots=True)
class Presses:
    """All presses by id; their numbers are those of inline queries too."""

    by_id: dict[str, Press] = field(default_factory=dict)
    count: int = 0

    def number(self) -> str:
        self.count += 1
        return str(4_382_000_000_000_000_000 + self.count)


def press(person: Person, message: Message, button: str | int | None, data: str | None) -> Press:
    if not message.chat.holds(person.id) and not message.chat.is_open:
        raise NotPossible(f"{person.name} cannot see that message.")
    if person.deactivated or (message.chat.is_private and person.blocked):
        raise NotPossible(f"{person.name} cannot press anything: the bot is blocked or the account is gone.")
    world = person.world
    chosen = data if data is not None else _data_of(message, button)
    made = Press(world.presses.number(), person, message, chosen, world.clock.unix() + QUERY_SECONDS)
    world.presses.by_id[made.id] = made
    payload = {
        "id": made.id,
        "from": person.json(),
        **_shown(world, message),
        "data": chosen,
        "chat_instance": chat_instance(message.chat),
    }
    world.events.tell(
        "press", press_id=made.id, chat_id=message.chat.id, message_id=message.id, person_id=person.id
    )
    world.updates.add("callback_query", payload, message.chat.id)
    return made


def chat_instance(chat: Chat) -> str:
    return str(int.from_bytes(hashlib.sha256(str(chat.id).encode()).digest()[:7], "big"))


def _shown(world: World, message: Message) -> dict[str, Any]:
    """The message as a callback query shows it; one that is gone has date 0, one sent inline only its id."""
    if message.inline_id:
        return {"inline_message_id": message.inline_id}
    if message.deleted:
        return {"message": {"chat": message.chat.json(), "message_id": message.id, "date": 0}}
    return {"message": message.json(world.account)}


def _data_of(message: Message, button: str | int | None) -> str:
    buttons = [b for row in message.rows for b in row]
    if not buttons:
        raise NotPossible(f"There is no button under “{message.words[:60]}”.")
    found = _at(buttons, button) if isinstance(button, int) or button is None else _labelled(buttons, button)
    if "callback_data" not in found:
        kind = next(
            (k for k in ("url", "copy_text", "web_app", "switch_inline_query") if k in found), "another kind"
        )
        raise NotPossible(
            f"“{found['text']}” is a button of {kind}, which tells the bot nothing: {found.get(kind, '')}"
        )
    return str(found["callback_data"])


def _at(buttons: list[dict[str, Any]], index: int | None) -> dict[str, Any]:
    if index is None and len(buttons) == 1:
        return buttons[0]
    if index is None or not -len(buttons) <= index < len(buttons):
        raise NotPossible(f"Say which of the {len(buttons)} buttons: {_labels(buttons)}.")
    return buttons[index]


def _labelled(buttons: list[dict[str, Any]], label: str) -> dict[str, Any]:
    exact = [b for b in buttons if b["text"] == label]
    near = exact or [b for b in buttons if label.casefold() in b["text"].casefold()]
    if len(near) != 1:
        raise NotPossible(
            f"There is {'no' if not near else 'more than one'} button “{label}” among {_labels(buttons)}."
        )
    return near[0]


def _labels(buttons: list[dict[str, Any]]) -> str:
    return ", ".join(f"“{button['text']}”" for button in buttons)
