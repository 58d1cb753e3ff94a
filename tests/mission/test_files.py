"""Word files and plain text as press offices send them, with the picture inside."""

import io
import os
from pathlib import Path

import pytest
from docx.document import Document

from bot.sandbox.posting import Attachment
from tests.files.making import CANARY, repacked, telling_jpeg, word
from tests.newsroom import RELEASE, Desk, photo_of, words_of

SEED = Path(os.environ.get("NEWSDESK_SEED") or Path(__file__).resolve().parents[2].parent / "shared" / "seed")


def with_picture(picture: bytes) -> bytes:
    """A release in Word: heading, standfirst, a list, and a picture."""

    def write(document: Document) -> None:
        document.add_paragraph("A new lifeboat for Northmoor")
        document.add_paragraph("It is faster, and it is here.")
        document.add_paragraph("Two crews have been trained.")
        document.add_paragraph("One for the day", style="List Bullet")
        document.add_paragraph("One for the night", style="List Bullet")
        document.add_picture(io.BytesIO(picture))

    return word(write)


async def out(desk: Desk) -> None:
    """Describe the photo, approve, publish."""
    await desk.presses(desk.dan, "Alt text")
    answer = desk.dan.write("A man beside a flag")
    await desk.told(desk.dan, "Ready to submit", after=answer.id)
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "Please review", after=answer.id)
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.dan, "✅ Approved", after=answer.id)
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out", after=answer.id)
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "📣 Published", after=answer.id)


async def test_a_word_file_gives_words_and_lead_photo_and_nothing_of_what_the_photo_knows(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    desk.dan.send_document(
        Attachment("release.docx", with_picture(telling_jpeg()), "", "please publish at noon")
    )
    await desk.told(
        desk.dan, "Left out, because it is not part of the announcement: “please publish at noon”"
    )
    card = words_of(await desk.told(desk.dan, "A new lifeboat for Northmoor"))
    assert "3 paragraphs, 13 words" in card
    assert "1200 × 800" in card
    await out(desk)

    post = desk.rea.last()
    assert "• One for the day\n• One for the night" in words_of(post)
    assert post.photo is not None
    assert CANARY.encode() not in post.photo
    assert b"Exif" not in post.photo
    assert (await desk.fetch("/news/a-new-lifeboat-for-northmoor-1"))[0] == 200


async def test_a_picture_that_cannot_be_used_does_not_cost_the_words(sqlite_desk: Desk) -> None:
    """Broken twin: refusing the file for its picture (as it was at first) leaves no draft."""
    desk = sqlite_desk
    spoilt = repacked(with_picture(photo_of()), _spoil)
    sent = desk.dan.send_document(Attachment("release.docx", spoilt))
    await desk.told(desk.dan, "could not use the picture in the file", after=sent.id)
    card = words_of(await desk.told(desk.dan, "A new lifeboat for Northmoor", after=sent.id))
    assert "Photo: none" in card


async def test_a_text_file_is_read_in_the_encoding_it_has(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    for encoding in ("utf-8", "cp1252", "utf-16"):
        sent = desk.dan.write("/new")
        await desk.told(desk.dan, "What was open is in", after=sent.id)
        sent = desk.dan.send_document(Attachment("release.txt", RELEASE.encode(encoding)))
        card = words_of(await desk.told(desk.dan, "Two new fire engines", after=sent.id))
        assert "Northmoor’s fire station has two new engines" in card, encoding


@pytest.mark.skipif(not SEED.is_dir(), reason="no folder of real releases; set NEWSDESK_SEED to one")
async def test_a_real_release_arrives_by_text_and_photo_and_as_one_file(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.clock.go_on(days=2)  # a Wednesday, on which its “yesterday (Tues)” is right
    desk.dan.write((SEED / "press-release.txt").read_text(encoding="utf-8").strip())
    told = words_of(await desk.told(desk.dan, "looked like the photo’s name"))
    assert "“Share this article”, “Our latest news, straight to your inbox" in told
    await desk.told(desk.dan, "PCC says integration could be key")
    sent = desk.dan.send_photo((SEED / "matthew-and-flag.jpg").read_bytes())
    await desk.told(desk.dan, "Alt text: missing", after=sent.id)
    await out(desk)
    by_hand = words_of(desk.rea.last())

    sent = desk.dan.send_document(
        Attachment("press-release.docx", (SEED / "press-release.docx").read_bytes())
    )
    await desk.told(desk.dan, "Alt text: missing", after=sent.id)
    await out(desk)
    post = desk.rea.last()
    assert words_of(post).replace("frontline-services-2", "frontline-services-1") == by_hand
    assert "frontline services" in by_hand


def _spoil(parts: dict[str, bytes]) -> None:
    [name] = [name for name in parts if name.startswith("word/media/")]
    parts[name] = parts[name][: len(parts[name]) // 3]
