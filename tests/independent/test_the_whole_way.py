"""The product as a program of its own against a second, independent Telegram: one announcement, from first to last."""

import asyncio
import re
import sqlite3
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from tests.independent.chatting import labels_of, until, words_of
from tests.independent.opening import Opened, opened
from tests.independent.pictures import is_clean, photo, word_file

HEADLINE = "New bridge opens to traffic 🎉"
TEXT = f"{HEADLINE}\n\nThe bridge at Ferry Lane opens on 3 December.\n\nIt took two years. Read the plans."
READER = "mary.reader@example.org"
ALT = "The new bridge from the east bank, with its red tower"


async def subscribes_by_mail(o: Opened, address: str) -> None:
    """Ask on the page, open the mail's link, press the button on it."""
    await o.asks_for_mail(address)
    async with aiohttp.ClientSession() as session:
        letter = (await until(lambda: o.mailbox.letters(address)))[-1]
        plain = letter.get_body(("plain",))
        assert plain
        link = re.search(r"http://localhost:\d+(/subscribe/confirm/\S+)", plain.get_content())
        assert link, plain.get_content()
        async with session.get(o.product.site + link[1]) as shown:
            form = re.search(r'<form[^>]*method="post"[^>]*action="([^"]*)"', await shown.text())
        action = urlsplit(form[1]).path if form and form[1] else link[1]
        async with session.post(o.product.site + action) as confirmed:
            assert confirmed.status == 200, await confirmed.text()


async def drafts(o: Opened) -> None:
    """Text with formatting, a photo after it, an edit of the text, an alt text, a look at the preview."""
    dan = o.dan
    bold = {"type": "bold", "offset": 0, "length": 10}
    odd = {"type": "sparkle", "offset": 4, "length": 6, "unheard_of": 1}
    link = {
        "type": "text_link",
        "offset": len(TEXT) + 1 - 10,
        "length": 9,
        "url": "https://example.org/plans",
    }
    sent = await dan.says(TEXT.replace("3 December", "2 December"), [bold, odd, link])
    await dan.sees("Ready to submit")
    await dan.edits(sent, TEXT, [bold, link])
    await dan.sends_photo(photo())
    await dan.sees("Alt text is missing")
    await dan.presses("Alt text")
    await dan.sees("Send the alt text")
    await dan.says(ALT)
    await until(lambda: dan.shown("Ready to submit") and dan.shown(ALT), words=dan.screen)
    await asyncio.sleep(5)  # Telegram's patience with one chat
    await dan.presses("Preview")
    post = await dan.sees("It took two years", seconds=20)
    assert "opens on 3 December" in words_of(post)


async def is_approved_by_another(o: Opened) -> None:
    await o.dan.presses("Submit for review")
    card = await o.ann.sees("Please review", seconds=20)
    handle = next(
        b["callback_data"]
        for row in card["reply_markup"]["inline_keyboard"]
        for b in row
        if b["text"] == "Approve"
    )
    refused = await o.dan.presses_this(card, handle)
    assert refused["show_alert"] == "true", refused
    assert "Publish now" not in labels_of(o.dan.shown(HEADLINE)[-1])
    unreachable = {"chat": o.dan.person.as_chat(), "message_id": 3, "date": 0}
    assert (await o.dan.presses_this(unreachable, handle))["show_alert"] == "true"
    o.server.world.redeliver = 1
    await o.ann.presses("Approve")
    await o.dan.sees("Nothing has gone out yet", seconds=20)


async def goes_out(o: Opened) -> None:
    """Publish, stop, see that nothing went; publish again."""
    await o.dan.presses("Publish now")
    await o.dan.presses("Stop")
    await asyncio.sleep(1.5)
    assert o.posts(o.channel.id, "") == []
    assert b"New bridge" not in (await o.page())[1]
    await o.ann.presses("Publish now")
    await o.dan.sees("Published", seconds=20)


