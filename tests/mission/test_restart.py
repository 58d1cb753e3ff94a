"""Stopped and started again in the middle of everything: what was asked, laid aside or going out goes on."""

import asyncio

from tests.newsroom import Desk, words_of


async def test_a_restart_in_the_middle_of_drafting_loses_nothing(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft()
    await desk.presses(desk.dan, "Headline")
    await desk.told(desk.dan, "Send the headline")
    await desk.restarts()
    answer = desk.dan.write("Engines for the moor")
    await desk.told(desk.dan, "Engines for the moor", after=answer.id)

    aside = desk.dan.write("Words that come in between\n\nWith a standfirst.")
    await desk.told(desk.dan, "Where do these new words belong?", after=aside.id)
    await desk.restarts()
    await desk.presses(desk.dan, "Start a new announcement")
    await desk.told(desk.dan, "Words that come in between", after=aside.id)

    await desk.closes()
    desk.dan.write("/drafts")
    await desk.opens()
    await desk.presses(desk.dan, "Engines for the moor")
    await desk.told(desk.dan, "Engines for the moor", after=aside.id + 1)


async def test_a_restart_between_any_two_steps_of_deciding_loses_nothing(desk: Desk) -> None:
    message = await desk.in_review()
    await desk.presses(desk.ann, "Send back")
    await desk.told(desk.ann, "Why are you sending back")
    await desk.restarts()
    desk.ann.write("Say which Saturday")
    await desk.told(desk.dan, "“Say which Saturday”")
    await desk.closes()
    desk.dan.edit(message, words_of(message).replace("on Saturday", "on Saturday 28 November"))
    await desk.opens()
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.alan, "28 November")
    await desk.presses(desk.alan, "Approve")
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")

    await desk.closes()
    desk.clock.go_on(seconds=61)
    await desk.opens()
    await desk.told(desk.dan, "📣 Published")
    for reader in (desk.rea, desk.rob):
        assert [words_of(m).count("28 November") for m in reader.sees() if "28 November" in words_of(m)] == [
            1
        ]


async def test_the_twin_that_keeps_the_question_in_memory_is_caught(sqlite_desk: Desk) -> None:
    """A newsroom whose question is forgotten at a restart asks where the headline belongs instead of taking it."""
    desk = sqlite_desk
    await desk.draft()
    await desk.presses(desk.dan, "Headline")
    await desk.told(desk.dan, "Send the headline")
    await desk.newsroom.store.write(lambda work: work.conversations.answered(desk.dan.id))
    await desk.restarts()
    answer = desk.dan.write("Engines for the moor")
    await desk.told(desk.dan, "Where do these new words belong?", after=answer.id)


async def test_a_stop_in_the_very_moment_an_update_arrives_is_heeded(sqlite_desk: Desk) -> None:
    """Broken twin: `asyncio.wait_for` in the pause, which before Python 3.12 takes the one for the other."""
    table = sqlite_desk.newsroom.worktable
    for turns in range(8):
        working = asyncio.create_task(table.run())
        await asyncio.sleep(0.05)
        table.wake.set()
        for _ in range(turns):
            await asyncio.sleep(0)
        working.cancel()
        stopped, _ = await asyncio.wait({working}, timeout=2)
        assert stopped, turns
