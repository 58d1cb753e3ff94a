"""A review nobody decides: called to mind, brought before the admins, taken back to draft. Each once, whatever the clock does."""

import asyncio
import contextlib
from functools import partial

from bot.desk import patience
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.news.refusal import Refusal
from bot.news.staff import Role
from bot.news.status import State
from bot.sandbox.people import Person
from tests.mission.test_review import approves, entries, handle, on_the_desk, submitted
from tests.newsroom import Desk, labels_of, newest, words_of

ROUNDS = 12
WAITED = "It has waited for a decision since Mon 23 Nov 2026, 12:00 GMT"


async def test_approvers_are_reminded_by_a_fresh_card_and_nobody_else_hears_it(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.in_review()
    old, alone = desk.ann.last(), newest(desk.ada)

    desk.clock.go_on(hours=3, minutes=59)
    await asyncio.sleep(1.5)
    assert cards_with(desk.ann, WAITED) == 0
    desk.clock.go_on(minutes=1)
    fresh = await desk.told(desk.ann, WAITED, after=old.id)
    assert "On Thu 26 Nov 2026, 12:00 GMT it goes back to draft" in words_of(fresh)
    await desk.told(desk.alan, WAITED)
    await desk.told(desk.dan, WAITED)
    assert "Approve" in labels_of(fresh)
    await desk.sandbox.world.until(lambda: cards_with(desk.ann, "Please review") == 1 or None, 30)
    assert newest(desk.ada) == alone


async def test_the_admins_are_told_then_it_is_a_draft_again_and_no_old_button_is_armed(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    group = await desk.has_staff_group()
    await desk.in_review()
    desk.clock.go_on(hours=4)
    old = await desk.told(desk.ann, WAITED)
    approve = handle(old.rows, "Approve")
    await desk.restarts()
    before = newest(desk.ann)
    desk.clock.go_on(hours=20)
    told = await desk.told(desk.ada, "Nobody has decided on this since Mon 23 Nov 2026, 12:00 GMT")
    assert "Who could: Alan Reed, Ann Price" in words_of(told)
    await desk.told(desk.ann, "The admins were told", after=before)
    await desk.told(desk.dan, "The admins were told", chat=group)

    desk.clock.go_on(hours=48)
    told = await desk.told(desk.dan, "so it is a draft again. No word is lost")
    assert "press “Submit for review”" in words_of(told)
    await desk.told(desk.ann, "until Dan Field submits it again")
    assert "draft again, so this is not possible" in (await desk.ann.press(old, data=approve).answer()).text
    assert await entries(desk) == ["started", "submitted", "reminded", "escalated", "lapsed"]

    before = newest(desk.ann)
    await desk.presses(desk.dan, "Submit for review")
    again = await desk.told(desk.ann, "Please review", after=before)
    assert "It has waited" not in words_of(again)
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.dan, "Ann Price has approved it")


async def test_after_three_days_asleep_it_lapses_once_and_says_so_once(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.in_review()
    before = {who: newest(who) for who in (desk.ann, desk.ada, desk.dan)}
    desk.clock.go_on(days=3)
    await desk.told(desk.ann, "so it is a draft again")
    desk.clock.go_on(hours=-2)
    await asyncio.sleep(1.5)
    desk.clock.go_on(days=30)
    await asyncio.sleep(1.5)

    assert await entries(desk) == ["started", "submitted", "lapsed"]
    assert newest(desk.ada) == before[desk.ada]
    new = [words_of(m) for m in desk.ann.sees() if m.id > before[desk.ann]]
    assert len(new) == 1, new


async def test_a_desk_that_wants_no_reminders_gets_none(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    for part in ("Reminder…", "To the admins…", "Back to draft…"):
        desk.ada.write("/policy")
        await desk.presses(desk.ada, part)
        await desk.presses(desk.ada, "never")
    await desk.in_review()
    desk.clock.go_on(days=300)
    await asyncio.sleep(1.5)

    assert await entries(desk) == ["started", "submitted"]
    assert "Approve" in labels_of(desk.ann.last())


async def test_who_has_agreed_already_is_not_asked_again(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.ada.write("/policy")
    await desk.presses(desk.ada, "Approvals…")
    await desk.presses(desk.ada, "2")
    await desk.told(desk.ada, "Approvals needed: 2")
    await desk.hires("Eve Gray", Role.APPROVER, Role.ADMIN)
    await desk.in_review()
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.ann, "1 more approval is needed")
    before = {who: newest(who) for who in (desk.ann, desk.alan)}

    desk.clock.go_on(hours=5)
    await desk.told(desk.alan, WAITED, after=before[desk.alan])
    await desk.told(desk.ann, WAITED)
    assert newest(desk.ann) == before[desk.ann]

    evens = newest(desk.eve)
    desk.clock.go_on(hours=20)
    await desk.told(desk.ada, "Who could: Alan Reed, Eve Gray")
    await desk.told(desk.eve, "The admins were told", after=evens)
    assert not [m for m in desk.eve.sees() if "Who could" in words_of(m)]


async def test_a_lapse_against_an_approval_leaves_exactly_one_of_them(desk: Desk) -> None:
    """The newsroom's own worker takes part in the race."""
    ann = await on_the_desk(desk, desk.ann.id)
    for number in range(ROUNDS):
        edition = await submitted(desk, number)
        desk.clock.go_on(hours=72)
        both = (look_after(desk, edition), approves(desk, edition, ann))
        await asyncio.gather(*(both if number % 2 else both[::-1]))
        decided = await decisions(desk, edition)
        now = await desk.newsroom.store.read(partial(get, edition_id=edition.id))
        assert (decided, now.state) in ((["lapsed"], State.DRAFT), (["approved"], State.APPROVED))


async def test_however_many_look_each_step_is_taken_once(desk: Desk) -> None:
    for number in range(ROUNDS // 4):
        edition = await submitted(desk, number)
        for hours, kind in ((4, "reminded"), (20, "escalated"), (48, "lapsed")):
            desk.clock.go_on(hours=hours)
            await asyncio.gather(*(look_after(desk, edition) for _ in range(3)))
            assert (await entries(desk, edition.announcement_id)).count(kind) == 1


async def test_a_lapse_by_look_and_then_leap_is_caught(sqlite_desk: Desk) -> None:
    """The twin that must fail: it looks, and takes back to draft without asking again what it is by then."""
    desk = sqlite_desk
    ann = await on_the_desk(desk, desk.ann.id)
    edition = await submitted(desk, 0)
    seen = await desk.newsroom.store.read(partial(get, edition_id=edition.id))
    assert seen.state is State.IN_REVIEW
    await approves(desk, edition, ann)
    add = desk.newsroom.store.write
    await add(lambda work: work.history.add("lapsed", person_id=None, edition=seen))

    assert await decisions(desk, edition) == ["approved", "lapsed"]


async def look_after(desk: Desk, edition: Edition) -> None:
    """As the worker's round does."""
    with contextlib.suppress(Refusal):
        await desk.newsroom.store.write(partial(patience.look_after, edition_id=edition.id))


async def get(work: Work, edition_id: int) -> Edition:
    edition = await work.editions.get(edition_id)
    assert edition is not None
    return edition


async def decisions(desk: Desk, edition: Edition) -> list[str]:
    kinds = await entries(desk, edition.announcement_id)
    return [kind for kind in kinds if kind in ("approved", "lapsed")]


def cards_with(person: Person, words: str) -> int:
    return len([m for m in person.sees() if words in words_of(m)])
