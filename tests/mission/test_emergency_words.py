"""What a duty officer and everybody else reads before an emergency that puts something right goes out."""

from bot.news.staff import Role
from tests.mission.correcting import WHY, WITHDRAWAL, is_out, opens
from tests.newsroom import Desk, words_of


async def test_an_emergency_that_withdraws_shows_what_readers_are_told(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER)
    await is_out(desk)
    await opens(desk, WITHDRAWAL, WHY)
    asked = desk.tess.write("/drafts")
    await desk.told(desk.tess, "Open on the desk", after=asked.id)
    await desk.presses(desk.tess, "Two new fire engines for Northmoor")
    await desk.presses(desk.tess, "Emergency…")
    await desk.told(desk.tess, "Why can it not wait")
    desk.tess.write("The witness has been threatened since this morning")

    words = words_of(await desk.told(desk.tess, "These exact words would go out"))
    sure = words_of(await desk.told(desk.tess, "without approval?"))
    assert WHY in words
    assert "It withdraws what was published, everywhere." in sure
    assert "It puts right the page, 1 channel post and 2 subscribers’ messages" in sure
    await desk.presses(desk.tess, "Yes, publish it unapproved")
    loud = words_of(await desk.told(desk.ada, "going out without approval"))
    assert f"Readers are told: “{WHY}”" in loud
