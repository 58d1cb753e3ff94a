"""Rehearsing: one goes the whole way alone, in other colours, and nobody outside can ever see a word of it."""

from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.desk import publish
from bot.desk.ports import Work
from bot.desk.ports.values import Public
from bot.sandbox.chats import Chat
from bot.storage.transaction import Transaction
from tests.newsroom import RELEASE, Desk, labels_of, newest, photo_of, words_of

CANARY = "Quetzalcoatlus"
BANNER = "REHEARSAL"


async def test_one_person_rehearses_alone_and_the_public_sees_nothing(desk: Desk) -> None:
    place = await has_place(desk)
    assert "submitted" not in await rehearse(desk, f"{RELEASE}\n\n{CANARY} will be there.", photo_of())
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.dan, "you may approve your own words")
    assert BANNER in words_of(await desk.told(desk.ann, "Please review"))
    await desk.presses(desk.dan, "🟧 Approve (rehearsal)")
    approved = await desk.told(desk.dan, "Press “Rehearse it now”")
    assert "Publish now" not in labels_of(approved)
    assert [styles for styles in styles_of(approved.rows) if styles] == []
    assert "NEWS-" not in words_of(approved)
    await desk.presses(desk.dan, "🟧 Rehearse it now")
    await desk.told(desk.dan, "Going out")
    desk.clock.go_on(seconds=61)

    report = words_of(await desk.told(desk.dan, "Rehearsed"))
    assert "Rehearsal places 1 of 1 ✓" in report
    assert "The public saw nothing" in report
    seen = words_of(await desk.told(desk.ada, CANARY, chat=place))
    assert seen.startswith("🟧🟧🟧 REHEARSAL – NOT NEWS")
    assert seen.endswith("Nothing of this has been published.")
    assert "http" not in seen
    await nobody_outside_sees(desk)

    await desk.publishes("A real item\n\nWith real words.")
    real = words_of(await desk.told(desk.dan, "📣 Published"))
    assert "NEWS-2026-0001" in real
    assert BANNER not in real
    await nobody_outside_sees(desk)


async def test_words_after_the_command_are_the_first_of_the_rehearsal(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    sent = desk.dan.write(f"/rehearse {RELEASE}")
    card = words_of(await desk.told(desk.dan, "Two new fire engines for Northmoor", after=sent.id))
    assert card.startswith(f"🟧🟧🟧 {BANNER}")
    assert "/rehearse" not in card
    desk.dan.edit(sent, f"/rehearse {RELEASE.replace('Two new', 'Three new')}")
    assert BANNER in words_of(await desk.told(desk.dan, "Three new fire engines", after=sent.id))
    asked = desk.dan.write("/drafts")
    assert len(labels_of(await desk.told(desk.dan, "Open on the desk", after=asked.id))) == 1


async def test_a_rehearsal_wants_a_private_place_and_says_so(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.ada.write("/channels")
    await desk.presses(desk.ada, desk.channel.title)
    assert "Choose a private channel" in await desk.presses(desk.ada, "Rehearsals go here")
    desk.dan.write("/rehearse")
    await desk.told(desk.dan, "There is no place to rehearse in yet")
    desk.dan.write(RELEASE)
    await desk.told(desk.dan, "Two new fire engines")
    assert "no place to rehearse in" in await desk.presses(desk.dan, "Submit for review")
    desk.dan.write("/drafts")
    await desk.told(desk.dan, "🟧 Rehearsal: Two new fire engines")
    before = newest(desk.dan)
    desk.dan.write("/new")
    await desk.told(desk.dan, "Ready", after=before)
    assert BANNER not in words_of(await desk.told(desk.dan, "Draft", after=(await desk.draft()).id))


async def test_whatever_a_program_asks_a_rehearsal_goes_to_nobody_else(sqlite_desk: Desk) -> None:
    """The broken twin is a program that has forgotten what a rehearsal is: the database refuses it."""
    desk = sqlite_desk
    await has_place(desk)
    await rehearse(desk, RELEASE)
    await desk.presses(desk.dan, "Submit for review")
    await desk.presses(desk.dan, "🟧 Approve (rehearsal)")
    await desk.presses(desk.dan, "🟧 Rehearse it now")
    await desk.told(desk.dan, "Going out")
    store = desk.newsroom.store
    [edition] = await store.read(lambda work: work.editions.open_editions())

    async def goes_live(work: Work) -> object:
        return await work.editions.publish(Public(edition), "a-rehearsal", work.now)

    async def runs(tx: Transaction, *, statement: str) -> object:
        return await tx.connection.execute(text(statement))

    with pytest.raises(DBAPIError, match="cannot become live"):
        await store.write(goes_live)
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "Rehearsed")
    planned = (
        "INSERT INTO deliveries (edition_id, kind, recipient, state, ready_at) "
        f"VALUES ({edition.id}, 'subscriber', '7', 'planned', '2026-11-23 12:00:00')"
    )
    for statement, refused in (
        ("UPDATE announcements SET rehearsal = (1 = 0)", "a rehearsal stays one"),
        ("UPDATE editions SET is_live = (1 = 1)", "cannot become live"),
        ("UPDATE deliveries SET kind = 'channel'", "its own places only"),
        (
            planned,
            "its own places only",
        ),
    ):
        with pytest.raises(DBAPIError, match=refused):
            await store.change(partial(runs, statement=statement))
    await nobody_outside_sees(desk, "fire engines")
    again = await store.write(lambda work: publish.go_live(work, edition.id, desk.newsroom.worker.press))
    assert again is None


async def has_place(desk: Desk) -> Chat:
    """A private channel that Ada says rehearsals go to."""
    place = desk.sandbox.world.add_channel("Northshire rehearsals", owner=desk.ada)
    before = newest(desk.ada)
    desk.ada.add_bot(place)
    await desk.told(desk.ada, "Northshire rehearsals", after=before)
    await desk.presses(desk.ada, "Rehearsals go here")
    await desk.told(desk.ada, "and no announcement does")
    return place


async def rehearse(desk: Desk, words: str, photo: bytes | None = None) -> str:
    """Dan opens a rehearsal and fills it; returns what its card says."""
    desk.dan.write("/rehearse")
    await desk.told(desk.dan, "A rehearsal is open")
    message = desk.dan.write(words)
    if photo:
        await desk.told(desk.dan, "Two new fire engines", after=message.id)
        desk.dan.send_photo(photo)
        await desk.presses(desk.dan, "Alt text")
        await desk.told(desk.dan, "photo shows")
        desk.dan.write("Two fire engines in front of a station on the moor")
    card = words_of(await desk.told(desk.dan, "Ready to submit"))
    assert BANNER in card
    return card


async def nobody_outside_sees(desk: Desk, words: str = CANARY) -> None:
    """No page, no feed, no channel, no chat of a reader's says it."""
    for path in ("/", "/feed.xml", "/sitemap.xml"):
        assert words not in (await desk.fetch(path))[1]
    places = [desk.rea.sees(), desk.rob.sees(), desk.rea.sees(desk.channel)]
    assert not [m for seen in places for m in seen if words in words_of(m)]
    assert not [mail for mail in desk.sandbox.mailbox.mails if words in mail.text]


def styles_of(rows: list[list[dict[str, object]]]) -> list[object]:
    return [button.get("style") for row in rows for button in row if "rehears" in str(button["text"]).lower()]
