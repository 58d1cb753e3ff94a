"""The play's last act: something was wrong after all, and it is put right wherever it went."""

import asyncio
import re

from bot.cli.acting import presses, reads
from bot.cli.cast import APPROVER, DRAFTER, MAIL_READER, SUBSCRIBER
from bot.cli.play_arrivals import Before, Finding, Published, fetched
from bot.cli.play_release import Release
from bot.cli.play_transcript import Transcript
from bot.cli.stage import Stage
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message

SETTLING = 1.5  # seconds in which a second copy would show


async def open_correction(stage: Stage, release: Release) -> None:
    """Let the drafter say what was wrong and give the right headline."""
    drafter, (note, headline) = stage.cast[DRAFTER], release.righted
    before = drafter.sees()[-1].id
    await presses(drafter, "Put it right…")
    await reads(drafter, "What is to become of", after=before)
    await presses(drafter, "It was wrong: correct it, and say so")
    await reads(drafter, "What was wrong?", after=before)
    drafter.write(note)
    await reads(drafter, f"Readers are told: “{note}”")
    before = drafter.sees()[-1].id
    await presses(drafter, "Headline")
    await reads(drafter, "Send the headline", after=before)
    drafter.write(headline)
    await reads(drafter, headline, after=before)


async def hand_in(stage: Stage) -> Message:
    """Submit it; return the approver's card, which shows what changes."""
    approver = stage.cast[APPROVER]
    before = approver.sees()[-1].id
    await presses(stage.cast[DRAFTER], "Submit for review")
    return await reads(approver, "Changed from what is published", after=before)


async def let_out(stage: Stage) -> Before:
    """Approve and publish it; return what the public had before, once everybody has what is right."""
    drafter, approver = stage.cast[DRAFTER], stage.cast[APPROVER]
    await presses(approver, "Approve")
    await reads(drafter, "Nothing has gone out yet")
    had = Before.of(stage)
    await presses(drafter, "Publish now")
    await reads(drafter, "it corrected what was published")
    await reads(drafter, "📣 Published")
    await asyncio.sleep(SETTLING)
    return had


async def put_right(
    stage: Stage, transcript: Transcript, published: Published, release: Release
) -> list[Finding]:
    """Act it out, and look everywhere: the same posts with the right words, one mail more, and the page."""
    transcript.heading(f"{DRAFTER.name} finds a mistake: it is put right")
    await open_correction(stage, release)
    await hand_in(stage)
    transcript.heading(f"{APPROVER.name} sees what changed from what is out, and approves")
    had = await let_out(stage)
    private = stage.sandbox.world.private_chat(stage.cast[SUBSCRIBER])
    return [
        _chat(f"Corrected in channel {stage.cast.channel.title}", stage.cast.channel, published, release),
        _chat(f"Corrected with {SUBSCRIBER.name}", private, published, release),
        _inbox(stage, had, release),
        await _page(published, release),
    ]


def _chat(place: str, chat: Chat, published: Published, release: Release) -> Finding:
    newer = [m for m in chat.messages.values() if m.id > published.before.newest[chat.id]]
    right = [m for m in newer if _is_right(m, release)]
    return Finding(len(newer) == len(right) == 1, place, f"{len(right)} of {len(newer)} edited in place")


def _is_right(message: Message, release: Release) -> bool:
    note, headline = release.righted
    return message.words.startswith(headline) and note in message.words


def _inbox(stage: Stage, had: Before, release: Release) -> Finding:
    _, headline = release.righted
    mails = stage.sandbox.mailbox.mails[had.mails :]
    right = [
        m for m in mails if m.subject == f"Correction: {headline}" and m.recipients == (MAIL_READER.address,)
    ]
    return Finding(
        len(mails) == len(right) == 1, f"Told to {MAIL_READER.name}", f"{len(right)} mail that says so"
    )


async def _page(published: Published, release: Release) -> Finding:
    note, headline = release.righted
    status, words = await fetched(published.page)
    well = (
        status == 200
        and headline in words
        and re.search(rf"Corrected .*{re.escape(note)}", words) is not None
    )
    return Finding(well, f"Page {published.page}", f"{status}, {'with' if well else 'without'} the note")
