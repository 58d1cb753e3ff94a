"""A time that is kept: chosen in plain words, shown before it holds, frozen until then, and asked about when missed."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.ports.schedules import Timing
from bot.desk.ports.values import Edition, Entry
from bot.news.staff import Role
from tests.newsroom import RELEASE, Desk, labels_of, newest, photo_of, words_of

TUESDAY_9 = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
SAID = "Tue 24 Nov 2026, 09:00 GMT"


async def asks_for(desk: Desk, words: str) -> str:
    """Dan presses Schedule and writes a time; returns what he is told."""
    before = newest(desk.dan)
    assert "choose the time" in await desk.presses(desk.dan, "Schedule…")
    await desk.told(desk.dan, "When should", after=before)
    return await writes(desk, words)


async def writes(desk: Desk, words: str) -> str:
    """Dan writes; returns the answer."""
    sent = desk.dan.write(words)
    return words_of(await desk.told(desk.dan, "", after=sent.id))


async def schedules(desk: Desk, words: str = "tomorrow 9am") -> None:
    """Dan chooses a time for what is approved, in these words, and confirms it."""
    await asks_for(desk, words)
    assert await desk.presses(desk.dan, "Schedule it") == "Scheduled."
    await desk.told(desk.dan, "🗓 Scheduled")


def posts(desk: Desk) -> int:
    return len([m for m in desk.channel.messages.values() if "every village" in words_of(m)])


async def rounds(_: Desk) -> None:
    """Give the worker time for a few rounds in which something could go wrong."""
    await asyncio.sleep(1.0)


async def edition(desk: Desk) -> Edition:
    found = await desk.newsroom.store.read(lambda work: work.editions.get(1))
    assert found is not None
    return found


async def entries(desk: Desk) -> list[Entry]:
    return await desk.newsroom.store.read(lambda work: work.history.of(1))


async def test_a_time_in_plain_words_is_shown_confirmed_and_kept(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    group = await desk.has_staff_group()
    await desk.approved()
    assert f"go out on {SAID}?" in await asks_for(desk, "Tomorrow 9am")
    assert (await edition(desk)).state == "approved"
    await desk.presses(desk.dan, "Schedule it")

    card = await desk.told(desk.dan, "🗓 Scheduled")
    assert f"Goes out on {SAID}." in words_of(card)
    assert "Dan Field chose it (“Tomorrow 9am”)" in words_of(card)
    assert labels_of(card) == ["Preview", "Another time…", "Unschedule"]
    timing = await desk.newsroom.store.read(lambda work: work.schedules.latest(1))
    assert timing == Timing(TUESDAY_9, "Tomorrow 9am", "Europe/London", (await edition(desk)).author_id)

    desk.clock.at = TUESDAY_9 - 61 * SECOND
    await rounds(desk)
    assert (await edition(desk)).state == "scheduled"
    desk.clock.at = TUESDAY_9 - 60 * SECOND
    for who, chat in ((desk.dan, None), (desk.ann, None), (desk.dora, group)):
        going = await desk.told(who, "Going out", chat=chat)
        assert f"It goes out on {SAID}, as scheduled by Dan Field" in words_of(going)
        assert labels_of(going) == (["Stop"] if who is desk.dan else ["Stop", "Kill…"])
    desk.clock.at = TUESDAY_9 - SECOND
    await rounds(desk)
    assert posts(desk) == 0

    desk.clock.at = TUESDAY_9
    await desk.told(desk.dan, "📣 Published")
    await rounds(desk)
    assert posts(desk) == 1
    assert (await edition(desk)).published_at == TUESDAY_9
    kinds = [entry.kind for entry in await entries(desk)]
    assert kinds[2:6] == ["approved", "scheduled", "came_due", "published"]


async def test_an_approver_takes_an_offered_time_from_the_staff_group(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    group = await desk.has_staff_group()
    await desk.approved()
    assert "in our private chat" in await desk.presses(desk.ann, "Schedule…", chat=group)
    offer = await desk.told(desk.ann, "It is now Mon 23 Nov 2026, 12:00 GMT")
    assert labels_of(offer) == ["In 1 hour", "Today 17:00", "Tomorrow 09:00", "Never mind"]
    await desk.presses(desk.ann, "Today 17:00")
    await desk.told(desk.ann, "go out on Mon 23 Nov 2026, 17:00 GMT?")
    await desk.presses(desk.ann, "Another time")
    await desk.told(desk.ann, "When should", after=newest(desk.ann) - 1)
    await desk.presses(desk.ann, "Tomorrow 09:00")
    await desk.told(desk.ann, SAID)
    await desk.presses(desk.ann, "Schedule it")
    assert "Ann Price chose it" in words_of(await desk.told(desk.dan, "🗓 Scheduled"))
    assert "approvers and drafters" in await desk.presses(desk.ada, "Unschedule", chat=group)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("soon", "I cannot read that as a time"),
        ("tomorrow", "At what time on that day?"),
        ("31/11 9am", "There is no such day"),
        ("Wed 24 Nov 9am", "falls on another day of the week"),
        ("today 9am", "Mon 23 Nov 2026, 09:00 GMT is over"),
        ("24 Dec 2027 9am", "more than a year away"),
    ],
)
async def test_what_is_no_time_is_asked_again(sqlite_desk: Desk, words: str, answer: str) -> None:
    desk = sqlite_desk
    await desk.approved()
    assert answer in await asks_for(desk, words)
    assert SAID in await writes(desk, "24 Nov 9am")


async def test_only_ones_own_words_are_a_time_and_a_question_can_be_left(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved()
    robs = desk.rob.write("tomorrow 9am")
    await desk.presses(desk.dan, "Schedule…")
    await desk.told(desk.dan, "When should")
    sent = desk.dan.forward(robs)
    await desk.told(desk.dan, "a forwarded message does not count", after=sent.id)
    photo = desk.dan.send_photo(photo_of())
    await desk.told(desk.dan, "I cannot read that as a time", after=photo.id)
    await desk.presses(desk.dan, "Never mind")
    other = desk.dan.write("A second item\n\nWith words of its own.")
    await desk.told(desk.dan, "A second item", after=other.id)


async def test_clocks_that_skip_an_hour_or_show_it_twice_are_asked_about(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.clock.at = datetime(2027, 3, 27, 12, 0, tzinfo=UTC)
    await desk.approved()
    assert "does not exist" in await asks_for(desk, "tomorrow 1.30am")
    choice = desk.dan.last()
    assert labels_of(choice)[:2] == ["Sun 28 Mar 2027, 00:30 GMT", "Sun 28 Mar 2027, 02:30 BST"]
    desk.clock.at = datetime(2027, 10, 30, 12, 0, tzinfo=UTC)
    desk.dan.write("/calendar")
    await desk.presses(desk.dan, "Two new fire engines for Northmoor")
    await desk.told(desk.dan, "✅ Approved", after=choice.id)
    assert "comes twice" in await asks_for(desk, "tomorrow 1.30am")
    twice = desk.dan.last()
    first = twice.rows[0][0]["callback_data"]
    await desk.presses(desk.dan, "Sun 31 Oct 2027, 01:30 GMT")
    await desk.told(desk.dan, "Goes out on Sun 31 Oct 2027, 01:30 GMT")
    assert (await edition(desk)).due_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert "It is scheduled" in (await desk.dan.press(twice, data=first).answer()).text


async def test_it_is_frozen_while_scheduled_and_unscheduling_keeps_the_approval(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    message = await desk.approved()
    await schedules(desk)
    before = await edition(desk)
    desk.dan.edit(message, RELEASE + " Tea will be served.")
    await desk.told(desk.dan, "Unschedule it first")
    assert (await edition(desk)).sha256 == before.sha256

    assert "still approved" in await desk.presses(desk.dan, "Unschedule")
    card = await desk.told(desk.dan, "✅ Approved")
    assert "Approved by Ann Price" in words_of(card)
    after = await edition(desk)
    assert (after.state, after.sha256, after.due_at) == ("approved", before.sha256, None)
    desk.clock.at = TUESDAY_9 + MINUTE
    await rounds(desk)
    assert posts(desk) == 0

    desk.dan.edit(message, RELEASE + " Tea will be served.")
    await desk.told(desk.dan, "Ready to submit")
    assert (await edition(desk)).state == "draft"


async def test_a_confirmation_of_words_that_changed_since_does_nothing(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    message = await desk.approved()
    await asks_for(desk, "tomorrow 9am")
    sure = desk.dan.last()
    desk.dan.edit(message, RELEASE + " Tea will be served.")
    await desk.told(desk.dan, "Ready to submit")
    assert "changed since you looked" in (await desk.dan.press(sure, "Schedule it").answer()).text

    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "Tea will be served")
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.dan, "✅ Approved", after=sure.id)
    await asks_for(desk, "in 1 hour")
    late = desk.dan.last()
    desk.clock.go_on(hours=2)
    assert "is over" in (await desk.dan.press(late, "Schedule it").answer()).text
    assert (await edition(desk)).state == "approved"


async def test_stopped_in_its_last_minute_it_stays_approved(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved()
    await schedules(desk)
    desk.clock.at = TUESDAY_9 - 30 * SECOND
    await desk.told(desk.ann, "Going out")
    assert "Nothing went out" in await desk.presses(desk.ann, "Stop")
    await desk.told(desk.dan, "✅ Approved")
    desk.clock.at = TUESDAY_9 + MINUTE
    await rounds(desk)
    assert posts(desk) == 0


async def test_closed_at_the_moment_it_goes_out_within_ten_minutes_and_is_held_after(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await desk.approved()
    await schedules(desk)
    await rounds(desk)
    await desk.closes()
    desk.clock.at = TUESDAY_9 + 9 * MINUTE
    await desk.opens()
    await desk.told(desk.dan, "📣 Published")
    assert posts(desk) == 1

    await desk.approved("A second item\n\nAnd every village on the moor again.")
    await schedules(desk, "in 1 hour")
    desk.clock.go_on(days=3)
    held = await desk.told(desk.dan, "Held: it has not gone out")
    for card in (held, await desk.told(desk.ann, "Held: it has not gone out")):
        assert "It should have gone out on Tue 24 Nov 2026, 10:09 GMT" in words_of(card)
    assert posts(desk) == 1
    await desk.presses(desk.ann, "Publish now")
    await desk.told(desk.ann, "Going out")
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "📣 Published", after=held.id - 1)
    assert posts(desk) == 2


async def test_what_only_that_moment_makes_wrong_is_shown_before_it_is_confirmed(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved("Every village gets an engine\n\nThe show is tomorrow (Tuesday) at noon.")
    told = await asks_for(desk, "tomorrow 9am")
    assert "Seen from that moment:" in told
    assert "“tomorrow (Tuesday)” does not fit, as this goes out on Tuesday 24 November" in told
    await desk.presses(desk.dan, "Another time")
    await desk.told(desk.dan, "When should", after=newest(desk.dan) - 1)
    assert (
        await writes(desk, "today 6pm")
        == "Shall Every village gets an engine go out on Mon 23 Nov 2026, 18:00 GMT?"
    )


async def test_what_is_held_can_be_kept_back(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved()
    await schedules(desk)
    desk.clock.at = TUESDAY_9 + 11 * MINUTE
    held = await desk.told(desk.dan, "Held: it has not gone out")
    assert "has no time" in await desk.presses(desk.dan, "Keep it back")
    await desk.told(desk.dan, "✅ Approved", after=held.id - 1)
    assert [entry.why for entry in await entries(desk) if entry.kind == "held"] == ["late"]
    assert (await edition(desk)).due_at is None


async def test_who_has_no_such_role_chooses_no_time(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    group = await desk.has_staff_group()
    await desk.hires("Olive Grant", Role.DUTY_OFFICER)
    desk.ada.add(desk.olive, group)
    await desk.approved()
    stranger = desk.sandbox.world.add_person("Sid Stone")
    desk.ada.add(stranger, group)
    for who in (stranger, desk.olive, desk.ada):
        assert "approvers and drafters" in await desk.presses(who, "Schedule…", chat=group)
    assert (await edition(desk)).state == "approved"
