"""What the stories of corrections share: opening one, letting it out, and what everybody then has."""

import asyncio

from bot.sandbox.faults import Fault
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from tests.newsroom import PATIENCE, RELEASE, Desk, newest, words_of

PAGE = "/news/two-new-fire-engines-for-northmoor-1"
HEADLINE = "fire engines"
WRONG, RIGHT = "nineteen years", "twenty-nine years"
RIGHTED = RELEASE.replace(WRONG, RIGHT)
NOTE = "We first said that the old engines had served for nineteen years. It was twenty-nine."
MAIL = "nora@reader.example"
SLIP, CORRECTION = "A slip: edit it quietly", "It was wrong: correct it, and say so"
WHY = "It names a witness. The court has told us so."
WITHDRAWAL = "Withdraw it, and say why"


async def goes_out(desk: Desk) -> None:
    """From Dan's draft to its readers."""
    before = newest(desk.ann)
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "Please review", after=before)
    await desk.presses(desk.ann, "Approve")
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.clock.go_on(seconds=61)


async def is_out(desk: Desk, text: str = RELEASE) -> Message:
    """Dan writes, it goes out and arrives; returns his message."""
    written = desk.dan.write(text)
    await goes_out(desk)
    await desk.told(desk.dan, "📣 Published")
    return written


async def is_put_right_but_for_rea(desk: Desk) -> Message:
    """It is out with both readers and put right, but Telegram lets Rea's copy wait for an hour; returns Dan's message."""
    written = await is_out(desk)
    await desk.told(desk.dan, "Subscribers 2 of 2 ✓")
    held = desk.sandbox.faults.add(
        Fault("answer", "editMessageText", desk.rea.id, code=429, retry_after=3600, times=1)
    )
    await is_put_right(desk, written)
    await desk.sandbox.world.until(lambda: held.suffered, PATIENCE)
    await desk.told(desk.dan, "📣 Going out now")
    return written


async def opens(desk: Desk, manner: str, note: str = "") -> None:
    """Dan opens the next edition in this manner, and says what readers are to be told."""
    assert "choose how" in await desk.presses(desk.dan, "Put it right…")
    before = newest(desk.dan)
    await desk.presses(desk.dan, manner)
    if manner == SLIP:
        await desk.told(desk.dan, "It is edited quietly everywhere", after=before)
        return
    await desk.told(desk.dan, "for everybody to read", after=before)
    if note:
        desk.dan.write(note)
        await desk.told(desk.dan, f"Readers are told: “{note}”")


async def is_put_right(desk: Desk, written: Message, manner: str = CORRECTION, note: str = NOTE) -> None:
    """Dan corrects his message and it goes out everywhere."""
    await opens(desk, manner, note)
    desk.dan.edit(written, RIGHTED)
    await goes_out(desk)
    await desk.told(desk.dan, "it mended a slip" if manner == SLIP else "it corrected what was published")


async def is_everywhere(desk: Desk, number: int = 2) -> None:
    """Time goes on until Dan's card says that every subscriber has this edition."""
    words = (f"Edition {number}: it ", "Subscribers 2 of 2 ✓")
    for _ in range(60):
        if any(all(part in words_of(m) for part in words) for m in desk.dan.sees()):
            return
        await asyncio.sleep(0.3)
        desk.clock.go_on(seconds=2)
    raise TimeoutError("not everybody has it")


def has(desk: Desk, person: Person) -> list[str]:
    """The words of every copy of the announcement that a reader has in their own chat."""
    return [words_of(m) for m in person.sees() if HEADLINE in words_of(m)]


def posts(desk: Desk) -> list[Message]:
    """Every copy of the announcement in the channel."""
    return [m for m in desk.channel.messages.values() if HEADLINE in words_of(m)]


async def kills(desk: Desk, card: str = "📣 Published") -> None:
    """Ann kills it, with her reason."""
    desk.ann.write("/published")
    await desk.told(desk.ann, "Press one to open its card")
    await desk.presses(desk.ann, "Two new fire engines for Northmoor")
    await desk.told(desk.ann, card)
    before = newest(desk.ann)
    await desk.presses(desk.ann, "Kill…")
    await desk.told(desk.ann, "It is out: a notice without a word of it", after=before)
    desk.ann.write(WHY)
    await desk.told(desk.ann, "⛔ Killed")
