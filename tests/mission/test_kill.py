"""Killed before it is out: one person, a reason, for good."""

import asyncio

from bot.news.staff import Role
from tests.mission.emergencies import (
    clears,
    forged,
    orders,
    states,
)
from tests.newsroom import Desk, labels_of, words_of


async def test_killed_before_it_is_out_it_ends_and_whoever_worked_on_it_is_told(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    group = await desk.has_staff_group()
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER)
    await desk.approved()
    for who in (desk.tess, desk.ann):
        assert "approved already" in await forged(desk, who, "kill")
    await desk.presses(desk.dan, "Schedule…")
    await desk.presses(desk.dan, "Tomorrow 09:00")
    await desk.presses(desk.dan, "Schedule it")
    card = await desk.told(desk.ann, "🗓 Scheduled")
    assert "Kill…" in labels_of(card)
    assert "Kill…" not in labels_of(await desk.told(desk.dan, "🗓 Scheduled"))
    assert "for approvers and duty officers" in await forged(desk, desk.dan, "kill")
    await desk.presses(desk.ann, "Kill…")
    await desk.told(desk.ann, "Why are you killing")
    desk.ann.write("The engines are recalled.")
    for who in (desk.dan, desk.ann, desk.tess, desk.ada):
        await desk.told(who, "Ann Price has killed it before it went out: “The engines are recalled.”")
    await desk.told(desk.dora, "has killed it", chat=group)
    assert labels_of(await desk.told(desk.dan, "⛔ Killed")) == []
    desk.clock.go_on(days=1)
    await asyncio.sleep(0.7)
    assert await states(desk) == ["killed"]
    assert [m for m in desk.channel.messages.values() if "every village" in words_of(m)] == []


async def test_an_emergency_can_be_killed_in_its_minute(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER)
    await desk.in_review()
    await orders(desk)
    await desk.presses(desk.tess, "Kill…")
    await desk.told(desk.tess, "Why are you killing")
    desk.tess.write("A false alarm")
    await desk.told(desk.dan, "Tess Harrow has killed it before it went out: “A false alarm”")
    desk.clock.go_on(seconds=61)
    await asyncio.sleep(0.7)
    assert await states(desk) == ["killed"]
    assert not await clears(desk)
