"""The one path by which one account may publish: loud, stoppable, bound to the exact words, flagged until another agrees."""

import asyncio
from datetime import timedelta
from functools import partial
from time import monotonic

from sqlalchemy import update

from bot.desk import emergency, policy, publish
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.news.emergency import days_out
from bot.news.staff import Role
from bot.news.status import LIVE, State
from bot.storage.tables import revisions
from tests.mission.emergencies import (
    GAS,
    STOPPABLE,
    any_emergency,
    asks,
    canonical_of,
    chooses,
    clears,
    forged,
    history,
    kinds,
    orders,
    reminded,
    reminders,
    states,
    told_by,
)
from tests.mission.test_review import on_the_desk, submitted
from tests.newsroom import NOON, RELEASE, Desk, labels_of, newest, words_of

ROUNDS = 25


async def test_everybody_hears_within_five_seconds_and_it_stays_flagged_until_another_agrees(
    desk: Desk,
) -> None:
    group = await desk.has_staff_group()
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER, Role.DRAFTER)
    await writes_and_gives_her_reason(desk)
    began = monotonic()
    await desk.presses(desk.tess, "Yes, publish it unapproved")
    everybody = [desk.ada, desk.dan, desk.dora, desk.ann, desk.alan, desk.tess]
    for person in everybody:
        told = await desk.told(person, STOPPABLE)
        assert (GAS in words_of(told), labels_of(told)) == (True, ["Stop"])
    await desk.told(desk.dora, STOPPABLE, chat=group)
    assert monotonic() - began < 5.0
    assert "🚨" in words_of(await told_by(desk, desk.ann, "/drafts", "Open on the desk"))
    assert "🚨" in words_of(await told_by(desk, desk.ann, "/calendar", "Planned"))

    desk.clock.go_on(seconds=61)
    card = words_of(await desk.told(desk.ann, "Unreviewed."))
    assert all(words in card for words in ("Alan Reed, Ann Price", "NEWS-2026-0001", GAS))
    assert "Approve afterwards" not in labels_of(await desk.told(desk.tess, "Published"))
    assert len([m for m in desk.channel.messages.values() if "every village" in words_of(m)]) == 1
    assert "published, unreviewed" in words_of(await told_by(desk, desk.ann, "/drafts", "🚨"))
    assert "Unreviewed" in words_of(await told_by(desk, desk.ada, "/history NEWS-2026-0001", "Its history"))

    desk.ada.add(desk.tess, group)
    assert "for approvers" in await desk.presses(desk.tess, "Approve afterwards", chat=group)
    await desk.presses(desk.ann, "Approve afterwards")
    await desk.told(desk.tess, "Ann Price has approved afterwards")
    assert "Ann Price approved it afterwards" in words_of(
        await desk.told(desk.alan, "approved it afterwards")
    )
    entries = [kind for kind in await kinds(desk) if kind != "finished"]
    assert entries == ["started", "ordered_out", "published", "approved", "reviewed"]


async def writes_and_gives_her_reason(desk: Desk) -> None:
    """Tess is the author too; before she confirms she sees every word once more, and nothing has happened."""
    desk.tess.write(RELEASE)
    await desk.told(desk.tess, "Ready to submit")
    await asks(desk, desk.tess)
    too_short = desk.tess.write("Gas!")
    await desk.told(desk.tess, "a reason of at least 10 characters", after=too_short.id)
    given = desk.tess.write(GAS)
    words = words_of(await desk.told(desk.tess, "These exact words", after=given.id))
    assert all(line in words for line in RELEASE.split("\n\n"))
    sure = await desk.told(desk.tess, "without approval?", after=given.id)
    assert f"“{GAS}”" in words_of(sure)
    assert labels_of(sure) == ["Yes, publish it unapproved", "No, leave it"]
    assert await states(desk) == ["draft"]


