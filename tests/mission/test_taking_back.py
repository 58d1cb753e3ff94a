"""What should never have gone out is gone: a tombstone in every place, and whoever was mailed it is told."""

from bot.news.delivery import DeliveryState, Kind
from bot.sandbox.faults import Fault
from tests.mission.correcting import (
    CORRECTION,
    MAIL,
    NOTE,
    PAGE,
    WHY,
    goes_out,
    has,
    is_out,
    is_put_right,
    is_put_right_but_for_rea,
    kills,
    opens,
)
from tests.newsroom import PATIENCE, RELEASE, Desk, photo_of, words_of

TOMBSTONE = "has removed this announcement (NEWS-2026-0001). Please do not use it or pass it on."


async def test_a_killed_announcement_is_gone_from_everywhere(desk: Desk) -> None:
    """Broken twin: a kill that only changes the state leaves the words in every chat, where they are looked for."""
    await desk.subscribes_by_mail(MAIL)
    await is_out(desk)
    await desk.sandbox.mailbox.arrived(MAIL, count=2)
    await desk.told(desk.dan, "Subscribers 2 of 2 ✓")
    await kills(desk)
    await desk.told(desk.ann, "Channel: 1 of 1 ✓")
    await desk.told(desk.ann, "Subscribers: 2 of 2 ✓")
    await desk.told(desk.dan, f"after it had gone out, and it is being taken back everywhere: “{WHY}”")

    mails = await desk.sandbox.mailbox.arrived(MAIL, count=3)
    assert mails[-1].subject == "Please do not use: removed by Northshire Fire and Rescue"
    assert "NEWS-2026-0001 of 23 November 2026" in " ".join(mails[-1].text.split())
    for person, chat in ((desk.rea, desk.channel), (desk.rea, None), (desk.rob, None)):
        seen = [words_of(message) for message in person.sees(chat)]
        assert sum(TOMBSTONE in words for words in seen) == 1
        assert not [words for words in seen if "fire engines" in words]
    status, page = await desk.fetch(PAGE)
    assert (status, "fire engines" in page) == (410, False)
    assert "fire engines" not in (await desk.fetch("/feed.xml"))[1] + (await desk.fetch("/"))[1]
    assert WHY not in page + words_of(desk.rea.sees(desk.channel)[-1]) + mails[-1].text


async def test_a_photo_goes_with_the_words(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.dan.send_photo(photo_of(), RELEASE)
    await desk.presses(desk.dan, "Alt text")
    await desk.told(desk.dan, "Send the alt text")
    desk.dan.write("The two red engines before the station")
    await desk.told(desk.dan, "Alt text: “The two")
    await goes_out(desk)
    await desk.told(desk.dan, "Subscribers 2 of 2 ✓")
    before = desk.rea.sees(desk.channel)[-1].json()["photo"][0]["file_unique_id"]
    await kills(desk)
    await desk.told(desk.ann, "Subscribers: 2 of 2 ✓")
    post = desk.rea.sees(desk.channel)[-1]
    assert (TOMBSTONE in words_of(post), post.json()["photo"][0]["file_unique_id"] == before) == (True, False)


async def test_a_kill_stops_what_is_going_out_and_ends_its_correction(desk: Desk) -> None:
    held = desk.sandbox.faults.add(Fault("answer", "sendMessage", desk.rob.id, code=429, retry_after=3600))
    desk.dan.write(RELEASE)
    await goes_out(desk)
    await desk.sandbox.world.until(lambda: held.suffered, PATIENCE)
    await desk.told(desk.dan, "Going out now")
    await opens(desk, CORRECTION, NOTE)
    await kills(desk, "📣 Going out now")
    await desk.told(desk.dan, "🗑 Discarded")
    desk.clock.go_on(seconds=3600)
    await desk.told(desk.ann, "It is gone")
    await desk.sandbox.world.until(lambda: not has(desk, desk.rea), PATIENCE)
    assert has(desk, desk.rob) == []
    tally = await desk.newsroom.store.read(lambda work: work.outbox.tally(1))
    assert tally[Kind.SUBSCRIBER].pending == 0
    assert tally[Kind.SUBSCRIBER].of(DeliveryState.EXCLUDED) >= 1


async def test_a_copy_that_was_still_to_be_put_right_is_taken_back_all_the_same(desk: Desk) -> None:
    """Broken twin: tombstones for the last edition's copies alone leave the first one's words with whoever still has them."""
    await is_put_right_but_for_rea(desk)
    await kills(desk, "📣 Going out now")
    desk.clock.go_on(seconds=3600)
    await desk.told(desk.ann, "Subscribers: 2 of 2 ✓")
    assert (has(desk, desk.rea), has(desk, desk.rob)) == ([], [])


async def test_what_was_corrected_before_is_taken_back_too(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.subscribes_by_mail(MAIL)
    written = await is_out(desk)
    await is_put_right(desk, written)
    await desk.sandbox.mailbox.arrived(MAIL, count=3)
    await kills(desk)
    await desk.told(desk.ann, "Subscribers: 2 of 2 ✓")
    assert len(await desk.sandbox.mailbox.arrived(MAIL, count=4)) == 4
    assert (await desk.fetch(PAGE))[0] == 410


async def test_nothing_of_what_was_killed_is_sent_again_by_an_old_button(sqlite_desk: Desk) -> None:
    """Broken twin: a button that asks only for the role would send the killed words once more."""
    desk = sqlite_desk
    desk.sandbox.faults.add(Fault("reset", "sendMessage", desk.channel.id, when="after"))
    desk.dan.write(RELEASE)
    await goes_out(desk)
    card = await desk.told(desk.dan, "Partly published")
    handle = next(
        button["callback_data"] for row in card.rows for button in row if button["text"] == "Send again"
    )
    await kills(desk, "Partly published")
    await desk.told(desk.ann, "it was never clear whether they have it")
    answer = await desk.dan.press(card, data=handle).answer(within=PATIENCE)
    assert "It was killed" in (answer.text or "")
    tally = await desk.newsroom.store.read(lambda work: work.outbox.tally(1))
    assert tally[Kind.CHANNEL].of(DeliveryState.PLANNED) == 0
