"""Nobody puts words before the public alone: who may decide, on what, and what becomes of everybody else's presses."""

import asyncio
from collections.abc import Callable
from functools import partial

from bot.desk import draft, review
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.desk.saving import Arrival
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role
from bot.news.status import State
from bot.news.words import Block
from bot.sandbox.messages import Message
from tests.newsroom import NOON, RELEASE, Desk, labels_of, newest, photo_of, words_of

ROUNDS = 10


async def test_only_who_wrote_none_of_it_is_asked_and_may_decide(desk: Desk) -> None:
    group = await desk.has_staff_group()
    desk.ada.add(await desk.hires("Eve Gray", Role.DRAFTER, Role.APPROVER), group)
    stranger = desk.sandbox.world.add_person("Sid Stone")
    desk.ada.add(stranger, group)
    desk.eve.write(RELEASE)
    await desk.told(desk.eve, "Ready to submit")
    await desk.presses(desk.eve, "Submit for review")

    for approver in (desk.ann, desk.alan):
        assert "every village on the moor is safer" in words_of(await desk.told(approver, "Please review"))
    in_group = await desk.told(desk.dan, "Please review", chat=group)
    assert "Alan Reed or Ann Price" in words_of(in_group)
    assert "Approve" not in labels_of(desk.eve.last())
    assert not [
        m for who in (desk.dan, desk.dora, desk.ada) for m in who.sees() if "Please review" in words_of(m)
    ]

    assert "somebody else has to decide" in await desk.presses(desk.eve, "Approve", chat=group)
    assert "for approvers" in await desk.presses(desk.dan, "Approve", chat=group)
    assert "for approvers" in await desk.presses(desk.ada, "Approve", chat=group)
    assert "desk’s staff" in await desk.presses(stranger, "Approve", chat=group)
    assert "somebody else has to decide" in await desk.presses(desk.eve, "Reject", chat=group)
    assert await entries(desk) == ["started", "submitted"]

    await desk.presses(desk.dora, "Preview", chat=group)
    await desk.told(desk.dora, "nothing has gone out")
    assert "Approved" in await desk.presses(desk.ann, "Approve", chat=group)
    await desk.told(desk.eve, "Ann Price has approved it")
    assert await entries(desk) == ["started", "submitted", "approved"]


async def test_who_mends_a_word_cannot_approve_it_any_more(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.hires("Eve Gray", Role.DRAFTER, Role.APPROVER)
    message = await desk.in_review()
    stale = await desk.told(desk.eve, "Please review")
    approve = handle(stale.rows, "Approve")
    desk.dan.edit(message, RELEASE + " Come and see.")
    await desk.told(desk.eve, "It is with Dan Field again")
    await desk.presses(desk.eve, "Headline")
    await desk.told(desk.eve, "Send the headline")
    desk.eve.write("Northmoor’s new engines")
    await desk.told(desk.dan, "Northmoor’s new engines")
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.alan, "Northmoor’s new engines")

    assert "changed since you looked" in (await desk.eve.press(stale, data=approve).answer()).text
    assert "Approve" not in labels_of(desk.eve.last())
    fresh = handle((await desk.told(desk.alan, "Northmoor’s new engines")).rows, "Approve")
    assert "somebody else has to decide" in (await desk.eve.press(stale, data=fresh).answer()).text


async def test_stale_forged_replayed_foreign_and_old_buttons_do_nothing_and_say_so(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    message = await desk.in_review()
    card = await desk.told(desk.ann, "Please review")
    approve = handle(card.rows, "Approve")
    for forged in ("approve", "x" * 64, "", "../../etc", "A" * 22, approve[:-1]):
        assert "nothing has happened" in (await desk.ann.press(card, data=forged).answer()).text

    desk.dan.edit(message, RELEASE + " Tea will be served.")
    await desk.told(desk.ann, "It is with Dan Field again")
    assert "changed since you looked" in (await desk.ann.press(card, data=approve).answer()).text
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.alan, "Tea will be served")
    assert "changed since you looked" in (await desk.alan.press(desk.alan.last(), data=approve).answer()).text

    await desk.presses(desk.alan, "Approve")
    await desk.told(desk.dan, "Alan Reed has approved it")
    fresh = handle((await desk.told(desk.ann, "✅ Approved")).rows, "Publish now")
    assert "approved already" in (await desk.ann.press(card, data=await approve_of(desk)).answer()).text
    await desk.publishes("Another headline\n\nAnother standfirst.")
    assert "gone" not in (await desk.rea.press(desk.rea.last(), data=fresh).answer()).text
    desk.clock.go_on(days=31)
    assert "nothing has happened" in (await desk.ann.press(card, data=fresh).answer()).text
    assert [entry for entry in await entries(desk) if entry == "approved"] == ["approved"]


