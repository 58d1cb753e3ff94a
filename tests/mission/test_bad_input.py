"""Whatever comes in the wrong shape is met with a clear sentence, and nothing is lost by it."""

import asyncio
import json
import os
from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox import posting
from bot.sandbox.formatting.entities import Words
from bot.sandbox.formatting.reading import read
from bot.sandbox.messages import Content, Message
from bot.sandbox.posting import Attachment
from tests.files.making import release, repacked
from tests.newsroom import Desk, newest, photo_of, words_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DAMAGED = photo_of()[:3000]


def raw(desk: Desk, kind: str, words: str = "", **fields: Any) -> Message:
    """A message that an app of another maker could send: of any kind, as long as Telegram lets it pass."""
    content = Content(
        kind, read(words, ""), fields={"file_id": "x", "file_unique_id": "y", **fields} if fields else {}
    )
    return posting.post(desk.dan, desk.sandbox.world.chats[desk.dan.id], content, {})


def document(name: str, content: bytes, caption: str = "") -> Callable[[Desk], Message]:
    return lambda desk: desk.dan.send_document(Attachment(name, content, "", caption))


REFUSED: dict[str, tuple[Callable[[Desk], Message], str]] = {
    "sticker": (
        lambda desk: raw(
            desk, "sticker", type="regular", width=1, height=1, is_animated=False, is_video=False
        ),
        "I cannot use this kind of message",
    ),
    "voice": (lambda desk: raw(desk, "voice", duration=3), "Send text, a photo, or a Word file"),
    "place": (
        lambda desk: raw(desk, "location", latitude=52.8, longitude=-2.1),
        "I cannot use this kind of message",
    ),
    "contact": (
        lambda desk: raw(desk, "contact", phone_number="1", first_name="A"),
        "I cannot use this kind of message",
    ),
    "video": (
        lambda desk: raw(desk, "video", "A line\n\nWords", duration=3, width=1, height=1),
        "I cannot use this kind",
    ),
    "invisible": (lambda desk: desk.dan.write("\u200b\u200d\u2060"), "There are no words in this message"),
    "nothing": (lambda desk: raw(desk, "text", " \n "), "There are no words in this message"),
    "damaged photo": (document("a.jpg", DAMAGED), "damaged or did not arrive whole"),
    "bomb": (document("a.jpg", photo_of(9000, 6000)), "more than 40 million pixels"),
    "25 MB": (document("a.jpg", bytes(25 * 2**20)), "This file of 25 MB is too large"),
    "damaged Word": (document("a.docx", b"PK\x03\x04junk"), "I cannot open that Word file"),
    "25 MB Word": (document("a.docx", bytes(25 * 2**20)), "This file of 25 MB is too large"),
    "macros": (
        document(
            "a.docm", repacked(release("Words"), lambda parts: parts.update({"word/vbaProject.bin": b"x"}))
        ),
        "carries macros",
    ),
    "old Word": (
        document(
            "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600)
        ),
        "old Word file",
    ),
    "PDF": (document("a.pdf", b"%PDF-1.7\n"), "another kind of file (PDF)"),
    "empty Word": (document("a.docx", release()), "I found no words in that file"),
    "noise": (document("a.txt", os.urandom(400)), "I cannot read that as plain text"),
}


