"""Out, or not: the moment for second thoughts, buttons pressed twice, and places that change under our feet."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.desk import publish
from bot.news.refusal import Refusal
from bot.news.staff import Person
from bot.news.status import LIVE, State
from tests.newsroom import Desk, labels_of, newest, words_of

HEADLINE = "Two new fire engines"
PAGE = "/news/two-new-fire-engines-for-northmoor-1"


async def test_stop_keeps_everything_back_even_at_the_last_moment(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved()
    await desk.presses(desk.dan, "Publish now")
    card = await desk.told(desk.dan, "Going out")
    stop = labels_of(card)
    assert stop == ["Stop"]
    assert (await desk.fetch(PAGE))[0] == 404
    desk.clock.go_on(seconds=59)
    assert "Nothing went out" in await desk.presses(desk.ann, "Stop")
    desk.clock.go_on(seconds=600)
    await asyncio.sleep(0.8)
    assert posts(desk) == 0
    assert (await desk.fetch(PAGE))[0] == 404
    assert "Publish now" in labels_of(await desk.told(desk.dan, "✅ Approved"))


async def test_a_stop_and_the_due_moment_at_once_never_both_happen(desk: Desk) -> None:
    """Twelve stops against the release; the twin that looks first and writes after is caught by the same count."""
    await desk.approved()
    assert {await both(desk, stops) for _ in range(12)} <= {(True, False), (False, True)}


async def test_a_stop_that_looks_and_then_leaps_is_caught(sqlite_desk: Desk) -> None:
    await sqlite_desk.approved()

    async def look_then_stop(desk: Desk, _dan: Person) -> None:
        seen = await desk.newsroom.store.read(lambda work: work.editions.get(1))
        if seen is None or seen.state is not State.HOLDING:
            raise Refusal("not_now", state="", action="")
        await asyncio.sleep(0.05)
        await desk.newsroom.store.write(
            lambda work: work.history.add("stopped", person_id=None, edition=seen)
        )

    assert await both(sqlite_desk, look_then_stop) == (True, True)


async def stops(desk: Desk, dan: Person) -> None:
    await desk.newsroom.store.write(lambda work: publish.stop(work, dan, 1))


async def both(desk: Desk, stop: Callable[[Desk, Person], Awaitable[None]]) -> tuple[bool, bool]:
    """Let it out and stop it at the same moment; tell whether it was stopped and whether it went live."""
    store, press = desk.newsroom.store, desk.newsroom.worker.press
    dan = await store.read(lambda work: work.people.find(desk.dan.id))
    edition = await store.read(lambda work: work.editions.get(1))
    assert dan is not None
    assert edition is not None
    if edition.state is not State.APPROVED:
        return True, False
    await store.write(
        lambda work: publish.publish_now(work, dan, (edition.id, edition.revision_id), (0, press))
    )
    stopped, live = await asyncio.gather(
        stop(desk, dan), store.write(lambda work: publish.go_live(work, 1, press)), return_exceptions=True
    )
    now = await store.read(lambda work: work.editions.get(1))
    assert now is not None
    assert not isinstance(live, BaseException), live
    return not isinstance(stopped, BaseException), now.state in LIVE


async def test_publishing_twice_is_once(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved()
    dans = await desk.told(desk.dan, "✅ Approved")
    anns = await desk.told(desk.ann, "✅ Approved")
    presses = [desk.dan.press(dans, "Publish now"), desk.ann.press(anns, "Publish now")]
    answers = sorted([(await press.answer()).text for press in presses])
    assert answers[0].startswith("It is going out already")
    assert answers[1].startswith("It is going out.")
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "📣 Published")
    assert posts(desk) == 1
    assert [HEADLINE in words_of(reader.last()) for reader in (desk.rea, desk.rob)] == [True, True]


async def test_a_channel_lost_before_publishing_is_told_and_tried_again(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved()
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    before = newest(desk.ada)
    desk.sandbox.world.updates.allow(["message", "callback_query"])  # Telegram does not tell us in time
    desk.ada.promote_bot(desk.channel, ["can_manage_chat"])
    desk.clock.go_on(seconds=61)
    card = await desk.told(desk.dan, "⚠️ Partly published")
    assert "Make the bot an administrator there again" in words_of(card)
    assert "I may no longer write in Northshire Fire news" in words_of(
        await desk.told(desk.ada, "I may no longer write", after=before)
    )
    assert HEADLINE in words_of(desk.rea.last())
    assert (await desk.fetch(PAGE))[0] == 200

    desk.sandbox.world.updates.allow([])
    desk.ada.promote_bot(desk.channel)
    await desk.told(desk.ada, "may write in Northshire Fire news again")
    assert "Trying again" in await desk.presses(desk.dan, "Try the channel again")
    await desk.told(desk.dan, "📣 Published")
    assert posts(desk) == 1


async def test_a_channel_taken_away_in_time_is_told_and_offered_again(sqlite_desk: Desk) -> None:
    """Without any channel, the page and the readers get it all the same, and the report says so."""
    desk = sqlite_desk
    desk.ada.remove_bot(desk.channel)
    await desk.told(desk.ada, "I may no longer write in Northshire Fire news (removed)")
    await desk.publishes()
    assert "Channel: none I may write in" in words_of(await desk.told(desk.dan, "📣 Published"))
    assert posts(desk) == 0
    desk.ada.write("/channels")
    await desk.told(desk.ada, "but I may not write there now")
    await desk.presses(desk.ada, "Northshire Fire news")
    await desk.told(desk.ada, "What is Northshire Fire news for?")
    assert "may not write in" in await desk.presses(desk.ada, "Announcements go here")


async def test_a_group_that_becomes_a_supergroup_keeps_its_purpose(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    group = await desk.has_staff_group(kind="group")
    await desk.in_review()
    await desk.told(desk.ann, "Please review", chat=group)
    bigger = desk.ada.upgrade(group)
    await desk.told(desk.ann, "Please review", chat=bigger)
    assert "Approved" in await desk.presses(desk.ann, "Approve", chat=bigger)
    await desk.told(desk.dora, "✅ Approved", chat=bigger)


def posts(desk: Desk) -> int:
    """How often the channel has the announcement."""
    return sum(HEADLINE in words_of(m) for m in desk.channel.messages.values())
