"""A rehearsal and its place: whatever the place becomes meanwhile, nobody outside ever reads a word of it."""

from bot.sandbox.chats import Chat
from bot.sandbox.faults import Fault
from tests.mission.test_rehearsal import has_place, rehearse
from tests.newsroom import RELEASE, Desk, newest, words_of

OUT = "Forbidden: bot is not a member of the channel chat"


async def rehearsed(desk: Desk, place: Chat, fault: Fault) -> None:
    """Dan's rehearsal is on its way and meets a fault at its place."""
    await rehearse(desk, RELEASE)
    await desk.presses(desk.dan, "Submit for review")
    await desk.presses(desk.dan, "🟧 Approve (rehearsal)")
    await desk.presses(desk.dan, "🟧 Rehearse it now")
    await desk.told(desk.dan, "Going out")
    fault.method, fault.chat_id = "sendMessage", place.id
    desk.sandbox.faults.add(fault)
    desk.clock.go_on(seconds=61)
    await desk.sandbox.world.until(lambda: fault.suffered == 1, 10)


async def becomes_public(desk: Desk, place: Chat) -> None:
    """Ada says that announcements go there."""
    asked = desk.ada.write("/channels")
    await desk.presses(desk.ada, place.title)
    await desk.presses(desk.ada, "Announcements go here")
    await desk.told(desk.ada, "gets every announcement", after=asked.id)


def posts(place: Chat) -> list[str]:
    return [words_of(m) for m in place.messages.values() if "fire engines" in words_of(m)]


async def test_a_copy_that_waits_never_goes_to_what_became_a_place_for_news(desk: Desk) -> None:
    place = await has_place(desk)
    await rehearsed(desk, place, Fault("answer", code=429, retry_after=600))
    await becomes_public(desk, place)
    desk.clock.go_on(seconds=700)
    await desk.told(desk.dan, "Rehearsed")
    assert posts(place) == []


async def test_a_refused_copy_is_not_tried_again_where_news_goes_by_now(desk: Desk) -> None:
    place = await has_place(desk)
    await rehearsed(desk, place, Fault("answer", code=403, description=OUT))
    await desk.told(desk.dan, "Partly")
    desk.ada.remove_bot(place)
    desk.ada.add_bot(place)
    await desk.told(desk.ada, "I may write in")
    await becomes_public(desk, place)
    await desk.presses(desk.dan, "Try the channel again")
    desk.clock.go_on(seconds=60)
    await desk.publishes("A real item\n\nWith real words.")
    await desk.told(desk.dan, "📣 Published")
    assert posts(place) == []


async def test_a_public_name_that_nobody_told_us_of_is_found_by_asking(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    place = await has_place(desk)
    place.username = "northshireopen"
    before = newest(desk.ada)
    desk.clock.go_on(hours=2)
    await desk.newsroom.worker.sounding_round()
    await desk.told(desk.ada, "What is it for?", after=before)
    await rehearse(desk, RELEASE)
    assert "no place to rehearse in" in await desk.presses(desk.dan, "Submit for review")


async def test_where_announcements_arrived_no_rehearsal_goes_however_private_it_is(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.channel.username = ""
    await desk.newsroom.store.write(lambda work: work.channels.notice(desk.channel.id, "News", "channel", ""))
    await desk.publishes()
    desk.ada.write("/channels")
    await desk.presses(desk.ada, "News")
    assert "somebody follows them" in await desk.presses(desk.ada, "Rehearsals go here")


async def test_every_other_admin_hears_what_a_place_is_for(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.ada.write("/people")
    await desk.presses(desk.ada, "Dora Hill")
    await desk.presses(desk.ada, "Also an admin")
    await desk.told(desk.dora, "has made you an admin")
    place = await has_place(desk)
    await desk.told(
        desk.dora, "Ada Marsh has said what a place is for. Rehearsals go to Northshire rehearsals"
    )
    before = newest(desk.ada)
    await becomes_public(desk, place)
    assert not [m for m in desk.ada.sees() if m.id > before and "has said what" in words_of(m)]