async def test_send_back_and_reject_want_a_reason_in_ones_own_words(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.in_review()
    assert "write the reason" in await desk.presses(desk.ann, "Send back")
    await desk.told(desk.ann, "Why are you sending back")
    robs = desk.rob.write("Please send it back to them")
    tries: list[tuple[Callable[[], Message], str]] = [
        (partial(desk.ann.write, "…"), "Please write the reason"),
        (partial(desk.ann.send_photo, photo_of()), "Please write the reason"),
        (partial(desk.ann.forward, robs), "a forwarded message does not count"),
        (partial(desk.ann.write, "via a bot", via_bot="gif"), "a forwarded message does not count"),
        (partial(desk.ann.write, "Too long. " * 200), "1500 are the most"),
    ]
    for send, answer in tries:
        sent = send()
        await desk.told(desk.ann, answer, after=sent.id)
    reason = desk.ann.write("Which Saturday?\nSay the date.")
    told = await desk.told(desk.dan, "Ann Price has sent it back")
    assert "“Which Saturday?\nSay the date.”" in words_of(told)
    await desk.told(desk.dan, "Ready to submit")
    desk.ann.edit(reason, "Another reason")
    await desk.told(desk.ann, "it stays as you sent it")

    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.alan, "Please review", after=newest(desk.alan) - 1)
    await desk.presses(desk.alan, "Reject")
    await desk.told(desk.alan, "Why are you rejecting")
    desk.alan.write("We do not announce this.")
    await desk.told(desk.dan, "“We do not announce this.”")
    card = await desk.told(desk.dan, "🚫 Rejected")
    assert labels_of(card) == []
    assert (await entries(desk))[-1] == "rejected"


async def test_a_reason_that_comes_too_late_frees_the_chat(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.hires("Eve Gray", Role.DRAFTER, Role.APPROVER)
    message = await desk.in_review()
    await desk.presses(desk.eve, "Send back")
    await desk.told(desk.eve, "Why are you sending back")
    desk.dan.edit(message, RELEASE + " Tea will be served.")
    await desk.told(desk.eve, "It is with Dan Field again")
    late = desk.eve.write("Mention the tea")
    await desk.told(desk.eve, "It has changed since you looked", after=late.id)
    own = desk.eve.write("Eve’s own headline\n\nAnd her words.")
    await desk.told(desk.eve, "Eve’s own headline", after=own.id)

    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.eve, "Tea will be served")
    await desk.presses(desk.eve, "Reject")
    await desk.told(desk.eve, "Why are you rejecting")
    await desk.presses(desk.eve, "Never mind")
    await desk.presses(desk.eve, "Approve")
    await desk.told(desk.dan, "Eve Gray has approved it")


