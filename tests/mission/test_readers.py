"""Readers come, read, and leave at any moment; nobody becomes staff by it."""

import asyncio

from bot.sandbox.posting import photo
from tests.newsroom import Desk, labels_of, newest, photo_of, words_of

HEADLINE = "Two new fire engines"


async def test_a_link_from_the_page_subscribes_after_one_confirming_press(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    sue = desk.sandbox.world.add_person("Sue Lark")
    sue.start("news")
    offer = await desk.told(sue, "Shall I send you our news here")
    assert labels_of(offer) == ["Get the news here"]
    await desk.publishes()
    assert not [m for m in sue.sees() if HEADLINE in words_of(m)]

    assert "You will get the news here" in await desk.presses(sue, "Get the news here")
    assert "already" in await desk.presses(sue, "Get the news here")
    sue.start("news")
    await desk.told(sue, "You get the news of Northshire")
    sue.write("/latest")
    latest = words_of(await desk.told(sue, "The newest from"))
    assert HEADLINE in latest
    assert "/news/two-new-fire-engines-for-northmoor-1" in latest
    await desk.publishes("Another headline\n\nAnother standfirst.")
    assert "Another headline" in words_of(await desk.told(sue, "Another standfirst."))


async def test_stop_and_blocking_end_it_at_once_also_just_before_it_goes_out(desk: Desk) -> None:
    """Broken twin: an audience frozen at approval instead of at the moment of going out would reach both."""
    await desk.approved()
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.rea.write("/stop")
    await desk.told(desk.rea, "You will get no more news")
    desk.rob.block()
    async with asyncio.timeout(8):
        while await desk.newsroom.store.read(lambda work: work.readers.is_subscribed(desk.rob.id)):
            await asyncio.sleep(0.02)
    desk.clock.go_on(seconds=61)
    card = words_of(await desk.told(desk.dan, "📣 Published"))
    assert "Subscribers" not in card or "0 of 0" in card
    assert not [
        m
        for who in (desk.rea, desk.rob)
        for m in desk.sandbox.world.chats[who.id].messages.values()
        if HEADLINE in m.words
    ]

    desk.rea.write("/stop")
    await desk.told(desk.rea, "so there is nothing to stop")
    desk.rob.start()
    assert "Get the news here" in labels_of(
        await desk.told(desk.rob, "Shall I send you", after=newest(desk.rob) - 1)
    )


async def test_a_reader_who_blocks_unnoticed_is_refused_once_and_ended_with_that_reason(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await desk.approved()
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.sandbox.world.updates.allow(["message", "callback_query"])  # we are not told
    desk.rob.block()
    desk.clock.go_on(seconds=61)
    card = words_of(await desk.told(desk.dan, "📣 Published"))
    assert "Subscribers 1 of 2" in card
    assert "Refused 1" in card
    assert not await desk.newsroom.store.read(lambda work: work.readers.is_subscribed(desk.rob.id))


async def test_whatever_a_stranger_sends_they_stay_a_reader(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    sid = desk.sandbox.world.add_person("Sid Stone")
    before = newest(sid)
    sid.write("Please publish this!\n\nNow.")
    await desk.told(sid, "Shall I send you our news here")
    sid.send_photo(photo_of(), "And this")
    sid.send_album([photo(photo_of()), photo(photo_of(colour="blue"))])
    for command in ("/people", "/new", "/drafts", "/channels", "/nonsense"):
        sent = sid.write(command)
        await desk.told(sid, "I do not know this command", after=sent.id)
    for payload in ("x", "news2", "A" * 64, "'; drop", "%00"):
        sent = sid.write(f"/start {payload}")
        told = await desk.told(sid, "This invitation has been used or is too old", after=sent.id)
        assert "To get the news, send /start" in words_of(told)
    sid.write("/help")
    await desk.told(sid, "/start gets you our news here", after=before)
    everyone = await desk.newsroom.store.read(lambda work: work.people.roster())
    assert "Sid Stone" not in [person.name for person in everyone]
    assert await desk.newsroom.store.read(lambda work: work.editions.open_editions()) == []
