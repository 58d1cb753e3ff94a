"""The five moments at which everything is checked: submitting, approving, scheduling, another time, and the due moment.

Each finds something that was not there at the moment before it.
"""

from datetime import UTC, datetime

from bot.desk.ports.values import Edition
from tests.newsroom import RELEASE, Desk, labels_of, newest, words_of

NIGHT = datetime(2026, 11, 23, 23, 59, 30, tzinfo=UTC)


async def edition(desk: Desk) -> Edition:
    found = await desk.newsroom.store.read(lambda work: work.editions.get(1))
    assert found is not None
    return found


async def entries(desk: Desk) -> list[tuple[str, str]]:
    return [(e.kind, e.why) for e in await desk.newsroom.store.read(lambda work: work.history.of(1))]


def handle(desk: Desk, label: str) -> str:
    """What the newest button of this label before Dan carries, to be pressed after it is gone."""
    rows = next(m.rows for m in reversed(desk.dan.sees()) if label in labels_of(m))
    return next(str(b["callback_data"]) for row in rows for b in row if b["text"] == label)


async def says_when(desk: Desk, label: str, words: str) -> str:
    """Dan presses a button and writes a time; returns what he is told."""
    before = newest(desk.dan)
    await desk.presses(desk.dan, label)
    await desk.told(desk.dan, "When should", after=before)
    said = desk.dan.write(words)
    return words_of(await desk.told(desk.dan, "", after=said.id))


async def test_submitting_and_approving_each_find_what_came_since(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    message = await desk.draft(RELEASE + " It was decided today (Mon).")
    assert "Override…" not in labels_of(await desk.told(desk.dan, "Ready to submit"))
    desk.clock.go_on(days=1)
    await desk.presses(desk.dan, "Submit for review")
    assert "“today (Mon)” does not fit" in words_of(await desk.told(desk.dan, "Not yet. First:"))
    await desk.told(desk.dan, "✗ “today (Mon)” does not fit")
    assert (await edition(desk)).state == "draft"

    desk.dan.edit(message, RELEASE + " It was decided today (Tues).")
    await desk.told(desk.dan, "△ “today (Tues)” will mislead")
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "Please review")
    desk.clock.go_on(days=1)
    await desk.presses(desk.ann, "Approve")
    assert "“today (Tues)” does not fit" in words_of(await desk.told(desk.ann, "Not yet. First:"))
    await desk.told(desk.ann, "✗ “today (Tues)” does not fit")
    assert (await edition(desk)).state == "in_review"


async def test_scheduling_and_another_time_each_find_what_only_then_is_wrong(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved(RELEASE + " It was decided today (Mon).")
    assert "“today (Mon)” does not fit" in await says_when(desk, "Schedule…", "tomorrow 9am")
    assert (await edition(desk)).state == "approved"
    await says_when(desk, "Schedule…", "today 17:00")
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "🗓 Scheduled")

    assert "“today (Mon)” does not fit" in await says_when(desk, "Another time…", "tomorrow 9am")
    assert (await edition(desk)).due_at == datetime(2026, 11, 23, 17, tzinfo=UTC)
    assert "The approvals stay." in await says_when(desk, "Another time…", "today 18:00")
    await desk.presses(desk.dan, "Change the time")
    await desk.told(desk.dan, "Goes out on Mon 23 Nov 2026, 18:00 GMT")
    stands = await edition(desk)
    assert (stands.state, stands.due_at) == ("scheduled", datetime(2026, 11, 23, 18, tzinfo=UTC))
    assert (await entries(desk))[-1] == (
        "rescheduled",
        "2026-11-23T18:00:00+00:00 Europe/London: today 18:00",
    )
    assert len(await desk.newsroom.store.read(lambda work: work.editions.approvals(stands.revision_id))) == 1
    desk.clock.at = datetime(2026, 11, 23, 17, 0, 30, tzinfo=UTC)
    desk.clock.at = datetime(2026, 11, 23, 18, tzinfo=UTC)
    await desk.told(desk.dan, "📣 Published")
    assert (await edition(desk)).published_at == desk.clock.at


async def test_the_due_moment_finds_what_the_last_minute_made_wrong(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved(RELEASE + " It was decided today (Mon).")
    desk.clock.at = NIGHT
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.clock.go_on(seconds=61)
    assert "“today (Mon)” does not fit" in words_of(await desk.told(desk.dan, "a check stood against it"))
    assert (await entries(desk))[-1] == ("held", "checks")


async def test_a_time_at_which_a_check_answers_otherwise_is_approved_anew(sqlite_desk: Desk) -> None:
    """The approvals were given for a "tomorrow" that is Wednesday."""
    desk = sqlite_desk
    await desk.approved(RELEASE + " The show is tomorrow.")
    await says_when(desk, "Schedule…", "tomorrow 9am")
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "🗓 Scheduled")
    assert "The approvals stay." in await says_when(desk, "Another time…", "tomorrow 10am")

    told = await says_when(desk, "Another time…", "on Wednesday 9am")
    assert "nobody has approved it for that time" in told
    stale = handle(desk, "Take it back to draft")
    before = newest(desk.ann)
    assert "a draft again" in await desk.presses(desk.dan, "Take it back to draft")
    await desk.told(desk.ann, "It is a draft again", after=before)
    kinds = [kind for kind, _ in await entries(desk)]
    assert kinds[-3:] == ["scheduled", "unscheduled", "reopened"]
    assert "changed since you looked" in (await desk.dan.press(desk.dan.last(), data=stale).answer()).text
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "Please review", after=before)
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.dan, "✅ Approved")
    assert "nobody has approved" not in await says_when(desk, "Schedule…", "on Wednesday 9am")
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "Goes out on Wed 25 Nov 2026, 09:00 GMT")

    await desk.presses(desk.dan, "Unschedule")
    await desk.told(desk.dan, "✅ Approved")
    assert "nobody has approved it for that time" in await says_when(desk, "Schedule…", "on Thursday 9am")


async def test_a_time_changed_meanwhile_is_not_changed_again_by_an_old_button(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved()
    await says_when(desk, "Schedule…", "tomorrow 9am")
    first = handle(desk, "Schedule it")
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "🗓 Scheduled")
    assert (await desk.dan.press(desk.dan.last(), data=first).answer()).text != "Scheduled."
    await says_when(desk, "Another time…", "tomorrow 10am")
    slow = handle(desk, "Change the time")
    await says_when(desk, "Another time…", "tomorrow 11am")
    await desk.presses(desk.dan, "Change the time")
    await desk.told(desk.dan, "11:00 GMT")
    assert "Somebody else was quicker" in (await desk.dan.press(desk.dan.last(), data=slow).answer()).text
    assert (await edition(desk)).due_at == datetime(2026, 11, 24, 11, tzinfo=UTC)