async def test_nobody_eligible_is_said_at_submission_and_a_leavers_button_is_dead_at_once(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await desk.in_review()
    card = await desk.told(desk.ann, "Please review")
    approve = handle(card.rows, "Approve")
    for leaver in ("Ann Price", "Alan Reed"):
        desk.ada.write("/people")
        await desk.presses(desk.ada, f"✕ {leaver}")
        await desk.told(desk.ada, f"Remove {leaver}")
        assert "Removed" in await desk.presses(desk.ada, "Yes, remove")
    assert "desk’s staff" in (await desk.ann.press(card, data=approve).answer()).text
    assert "approved" not in await entries(desk)

    before = newest(desk.dora)
    desk.dora.write("A second item\n\nWith words.")
    await desk.told(desk.dora, "Nobody on the desk could approve this yet", after=before)
    told = await desk.presses(desk.dora, "Submit for review")
    assert "Nobody could approve this" in told
    assert "invite an approver with /people" in told


async def test_who_speaks_as_somebody_else_has_no_authority(sqlite_desk: Desk) -> None:
    """Anonymous admins, channels, inline bots, forwards and edits of commands."""
    desk = sqlite_desk
    group = await desk.has_staff_group()
    await desk.draft()
    before = newest(desk.dan)
    forwarded = desk.dora.write("/drafts")
    await desk.told(desk.dora, "Open on the desk", after=forwarded.id)
    desk.dan.forward(forwarded)
    desk.dan.write("/new", via_bot="gif")
    edited = desk.dan.write("/help")
    await desk.told(desk.dan, "newsroom of Northshire", after=before)
    desk.dan.edit(edited, "/new")
    for identity in ("anonymous", "channel"):
        desk.ada.write("/people", group, identity=identity, channel=desk.channel)
    desk.ada.write("/people@newsdesk_bot", group)
    after = desk.dan.write("/latest")
    await desk.told(desk.dan, "has published nothing yet", after=after.id)
    await asyncio.sleep(0.3)
    heard = [words_of(m) for m in desk.dan.sees() if m.author is not desk.dan and m.id > before]
    assert len(heard) == 2, heard
    assert not [m for m in desk.ada.sees(group) if "Invite" in str(labels_of(m))]


async def test_two_approvers_at_once_make_one_transition(desk: Desk) -> None:
    """In the chat once, then ten rounds at the same use case; the naive approver is caught by the same count."""
    await desk.in_review()
    card = {who: await desk.told(who, "Please review") for who in (desk.ann, desk.alan)}
    presses = [who.press(message, "Approve") for who, message in card.items()]
    answers = [(await press.answer()).text for press in presses]
    assert sorted("Approved" in answer for answer in answers) == [False, True], answers
    assert (await entries(desk)).count("approved") == 1

    ann, alan = await on_the_desk(desk, desk.ann.id), await on_the_desk(desk, desk.alan.id)
    for number in range(ROUNDS):
        edition = await submitted(desk, number)
        outcomes = await asyncio.gather(*(approves(desk, edition, who) for who in (ann, alan)))
        assert sorted(outcomes) == [False, True]
        assert (await entries(desk, edition.announcement_id)).count("approved") == 1


async def test_approving_by_look_and_then_leap_is_caught(sqlite_desk: Desk) -> None:
    """The twin that must fail: it looks whether it is in review, and then writes without asking again."""
    desk = sqlite_desk

    async def naive(edition: Edition, person: Person) -> None:
        seen = await desk.newsroom.store.read(lambda work: work.editions.get(edition.id))
        if seen is not None and seen.state is State.IN_REVIEW:
            await asyncio.sleep(0)
            add = desk.newsroom.store.write
            await add(lambda work: work.history.add("approved", person_id=person.id, edition=seen))

    ann, alan = await on_the_desk(desk, desk.ann.id), await on_the_desk(desk, desk.alan.id)
    edition = await submitted(desk, 0)
    await asyncio.gather(*(naive(edition, who) for who in (ann, alan)))
    assert (await entries(desk, edition.announcement_id)).count("approved") == 2


async def approves(desk: Desk, edition: Edition, person: Person) -> bool:
    """Tell whether this approval made the move."""
    press = desk.newsroom.worker.press
    looked_at = (edition.id, edition.revision_id)
    try:
        await desk.newsroom.store.write(lambda work: review.approve(work, person, looked_at, press))
    except Refusal:
        return False
    return True


async def submitted(desk: Desk, number: int) -> Edition:
    """An item of Dan's in review, made at the desk's own counter."""
    dan = await on_the_desk(desk, desk.dan.id)
    arrival = Arrival(desk.dan.id, 10_000 + number, NOON, (Block(f"Item {number}"), Block("Its standfirst.")))

    async def step(work: Work) -> Edition:
        await draft.start_afresh(work, dan)
        taken = await draft.receive(work, dan, arrival)
        assert taken.edition is not None
        return await review.submit(work, dan, taken.edition.id, desk.newsroom.worker.press)

    return await desk.newsroom.store.write(step)


async def on_the_desk(desk: Desk, telegram_id: int) -> Person:
    person = await desk.newsroom.store.read(lambda work: work.people.find(telegram_id))
    assert person is not None
    return person


async def entries(desk: Desk, announcement_id: int = 1) -> list[str]:
    """The kinds of entry in an announcement's history, oldest first."""
    found = await desk.newsroom.store.read(lambda work: work.history.of(announcement_id))
    return [entry.kind for entry in found]


async def approve_of(desk: Desk) -> str:
    """A live handle to approve the newest words, as a replaying client would keep it."""

    async def issue(work: Work) -> str:
        edition = await work.editions.get(1)
        assert edition is not None
        return await work.buttons.issue(
            "approve",
            edition_id=edition.id,
            revision_id=edition.revision_id,
            subject="",
            expires_at=work.now.replace(year=2027),
        )

    return await desk.newsroom.store.write(issue)


def handle(rows: list[list[dict[str, str]]], label: str) -> str:
    """What a button sends when it is pressed."""
    return next(button["callback_data"] for row in rows for button in row if button["text"] == label)