async def test_what_cannot_be_used_is_refused_in_a_sentence_and_the_draft_stays(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft()
    for what, (send, answer) in REFUSED.items():
        sent = send(desk)
        told = words_of(await desk.told(desk.dan, "", after=sent.id))
        assert answer in told, what
        assert len(told) < 200, what
    sent = desk.dan.write("/drafts")
    assert "Two new fire engines" in words_of(await desk.told(desk.dan, "Open on the desk", after=sent.id))
    assert not [m for m in desk.ada.sees() if "could not be worked on" in words_of(m)]


async def test_odd_words_go_through_as_they_are(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    for words, expected in (
        ('<b>&amp;</b> {{ x }}\n\nStand <i>first</i> & "more" {% if %}', "<b>&amp;</b> {{ x }}"),
        ("افتتاح محطة إطفاء جديدة\n\nمحطة جديدة في الشمال.", "افتتاح محطة إطفاء جديدة"),
        ("https://example.org/very/long?x=1&y=2", "No text yet"),
        ("word " * 60 + "\n\nRest.", "No headline yet"),
    ):
        sent = desk.dan.write("/new")
        await desk.told(desk.dan, "What was open is in", after=sent.id)
        sent = desk.dan.write(words)
        await desk.told(desk.dan, expected, after=sent.id)
    sent = desk.dan.write("/new")
    await desk.told(desk.dan, "What was open is in", after=sent.id)
    chat = desk.sandbox.world.chats[desk.dan.id]
    sent = posting.post(desk.dan, chat, Content("text", Words("He\x00ad\x07line\n\nStand\x0bfirst.")), {})
    assert "He ad line\nStand first." in words_of(await desk.told(desk.dan, "He ad line", after=sent.id))


async def test_a_text_or_caption_longer_than_ours_is_taken_whole(sqlite_desk: Desk) -> None:
    """Premium accounts caption with 2,048 characters; other servers may let 5,000 pass in one text."""
    desk = sqlite_desk
    sent = raw(desk, "text", "A long text\n\nStandfirst.\n\n" + "Words of the body. " * 263)
    card = words_of(await desk.told(desk.dan, "A long text", after=sent.id))
    assert "headline, standfirst and a link" in card
    sent = desk.dan.write("/new")
    await desk.told(desk.dan, "What was open is in", after=sent.id)
    sizes = desk.sandbox.world.files.add_photo(photo_of())
    words = read("A long caption\n\nStandfirst.\n\n" + "Words of the body. " * 67, "")
    chat = desk.sandbox.world.chats[desk.dan.id]
    sent = posting.post(desk.dan, chat, Content("photo", words, sizes), {})
    card = words_of(await desk.told(desk.dan, "A long caption", after=sent.id))
    assert "all the words, the photo above them" in card
    assert "268 words" in card


async def test_a_poison_update_is_shelved_reported_and_the_next_goes_on(desk: Desk) -> None:
    """Broken twin: an intake that tries the first update for ever never reaches Dan's words."""
    person = {"id": desk.dan.id, "is_bot": False, "first_name": "Dan"}
    poison: list[dict[str, Any]] = [
        {
            "message": {
                "message_id": 5,
                "date": 1,
                "from": person,
                "chat": {"id": desk.dan.id},
                "text": "no type",
            }
        },
        {"callback_query": {"id": "1"}},
        {"message": 7},
    ]
    ids = [999_000_001 + number for number in range(len(poison))]
    updates = [
        (update_id, json.dumps({"update_id": update_id, **body}))
        for update_id, body in zip(ids, poison, strict=True)
    ]
    await desk.newsroom.store.intake.keep(updates)
    desk.newsroom.worktable.wake.set()
    await desk.draft()
    for update_id in ids:
        await desk.told(desk.ada, f"was put aside (number {update_id}")
    assert await desk.newsroom.store.intake.waiting(10) == []


@pytest.mark.parametrize("label", ["Submit for review", "Publish now"])
async def test_a_press_long_after_the_card_moved_is_answered(sqlite_desk: Desk, label: str) -> None:
    """The message is gone from the chat, but an app that was offline still shows it."""
    desk = sqlite_desk
    await (desk.draft() if label == "Submit for review" else desk.approved())
    card = await desk.told(desk.dan, "Ready to submit" if label == "Submit for review" else "✅ Approved")
    before = newest(desk.dan)
    desk.dora.write("/drafts")
    desk.dan.write("/drafts")
    await desk.presses(desk.dan, "Two new fire engines for Northmoor")
    await desk.told(desk.dan, "Two new fire engines", after=before)
    await asyncio.sleep(0.2)
    assert (await desk.dan.press(card, label).answer()).text