async def test_only_a_duty_officer_only_while_it_is_allowed_and_only_past_the_checks(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    group = await desk.has_staff_group()
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER)
    await desk.hires("Una Frost", Role.DUTY_OFFICER, Role.APPROVER)
    await desk.in_review()
    for who in (desk.dan, desk.ann, desk.ada):
        assert "for duty officers" in await forged(desk, who, "emergency")
    await chooses(desk, "Emergencies…", "switched off")
    await told_by(desk, desk.tess, "/drafts", "Open on the desk")
    await desk.presses(desk.tess, "Two new fire engines for Northmoor")
    assert "Emergency…" not in labels_of(await desk.told(desk.tess, "In review"))
    assert "switched off on this desk" in await forged(desk, desk.tess, "emergency")
    await chooses(desk, "Emergencies…", "allowed")

    await told_by(desk, desk.tess, "/drafts", "Open on the desk")
    await desk.presses(desk.tess, "Two new fire engines for Northmoor")
    await asks(desk, desk.tess)
    given = desk.tess.write(GAS)
    sure = await desk.told(desk.tess, "without approval?", after=given.id)
    handle = sure.rows[0][0]["callback_data"]
    assert "too old" in (await desk.una.press(desk.una.last(), data=handle).answer()).text
    assert "for duty officers" in (await desk.ann.press(desk.ann.last(), data=handle).answer()).text
    await desk.presses(desk.tess, "Yes, publish it unapproved")
    await desk.told(desk.dora, STOPPABLE, chat=group)
    assert "approved" not in await kinds(desk)

    before = newest(desk.dora)
    desk.dora.write("x" * 400 + "\n\nA headline that is far too long stands against it.")
    await desk.told(desk.dora, "Draft", after=before)
    await forged(desk, desk.tess, "emergency", edition_id=2)
    await desk.told(desk.tess, "Not yet. First:")


async def test_whoever_stops_it_makes_it_a_draft_and_the_order_counts_no_more(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER)
    message = await desk.in_review()
    await orders(desk)
    desk.dan.edit(message, RELEASE + " Tea will be served.")
    await desk.told(desk.dan, "Press “Stop” first")
    assert "Nothing went out" in await desk.presses(desk.ada, "Stop")
    for who in (desk.tess, desk.dan, desk.ann):
        await desk.told(who, "Ada Marsh stopped the emergency publication")
    desk.clock.go_on(seconds=61)
    await asyncio.sleep(0.7)
    assert await states(desk) == ["draft"]

    desk.dan.edit(message, RELEASE + " Tea will be served.")
    await desk.told(desk.dan, "Ready to submit")
    await chooses(desk, "Approvals…", "2")
    await desk.presses(desk.dan, "Submit for review")
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.ann, "1 more approval is needed")
    assert (await clears(desk), await clears(desk, any_emergency)) == (False, True)


async def test_what_changed_between_order_and_moment_makes_it_void(sqlite_desk: Desk) -> None:
    """Switched off, the officer gone, the words bent in the database, nobody at work: never out, everybody told."""
    desk = sqlite_desk
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER)
    await desk.in_review()
    await orders(desk)
    await chooses(desk, "Emergencies…", "switched off")
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dora, "emergency publication was switched off meanwhile")
    await chooses(desk, "Emergencies…", "allowed")

    await orders(desk)
    before = newest(desk.dora)
    desk.clock.go_on(minutes=12)
    await desk.told(desk.dora, "I was not at work at its moment", after=before)

    await orders(desk)
    desk.ada.write("/people")
    await desk.presses(desk.ada, "✕ Tess Harrow")
    await desk.presses(desk.ada, "Yes, remove")
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dora, "is no duty officer any more")
    assert await states(desk) == ["draft"]
    assert [m for m in desk.channel.messages.values() if "every village" in words_of(m)] == []
    reasons = [entry.why for entry in await history(desk) if entry.kind == "called_off"]
    assert reasons == ["switched_off", "late", "left"]


async def test_words_bent_after_the_order_are_not_cleared_though_some_emergency_of_the_edition_is(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER)
    await desk.in_review()
    await orders(desk)
    assert (await clears(desk), await clears(desk, any_emergency)) == (True, True)
    bent = update(revisions).values(
        canonical=(await canonical_of(desk)).replace(b"half the time", b"all the time!")
    )

    async def bend(work: Work) -> None:
        tx = work.editions._tx  # type: ignore[attr-defined]  # somebody with the database in their hands
        await tx.connection.exec_driver_sql("DROP TRIGGER revisions_frozen_update")
        await tx.change(bent)

    await desk.newsroom.store.write(bend)
    assert (await clears(desk), await clears(desk, any_emergency)) == (False, True)
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dora, "its words were not those that were ordered out")
    assert await states(desk) == ["draft"]


