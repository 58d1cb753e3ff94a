"""What a console request names — a person, a chat, a message — found in the world, or a sentence why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import Request

from bot.sandbox.refusals import NotPossible

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.messages import Message
    from bot.sandbox.people import Person
    from bot.sandbox.sandbox import Sandbox


def sandbox_of(request: Request) -> Sandbox:
    found: Sandbox = request.app.state.sandbox
    return found


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object in the body. Raises ValueError."""
    try:
        body = await request.json()
    except ValueError:
        raise NotPossible("Send a JSON object in the body.") from None
    if not isinstance(body, dict):
        raise NotPossible("Send a JSON object in the body.")
    return body


def person_of(sandbox: Sandbox, key: Any) -> Person:
    """By id, "@username" or full name. Raises NotPossible."""
    return sandbox.world.person(int(key) if str(key).isdigit() else key)


def chat_of(sandbox: Sandbox, key: Any, person: Person) -> Chat:
    """By id or "@username"; nothing means the person's chat with the bot. Raises NotPossible."""
    chat = sandbox.world.find(key if key not in {None, ""} else person.id)
    if chat is None:
        raise NotPossible(f"There is no chat {key}.")
    return chat


def message_of(sandbox: Sandbox, number: Any, chat: Chat) -> Message:
    message = chat.messages.get(int(number))
    if message is None:
        raise NotPossible(f"There is no message {number} in {chat.name}; it may have been deleted.")
    return message
