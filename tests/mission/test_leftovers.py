"""Small things that used to be lost without a word: words after /new, spoilers, edits of joined messages, broken notices."""

from functools import partial

from jinja2 import UndefinedError
from sqlalchemy import text

from bot.desk.ports import Work
from bot.desk.ports.chat import Notice
from bot.storage.transaction import Transaction
from tests.newsroom import RELEASE, Desk, labels_of, newest, words_of


async def test_words_after_new_are_the_first_of_the_announcement(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft("An older item\n\nIts standfirst.")
    sent = desk.dan.write("/new")
    for gap in (" ", "\n"):
        sent = desk.dan.write(f"/new{gap}{RELEASE}")
        card = words_of(await desk.told(desk.dan, "Ready to submit", after=sent.id))
        assert "Two new fire engines for Northmoor" in card
        assert "/new" not in card
    desk.dan.edit(sent, "/new " + RELEASE.replace("Two new", "Three new"))
    await desk.told(desk.dan, "Three new fire engines", after=sent.id)
    desk.dan.write("/drafts")
    listed = await desk.told(desk.dan, "Open on the desk")
    assert len(labels_of(listed)) == 3


async def test_a_spoiler_is_shown_openly_and_an_edit_of_joined_messages_is_not_carried(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    desk.dan.write(f"{RELEASE}\n\n<tg-spoiler>Tea will be served.</tg-spoiler>", formatting="HTML")
    await desk.told(desk.dan, "hidden behind a spoiler stand openly")

    first = desk.dan.write("More to say\n\nThis is the first part of it.")
    await desk.told(desk.dan, "Where do these new words belong", after=first.id)
    second = desk.dan.write("And this the second.")
    asked = desk.dan.write("/help")
    await desk.told(desk.dan, "newsroom of", after=asked.id)
    for message in (first, second):
        before = newest(desk.dan)
        desk.dan.edit(message, "Something else")
        await desk.told(desk.dan, "I joined them, so an edit of one of them changes nothing", after=before)
    await desk.presses(desk.dan, "Add to the end of the draft")
    await desk.told(desk.dan, "Body: 8 paragraphs")
    before = newest(desk.dan)
    desk.dan.edit(first, "Something else again")
    await desk.told(desk.dan, "I joined them", after=before)


async def test_a_notice_that_cannot_be_worded_is_put_aside_and_the_chat_goes_on(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.newsroom.store.write(partial(broken, chat_id=desk.dan.id))
    await desk.newsroom.store.write(partial(broken, chat_id=desk.ann.id))
    asked = desk.dan.write("/help")
    await desk.told(desk.dan, "newsroom of", after=asked.id)
    for _ in range(3):
        desk.clock.go_on(seconds=10)
        await desk.told(desk.ann, "newsroom of", after=desk.ann.write("/help").id)
    await desk.told(desk.ada, "could not be put into words (“sent_back”")
    told = [m for m in desk.ada.sees() if "could not be put into words" in words_of(m)]
    assert len(told) == 1
    desk.clock.go_on(days=1)
    assert await desk.newsroom.store.read(waiting) == []


async def test_a_speaker_that_stops_at_what_fails_is_caught(sqlite_desk: Desk) -> None:
    """The twin that must fail: what cannot be worded is tried first, again and again, and nothing after it is said."""
    typesetter = sqlite_desk.newsroom.typesetter
    waits: list[tuple[str, dict[str, object]]] = [("sent_back", {"headline": "Two engines"}), ("new", {})]
    said: list[str] = []
    for _ in range(10):
        try:
            for template, values in waits:
                said.append(typesetter.set(f"chat/notice/{template}.html.j2", **values))
        except UndefinedError:
            continue

    assert said == []


async def test_a_card_that_cannot_be_drawn_holds_nothing_up_and_is_told_once(sqlite_desk: Desk) -> None:
    """Somebody bent the words of a draft in the database: its card fails; all others, and the same chat, go on."""
    desk = sqlite_desk
    await desk.draft()
    await desk.newsroom.store.change(bends)
    desk.dan.write("/new")
    await desk.told(desk.dan, "")
    sent = desk.dan.write("Pier reopens\n\nThe storm is over.")
    await desk.told(desk.dan, "Pier reopens", after=sent.id)
    await desk.told(desk.ada, "cannot show the card of one announcement")
    asked = desk.dan.write("/help")
    await desk.told(desk.dan, "newsroom of", after=asked.id)

    assert len([m for m in desk.ada.sees() if "cannot show the card" in words_of(m)]) == 1


async def bends(tx: Transaction) -> None:
    """What somebody with the database in their hands may do."""
    await tx.change(text("DROP TRIGGER revisions_frozen_update"))
    await tx.change(text("UPDATE revisions SET canonical = 'no JSON'"))
    await tx.change(text("UPDATE editions SET touched = touched + 1"))


async def broken(work: Work, chat_id: int) -> None:
    """A notice that lacks what its template asks for."""
    await work.notices.queue(chat_id, "sent_back", headline="Two new fire engines")


async def waiting(work: Work) -> list[Notice]:
    return [one for one in await work.notices.waiting(99, work.now) if one.template in ("sent_back", "new")]
