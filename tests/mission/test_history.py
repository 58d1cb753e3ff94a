"""History in the chat: who did what, when and why, for staff only."""

from tests.mission.test_moments import says_when
from tests.newsroom import RELEASE, Desk, newest, words_of


async def sends_back(desk: Desk, reason: str) -> None:
    """Ann sends it back and says why."""
    await desk.presses(desk.ann, "Send back")
    await desk.told(desk.ann, "Why are you sending back")
    desk.ann.write(reason)
    await desk.told(desk.dan, "has sent it back")


async def test_history_tells_who_did_what_when_and_why(desk: Desk) -> None:
    message = await desk.in_review()
    await sends_back(desk, "Which moor do you mean?")
    desk.dan.edit(message, RELEASE.replace("fire on the moor", "fire on Northmoor"))
    await desk.told(desk.dan, "Ready to submit", after=message.id)

    asked = desk.alan.write("/history")
    await desk.told(desk.alan, "Whose history", after=asked.id)
    await desk.presses(desk.alan, "Two new fire engines for Northmoor")

    told = words_of(await desk.told(desk.alan, "Its history", after=asked.id))
    steps = [
        "Dan Field began it",
        "Dan Field submitted it for review",
        "Ann Price sent it back: “Which moor do you mean?”",
        "Dan Field changed it: standfirst",
    ]
    assert [told.index(step) for step in steps] == sorted(told.index(step) for step in steps)
    assert told.count("Mon 23 Nov 2026, 12:00 GMT") == 4


async def test_history_tells_reasons_as_people_say_them(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved()
    await says_when(desk, "Schedule…", "tomorrow 9am")
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "🗓 Scheduled")
    desk.clock.go_on(days=2)
    await desk.told(desk.dan, "✋ Held")

    asked = desk.dan.write("/history NEWS-2026-0001")
    told = words_of(await desk.told(desk.dan, "Its history", after=asked.id))

    assert "Dan Field scheduled it for Tue 24 Nov 2026, 09:00 GMT (“tomorrow 9am”)" in told
    assert "Newsdesk held it back at its time: its moment had passed" in told
    assert "T09:00" not in told


async def test_history_of_a_reference_in_any_case(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.publishes()

    asked = desk.ada.write("/history news-2026-0001")
    told = words_of(await desk.told(desk.ada, "Its history", after=asked.id))

    assert "NEWS-2026-0001" in told
    assert "Ann Price approved it" in told
    assert "Newsdesk published it" in told


async def test_an_unknown_reference_names_those_near_it(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    asked = desk.ada.write("/history NEWS-2026-0042")
    await desk.told(desk.ada, "None has a reference yet", after=asked.id)
    await desk.publishes()

    asked = desk.ada.write("/history NEWS-2026-0042")
    await desk.told(desk.ada, "Did you mean NEWS-2026-0001?", after=asked.id)


async def test_a_long_history_comes_in_parts_and_whole(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    reason = "The third paragraph does not say which of the two bridges it is about. " * 8
    await desk.draft()
    for number in range(7):
        before = newest(desk.ann)
        await desk.presses(desk.dan, "Submit for review")
        await desk.told(desk.ann, "Please review", after=before)
        await sends_back(desk, f"{reason} Reason {number}.")

    asked = desk.ada.write("/history")
    await desk.presses(desk.ada, "Two new fire engines for Northmoor")
    await desk.told(desk.ada, "part 2 of 2", after=asked.id)

    parts = [words_of(message) for message in desk.ada.sees() if "Its history" in words_of(message)]
    assert len(parts) == 2
    assert [f"Reason {number}." in "".join(parts) for number in range(7)] == [True] * 7
    assert parts[0].index("began it") < parts[0].index("Reason 0.")
    assert "Reason 6." in parts[1]


async def test_a_reader_is_told_no_history(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.publishes()

    asked = desk.rea.write("/history NEWS-2026-0001")
    told = words_of(await desk.told(desk.rea, "", after=asked.id))

    assert "Ann Price" not in told
