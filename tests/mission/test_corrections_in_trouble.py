"""Corrections when the outside misbehaves, or the former edition is not everywhere yet: no second copy, and none left wrong."""

from bot.news.delivery import DeliveryState, Kind, Tally
from bot.sandbox.faults import Fault
from tests.mission.correcting import (
    RIGHT,
    RIGHTED,
    SLIP,
    WRONG,
    goes_out,
    has,
    is_everywhere,
    is_out,
    is_put_right,
    is_put_right_but_for_rea,
    opens,
    posts,
)
from tests.newsroom import PATIENCE, RELEASE, Desk, words_of


async def test_a_correction_in_mid_broadcast_leaves_nobody_with_the_wrong_words(desk: Desk) -> None:
    """Rob’s copy waits: what is there is edited, what is not comes once and right. Twin: all planned anew would be two for some."""
    held = desk.sandbox.faults.add(
        Fault("answer", "sendMessage", desk.rob.id, code=429, retry_after=3600, times=1)
    )
    written = desk.dan.write(RELEASE)
    await goes_out(desk)
    await desk.sandbox.world.until(lambda: held.suffered, PATIENCE)
    await desk.told(desk.dan, "Going out now")
    await is_put_right(desk, written)
    desk.clock.go_on(seconds=3600)
    await is_everywhere(desk)
    for reader in (desk.rea, desk.rob):
        assert [RIGHT in copy for copy in has(desk, reader)] == [True]
    former = await tally(desk, 1)
    assert former[Kind.SUBSCRIBER].of(DeliveryState.EXCLUDED) >= 1


async def test_a_correction_of_a_correction_in_mid_broadcast_edits_the_one_copy_there_is(desk: Desk) -> None:
    """Broken twin: taking a copy that was never edited for one that never arrived sends a second beside it."""
    written = await is_put_right_but_for_rea(desk)
    await opens(desk, SLIP)
    desk.dan.edit(written, RIGHTED.replace("on Saturday", "all Saturday"))
    await goes_out(desk)
    await desk.told(desk.dan, "Edition 3: it mended")
    desk.clock.go_on(seconds=3600)
    await is_everywhere(desk, 3)
    copies = [has(desk, desk.rea), has(desk, desk.rob), [words_of(post) for post in posts(desk)]]
    assert [["all Saturday" in copy for copy in one] for one in copies] == [[True]] * 3


async def test_a_copy_that_is_on_its_way_is_waited_for_and_then_edited(sqlite_desk: Desk) -> None:
    """Broken twin: a new copy sent beside the one on its way would be the second that Rob has."""
    desk = sqlite_desk
    slow = desk.sandbox.faults.add(Fault("slow", "sendMessage", desk.rob.id, when="after", seconds=60))
    written = desk.dan.write(RELEASE)
    await goes_out(desk)
    await desk.sandbox.world.until(lambda: slow.suffered and has(desk, desk.rob), PATIENCE)
    await is_put_right(desk, written)
    await desk.told(desk.dan, "Subscribers 1 of 2")
    assert [WRONG in copy for copy in has(desk, desk.rob)] == [True]
    desk.sandbox.faults.clear()
    await is_everywhere(desk)
    assert [RIGHT in copy for copy in has(desk, desk.rob)] == [True]


async def test_a_post_that_somebody_deleted_is_named_and_comes_again_on_a_persons_word(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    written = await is_out(desk)
    desk.ada.delete(posts(desk)[0])
    await is_put_right(desk, written)
    card = await desk.told(desk.dan, "Partly published")
    assert "the message is not there any more" in words_of(card)
    await desk.presses(desk.dan, "Try the channel again")
    await desk.told(desk.dan, "📣 Published")
    assert [RIGHT in words_of(post) for post in posts(desk)] == [True]


async def test_an_edit_that_got_no_answer_is_made_again_and_never_in_doubt(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    written = await is_out(desk)
    for chat_id in (desk.channel.id, desk.rea.id):
        desk.sandbox.faults.add(Fault("reset", "editMessageText", chat_id, when="after", times=1))
    await is_put_right(desk, written)
    await is_everywhere(desk)
    assert [RIGHT in words_of(post) for post in posts(desk)] == [True]
    assert (await tally(desk, 2))[Kind.CHANNEL].of(DeliveryState.UNCERTAIN) == 0


async def test_what_was_never_clear_is_not_guessed_at(sqlite_desk: Desk) -> None:
    """The first post is in doubt when the correction goes out: nothing is sent beside it, staff are asked."""
    desk = sqlite_desk
    desk.sandbox.faults.add(Fault("reset", "sendMessage", desk.channel.id, when="after"))
    written = desk.dan.write(RELEASE)
    await goes_out(desk)
    await desk.told(desk.dan, "Partly published")
    await is_put_right(desk, written)
    await desk.told(desk.dan, "It never became clear whether the channel has the earlier edition")
    assert [WRONG in words_of(post) for post in posts(desk)] == [True]
    await desk.presses(desk.dan, "Send again")
    await desk.told(desk.dan, "📣 Published")
    assert len(posts(desk)) == 2


async def tally(desk: Desk, edition_id: int) -> dict[Kind, Tally]:
    return await desk.newsroom.store.read(lambda work: work.outbox.tally(edition_id))
