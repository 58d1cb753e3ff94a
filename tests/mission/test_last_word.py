"""Between the approval and the public: the time another than was approved, the policy raised, an embargo that ended."""

from datetime import UTC, datetime

from bot.desk.timing import answers_change
from bot.news.status import State
from tests.mission.correcting import goes_out
from tests.mission.embargoes import approved_under_embargo
from tests.mission.emergencies import chooses, states
from tests.mission.test_moments import says_when
from tests.newsroom import RELEASE, Desk, labels_of, words_of

TOMORROW = f"{RELEASE} The show is tomorrow."
LATER = datetime(2026, 11, 24, 10, tzinfo=UTC)


async def is_scheduled(desk: Desk, words: str) -> None:
    await says_when(desk, "Schedule…", words)
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "🗓 Scheduled")


async def test_publish_now_is_no_way_round_a_check_that_answers_otherwise(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved(TOMORROW)
    await is_scheduled(desk, "on Wednesday 9am")
    await desk.presses(desk.dan, "Unschedule")
    await desk.told(desk.dan, "✅ Approved")

    refused = await desk.presses(desk.dan, "Publish now")
    assert "nobody has approved it for now" in refused
    assert await states(desk) == [State.APPROVED]
    # The twin that must fail: without the question it would go, for nothing else stands against it.
    store, press = desk.newsroom.store, desk.newsroom.worker.press
    edition = await store.read(lambda work: work.editions.get(1))
    assert edition is not None
    assert await store.read(lambda work: answers_change(work, edition, press, work.now))

    await says_when(desk, "Schedule…", "in 10 minutes")
    await desk.presses(desk.dan, "Take it back to draft")
    await desk.told(desk.dan, "✏️ Draft")
    await goes_out(desk)
    await desk.told(desk.dan, "📣 Published")


async def test_what_was_held_overnight_is_asked_about_its_tomorrow(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved(TOMORROW)
    await is_scheduled(desk, "today 17:00")
    await desk.closes()
    desk.clock.at = LATER
    await desk.opens()
    await desk.told(desk.dan, "✋ Held")

    assert "Press “Keep it back”, then “Schedule…”" in await desk.presses(desk.dan, "Publish now")
    assert await states(desk) == [State.HELD]


async def test_more_approvals_wanted_after_the_approval_leave_a_way_out(desk: Desk) -> None:
    await desk.approved()
    await chooses(desk, "Approvals…", "2")
    card = await desk.told(desk.dan, "nothing can: “Take it back to draft”")
    assert "Publish now" not in labels_of(card)
    assert "1 more approval is needed" in words_of(card)

    await desk.presses(desk.dan, "Take it back to draft")
    await desk.presses(desk.dan, "Submit for review")
    for approver in (desk.ann, desk.alan):
        await desk.told(approver, "Please review")
        await desk.presses(approver, "Approve")
    await desk.told(desk.dan, "Press “Publish now” when it should")
    await desk.presses(desk.dan, "Publish now")
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "📣 Published")


async def test_what_was_scheduled_before_more_were_wanted_is_held_and_leaves_a_way_out(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await desk.approved()
    await is_scheduled(desk, "today 17:00")
    await chooses(desk, "Approvals…", "2")
    desk.clock.at = datetime(2026, 11, 23, 17, 0, 5, tzinfo=UTC)
    held = await desk.told(desk.dan, "✋ Held")
    assert "Publish now" not in labels_of(held)
    await desk.presses(desk.dan, "Keep it back")
    await desk.presses(desk.dan, "Take it back to draft")
    await desk.told(desk.dan, "Ready to submit")


async def test_what_was_under_an_embargo_that_ended_is_scheduled_like_anything_else(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await approved_under_embargo(desk)
    desk.clock.at = LATER
    asked = desk.dan.write("/drafts")
    await desk.told(desk.dan, "Open on the desk", after=asked.id)
    await desk.presses(desk.dan, "Two new fire engines for Northmoor")
    await is_scheduled(desk, "today 17:00")