async def test_the_reminder_comes_once_a_day_whatever_happens_and_ends_with_the_review(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER, Role.APPROVER)
    await desk.in_review()
    await orders(desk)
    desk.clock.go_on(seconds=61)
    await desk.told(desk.ann, "Unreviewed.")
    assert "You ordered this out yourself" in await forged(desk, desk.tess, "approve_afterwards")

    desk.clock.go_on(hours=23, minutes=59)
    await asyncio.sleep(1.2)
    assert await reminders(desk) == 0
    for days, count in ((1, 1), (0, 1), (1, 2), (3, 3)):  # three days away are one reminder
        desk.clock.go_on(days=days, minutes=2)
        await desk.restarts()
        await reminded(desk, count)
    for who in (desk.ann, desk.alan, desk.tess, desk.ada):
        last = words_of(await desk.told(who, "6 days ago"))
        assert "Alan Reed or Ann Price" in last
        assert len([m for m in who.sees() if "Still unreviewed" in words_of(m)]) == 3, who.name
    assert [m for m in desk.dan.sees() if "Still unreviewed" in words_of(m)] == []

    await desk.presses(desk.alan, "Approve afterwards")
    await desk.told(desk.tess, "Alan Reed has approved afterwards")
    desk.clock.go_on(days=2)
    await asyncio.sleep(1.2)
    assert await reminders(desk) == 3


def test_a_reminder_at_each_sweep_would_be_many_a_day() -> None:
    """The twin that must fail: it reminds whenever it finds something unreviewed."""
    sweeps = [NOON + timedelta(minutes=minutes) for minutes in range(0, 3 * 24 * 60, 5)]
    naive = sum(1 for _ in sweeps)
    kept, reminded = 0, 0
    for at in sweeps:
        if days_out(NOON, at) > reminded:
            reminded, kept = days_out(NOON, at), kept + 1
    assert (kept, naive) == (2, 864)


async def test_of_two_things_in_the_same_moment_one_happens(desk: Desk) -> None:
    """Its moment against Stop, and against the switch: out with the order standing, or a draft with the order ended."""
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER)
    tess, ada = await on_the_desk(desk, desk.tess.id), await on_the_desk(desk, desk.ada.id)
    press, store = desk.newsroom.worker.press, desk.newsroom.store
    for number in range(ROUNDS):
        edition = await submitted(desk, number)
        looked_at = (edition.id, edition.revision_id)
        _, asked = await store.write(
            partial(emergency.give_reason, person=tess, looked_at=looked_at, reason=GAS)
        )
        await store.write(partial(emergency.order, person=tess, emergency_id=asked, when=(press, 0)))
        against = (
            partial(publish.stop, person=ada, edition_id=edition.id)
            if number % 2
            else partial(policy.decide, admin=ada, part="emergency_allowed", value=0)
        )
        live = partial(publish.go_live, edition_id=edition.id, press=press)
        await asyncio.gather(store.write(live), store.write(against), return_exceptions=True)
        await store.write(live)
        await store.write(partial(policy.decide, admin=ada, part="emergency_allowed", value=1))
        await one_thing_happened(desk, edition)


async def one_thing_happened(desk: Desk, edition: Edition) -> None:
    async def look(work: Work) -> tuple[Edition | None, bool, set[str]]:
        ordered = await work.emergencies.standing(edition.id)
        told = {entry.kind for entry in await work.history.of(edition.announcement_id)}
        return await work.editions.get(edition.id), ordered is not None, told

    now, stands, told = await desk.newsroom.store.read(look)
    assert now is not None
    ended = now.state is State.DRAFT
    assert ended or now.state in LIVE
    assert stands != ended
    assert ("published" in told) != ended
    assert bool(told & {"stopped", "called_off"}) == ended