async def has_arrived_once_everywhere(o: Opened) -> None:
    (post,) = o.posts(o.channel.id, "New bridge")
    assert post["photo"]
    assert post["caption"].startswith(HEADLINE)
    assert {
        "type": "text_link",
        "offset": post["caption"].encode("utf-16-le").find("the plans".encode("utf-16-le")) // 2,
    } | {
        "length": 9,
        "url": "https://example.org/plans",
    } in post["caption_entities"]
    (copy,) = o.posts(o.readers[0].id, "New bridge")
    assert copy["photo"][-1]["file_unique_id"]
    letters = await until(
        lambda: [one for one in o.mailbox.letters(READER) if "New bridge" in str(one["Subject"])]
    )
    assert len(letters) == 1
    assert letters[0]["List-Unsubscribe"]
    status, page = await o.page(re.search(r"http://localhost:\S+", o.report())[0])  # type: ignore[index]  # the card has its link
    assert status == 200
    assert ALT.encode() in page
    _, feed = await o.page("/feed.xml")
    assert feed.count(b"<entry>") == 1


async def is_put_right(o: Opened) -> None:
    """The day was wrong: the same posts say the right one, and the mail's reader gets another mail."""
    note, right = "We first gave a wrong day.", "New bridge opens on Friday"
    await o.dan.presses("Put it right…")
    await o.dan.presses("It was wrong: correct it, and say so")
    await o.dan.sees("What was wrong?")
    await o.dan.says(note)
    await o.dan.sees(f"Readers are told: “{note}”")
    await o.dan.presses("Headline")
    await o.dan.sees("Send the headline")
    await o.dan.says(right)
    await o.dan.sees(right)
    await o.dan.presses("Submit for review")
    await o.ann.sees("Changed from what is published", seconds=20)
    await o.ann.presses("Approve")
    await o.dan.sees("Nothing has gone out yet", seconds=20)
    await o.dan.presses("Publish now")
    for chat_id in (o.channel.id, o.readers[0].id):
        (post,) = await until(partial(o.posts, chat_id, note), 30, o.dan.screen)
        assert post["caption"].startswith(right)
        assert o.posts(chat_id, HEADLINE) == []
    await until(lambda: [m for m in o.mailbox.letters(READER) if m["Subject"] == f"Correction: {right}"], 20)


async def shows_no_trace_of_the_camera(o: Opened) -> None:
    _, index = await o.page()
    _, page = await o.page(re.search(r"http://localhost:\S+", o.report())[0])  # type: ignore[index]  # the card has its link
    media = set(re.findall(rb"/media/[\w.]+", index + page))
    assert media
    served = [(await o.page(path.decode()))[1] for path in media]
    raw = [octets for _, octets in o.mailbox.raw]
    assert o.server.world.uploads
    assert [octets[:60] for octets in (*o.server.world.uploads, *served, *raw) if not is_clean(octets)] == []


async def test_one_announcement_goes_the_whole_way(tmp_path: Path) -> None:
    async with opened(tmp_path) as o:
        await o.followed_by(1)
        await subscribes_by_mail(o, READER)
        await drafts(o)
        await is_approved_by_another(o)
        await goes_out(o)
        await has_arrived_once_everywhere(o)
        await shows_no_trace_of_the_camera(o)
        await is_put_right(o)
        await a_word_file_becomes_a_draft(o)
        await the_database_is_in_use(o, next((tmp_path / "data").glob("*.db")))
        await the_relay_is_down(o)
        assert o.server.methods.unknown == []
        assert o.server.conflicts == 0
        assert await o.product.stop() == 0


async def a_word_file_becomes_a_draft(o: Opened) -> None:
    await o.dan.says("/new")
    written = word_file("Library reopens", "It reopens on Monday.", "The roof is mended.", "Books are dry.")
    await o.dan.sends_file(written, "Library FINAL v2.DOCX", "application/octet-stream")
    card = await o.dan.sees("Library reopens", seconds=20)
    assert "2 paragraphs" in words_of(card)
    assert "Alt text is missing" in words_of(card)


async def the_database_is_in_use(o: Opened, path: Path) -> None:
    locked = sqlite3.connect(path, isolation_level=None, timeout=10)
    locked.execute("BEGIN EXCLUSIVE")
    await o.dan.says("/drafts")
    await asyncio.sleep(3)
    assert (await o.page())[0] == 200
    locked.execute("ROLLBACK")
    locked.close()
    await o.dan.sees("Open on the desk", seconds=20)
    assert len(o.dan.shown("Open on the desk")) == 1


async def the_relay_is_down(o: Opened) -> None:
    o.mailbox.shut()
    await o.asks_for_mail("late@example.org")
    await asyncio.sleep(2)
    o.mailbox.open()
    await until(lambda: o.mailbox.letters("late@example.org"), 45, lambda: o.product.log)
