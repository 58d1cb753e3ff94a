"""Inviting, joining and leaving: a link works once and for a week, and who leaves is out at once."""

import re

from bot.sandbox.people import Person
from tests.newsroom import Desk, labels_of, newest, words_of


async def invited(desk: Desk, role: str) -> str:
    """The token of a fresh invitation of Ada's."""
    desk.ada.write("/people")
    before = newest(desk.ada)
    await desk.presses(desk.ada, f"Invite {role}")
    link = words_of(await desk.told(desk.ada, "It works once, for seven days", after=before))
    found = re.search(r"https://t\.me/newsdesk_bot\?start=(\S+)", link)
    assert found is not None, link
    return found[1]


def newcomer(desk: Desk, name: str) -> Person:
    return desk.sandbox.world.add_person(name)


async def test_an_invitation_works_once_and_for_a_week(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    token = await invited(desk, "an approver")
    eve, finn = newcomer(desk, "Eve Gray"), newcomer(desk, "Finn Hay")
    eve.start(token)
    await desk.told(eve, "You are an approver now")
    await desk.told(desk.ada, "Eve Gray has joined the desk as an approver. Not who you expected?")
    finn.start(token)
    await desk.told(finn, "This invitation has been used or is too old. Ask for a new one")
    again = eve.start(token)
    await desk.told(eve, "You are on the desk already, as an approver", after=again.id)

    token = await invited(desk, "a drafter")
    desk.clock.go_on(days=7, seconds=1)
    finn.start(token)
    await desk.told(finn, "too old", after=newest(finn))
    dans = desk.dan.start(token)
    await desk.told(desk.dan, "You are on the desk already, as a drafter", after=dans.id)
    token = await invited(desk, "an approver")
    desk.dan.start(token)
    await desk.told(desk.dan, "You are an approver now")
    await desk.in_review()
    assert "Approve" not in labels_of(await desk.told(desk.dan, "In review"))


async def test_who_leaves_takes_their_invitations_questions_and_drafting_along(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    ben = await desk.hires("Ben Carr")
    ben.start(await invited(desk, "an admin"))
    await desk.told(ben, "You are an admin now")
    ben.write("/people")
    before = newest(ben)
    await desk.presses(ben, "Invite a drafter")
    token = words_of(await desk.told(ben, "It works once", after=before)).rsplit("=", 1)[1]
    message = await desk.draft()
    await desk.presses(desk.dan, "Headline")
    await desk.told(desk.dan, "Send the headline")

    for leaver in ("Ben Carr", "Dan Field"):
        desk.ada.write("/people")
        await desk.presses(desk.ada, f"✕ {leaver}")
        sure = await desk.told(desk.ada, f"Remove {leaver} from the desk?")
        yes = sure.rows[0][0]["callback_data"]
        await desk.presses(desk.ada, "Yes, remove")
        await desk.told(desk.ada, f"{leaver} is no longer on the desk")
        assert "not on the desk any more" in (await desk.ada.press(sure, data=yes).answer()).text
    finn = newcomer(desk, "Finn Hay")
    finn.start(token)
    await desk.told(finn, "This invitation has been used or is too old")
    sent = desk.dan.write("A headline after all")
    await desk.told(desk.dan, "Shall I send you our news here", after=sent.id)
    desk.dan.edit(message, "Words of somebody who left")
    assert "desk’s staff" in await desk.presses(desk.dan, "Never mind")
    desk.dora.write("/drafts")
    drafts = words_of(await desk.told(desk.dora, "Open on the desk"))
    assert "Two new fire engines" in drafts


async def test_an_admin_may_leave_but_not_the_last_one(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.ada.write("/people")
    await desk.presses(desk.ada, "✕ Ada Marsh")
    await desk.told(desk.ada, "Remove yourself from the desk?")
    assert "The desk needs an admin" in await desk.presses(desk.ada, "Yes, remove")
    ben = newcomer(desk, "Ben Carr")
    ben.start(await invited(desk, "an admin"))
    await desk.told(ben, "You are an admin now")
    assert "Removed" in await desk.presses(desk.ada, "Yes, remove")
    await desk.told(desk.ada, "You are no longer on the desk")
    sent = desk.ada.write("/people")
    await desk.told(desk.ada, "I do not know this command", after=sent.id)
