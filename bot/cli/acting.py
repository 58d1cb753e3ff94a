"""What somebody at a chat page does: waits until something can be read, then presses it. Nothing is done behind the scenery."""

import asyncio
import re

from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.pressing import Answer

QUIET = 1.5  # seconds
PATIENCE = 60.0  # seconds; on a machine at rest everything comes within one


class NotHappened(Exception):
    """Somebody waited in vain; the text says who and for what."""


async def reads(
    person: Person, words: str, *, chat: Chat | None = None, after: int = 0, within: float = PATIENCE
) -> Message:
    """Wait for a message of somebody else's with a number above `after` that says these words; return the newest."""

    def found() -> Message | None:
        seen = reversed(person.sees(chat))
        return next((m for m in seen if m.id > after and m.author is not person and words in m.words), None)

    try:
        return await person.world.until(found, within)
    except TimeoutError:
        raise NotHappened(_waited(person, words, chat)) from None


async def presses(person: Person, label: str, *, chat: Chat | None = None) -> Answer:
    """Press the newest button with this label, once it is there; return what pops up."""

    def found() -> Message | None:
        return next((m for m in reversed(person.sees(chat)) if label in m.buttons), None)

    try:
        message = await person.world.until(found, PATIENCE)
        return await person.press(message, label).answer(PATIENCE)
    except TimeoutError:
        raise NotHappened(f"{person.name} wanted to press “{label}”, and nothing came of it.") from None


async def quiet(person: Person) -> None:
    """Wait until the chat with the bot has not changed for a moment."""
    before = None
    while (now := [(m.id, m.words) for m in person.sees()]) != before:
        before = now
        await asyncio.sleep(QUIET)


def invite_in(words: str) -> str:
    """Return the token of the invitation link in these words. Raises NotHappened without one."""
    link = re.search(r"https://t\.me/\w+\?start=([\w-]+)", words)
    if link is None:
        raise NotHappened(f"There is no invitation link in: {words}")
    return link.group(1)


def _waited(person: Person, words: str, chat: Chat | None) -> str:
    where = chat.name if chat else "the chat with the bot"
    said = [m.words for m in person.sees(chat) if m.author is not person]
    last = f" The last thing said there was: {said[-1]}" if said else ""
    return f"{person.name} waited in {where} for “{words}”, and it did not come.{last}"
