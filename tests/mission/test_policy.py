"""How the desk decides: an admin changes it in the chat, it holds at once, and every other admin hears of it."""

from sqlalchemy import select

from bot.news.staff import Role
from bot.storage.tables import entries
from tests.newsroom import Desk, labels_of, newest, words_of


async def test_a_desk_that_wants_two_approvals_gets_two(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    boss = await desk.hires("Bea Cole", Role.ADMIN)
    await chooses(desk, "Approvals…", "2")
    assert "Approvals needed: 2" in words_of(await desk.told(boss, "Ada Marsh has changed"))
    await desk.in_review()

    await desk.presses(desk.ann, "Approve")
    assert "1 more approval is needed" in words_of(await desk.told(desk.ann, "Approved by Ann Price"))
    assert "approved this already" in await desk.presses(desk.ann, "Approve")
    assert "Publish now" not in labels_of(desk.dan.last())
    await desk.presses(desk.alan, "Approve")
    await desk.told(desk.dan, "Alan Reed has approved it")
    await desk.told(desk.dan, "✅ Approved")

    await chooses(desk, "Approvals…", "3")
    card = await desk.told(desk.dan, "nothing can: “Take it back to draft”")
    assert "Publish now" not in labels_of(card)
    before = newest(desk.dora)
    desk.dora.write("A second item\n\nWith words.")
    await desk.told(desk.dora, "3 have to approve this, and only 2 could", after=before)
    assert "3 approvers who wrote none of it are needed, the desk has 2" in await desk.presses(
        desk.dora, "Submit for review"
    )


async def test_only_what_is_offered_can_be_chosen_and_every_choice_is_kept(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await chooses(desk, "Emergencies…", "switched off")
    await chooses(desk, "Reminder…", "never")
    told = words_of(await desk.told(desk.ada, "Approvers are reminded of an undecided review: never"))
    assert "Emergency publication: switched off" in told
    assert "It goes back to draft: after 72 hours" in told
    desk.dan.write("/policy")
    await desk.told(desk.dan, "for admins")

    kept = select(entries.c.name, entries.c.why).where(entries.c.kind == "policy_changed")
    rows = await desk.newsroom.store.look(lambda tx: tx.all(kept.order_by(entries.c.seq)))
    assert [tuple(row) for row in rows] == [
        ("Ada Marsh", "emergency_allowed: 1 -> 0"),
        ("Ada Marsh", "remind_hours: 4 -> 0"),
    ]


async def chooses(desk: Desk, part: str, option: str) -> None:
    desk.ada.write("/policy")
    await desk.presses(desk.ada, part)
    before = newest(desk.ada)
    await desk.presses(desk.ada, option)
    await desk.told(desk.ada, "decides", after=before)
