"""An embargo over the night in which the clocks go forward: each half keeps its own hour, in the chat, the calendar and in fact."""

import asyncio
from datetime import UTC, datetime, timedelta

from tests.mission.embargoes import ADDRESS, chats, jo_confirms, mails, sets_embargo
from tests.mission.test_calendar import calendar, path_in
from tests.newsroom import Desk, newest, words_of

TEXT = "Northmoor has two new engines\n\nThey reach a fire on the moor in half the time."
HALF_PAST_MIDNIGHT = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)  # still winter time
NINE_IN_SUMMER = datetime(2027, 3, 28, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MARK = "EMBARGOED UNTIL Sun 28 Mar 2027, 09:00 BST"


async def is_public(desk: Desk) -> bool:
    """Whether the channel has it; the worker is given time for a few rounds in which it might go wrong."""
    await asyncio.sleep(1.0)
    return "half the time" in " ".join(words_of(m) for m in desk.channel.messages.values())


async def test_the_press_gets_it_in_winter_time_and_everybody_in_summer_time(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.clock.at = datetime(2027, 3, 27, 12, 0, tzinfo=UTC)
    jo = await jo_confirms(desk)
    await desk.draft(TEXT)
    sure = await sets_embargo(desk, "tomorrow 00:30", "tomorrow 9am")
    assert "The press gets it on Sun 28 Mar 2027, 00:30 GMT" in sure
    assert "Everybody gets it on Sun 28 Mar 2027, 09:00 BST" in sure
    before = newest(desk.ann)
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "Please review", after=before)
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.dan, "✅ Approved")
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "🗓 Scheduled")

    _, planned = await desk.fetch(path_in(await calendar(desk, desk.dan)))
    assert [line for line in planned.split("\r\n") if line.startswith(("DTSTART", "SUMMARY"))] == [
        "DTSTART:20270328T003000Z",
        "SUMMARY:To the press: Northmoor has two new engines",
        "DTSTART:20270328T080000Z",
        "SUMMARY:Embargo ends: Northmoor has two new engines",
    ]

    desk.clock.at = HALF_PAST_MIDNIGHT - SECOND
    await asyncio.sleep(1.0)
    assert (mails(desk, ADDRESS, MARK), chats(desk, jo, MARK)) == ([], 0)
    desk.clock.at = HALF_PAST_MIDNIGHT
    await desk.told(jo, MARK)
    await desk.sandbox.world.until(lambda: mails(desk, ADDRESS, MARK), 20)
    desk.clock.at = NINE_IN_SUMMER - SECOND
    assert not await is_public(desk)
    desk.clock.at = NINE_IN_SUMMER
    await desk.told(desk.dan, "📣 Published")
    assert await is_public(desk)
