"""A finding that is wrong: a drafter says so with a reason, the approver reads it before deciding, and it dies with its words."""

from sqlalchemy import select

from bot.news.staff import Role
from bot.sandbox.messages import Message
from bot.storage.tables import approvals, overrides
from tests.newsroom import RELEASE, Desk, labels_of, newest, photo_of, words_of

SAYS = " The council voted yesterday (Tues)."
FINDING = "“yesterday (Tues)” does not fit, as this goes out on Monday 23 November"
WHY = "The vote is called that in the minutes."


async def overrides_it(desk: Desk, why: str = WHY) -> None:
    """Dan presses Override… and says why; his card comes with it."""
    before = newest(desk.dan)
    assert "reason in our private chat" in await desk.presses(desk.dan, "Override…")
    await desk.told(desk.dan, "Why is it right as it stands?", after=before)
    said = desk.dan.write(why)
    await desk.told(desk.dan, f"Overridden by Dan Field: “{why}”", after=said.id)


async def kinds(desk: Desk) -> list[str]:
    return [entry.kind for entry in await desk.newsroom.store.read(lambda work: work.history.of(1))]


async def test_a_wrong_finding_is_overridden_with_a_reason_that_the_approver_reads(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft(RELEASE + SAYS)
    card = await desk.told(desk.dan, f"✗ {FINDING}")
    assert "Override…" in labels_of(card)
    assert "private chat" in await desk.presses(desk.dan, "Submit for review")
    refused = await desk.told(desk.dan, "Not yet. First:")
    assert FINDING in words_of(refused)
    assert "press “Override…” on the card" in words_of(refused)

    await desk.presses(desk.dan, "Override…")
    asked = await desk.told(desk.dan, "Why is it right as it stands?")
    assert FINDING in words_of(asked)
    short = desk.dan.write("It is ok.")
    await desk.told(desk.dan, "at least ten characters", after=short.id)
    await desk.told(desk.dan, "does not count", after=desk.dan.forward(desk.rob.write(WHY)).id)
    reason = desk.dan.write(WHY)
    card = await desk.told(desk.dan, "Ready to submit", after=reason.id)
    assert f"△ {FINDING}" in words_of(card)
    assert f"Overridden by Dan Field: “{WHY}”" in words_of(card)
    assert "Override…" not in labels_of(card)

    await desk.presses(desk.dan, "Submit for review")
    review = words_of(await desk.told(desk.ann, "Please review"))
    assert f"△ {FINDING}" in review
    assert f"Overridden by Dan Field: “{WHY}”" in review
    await goes_out(desk)
    asked = desk.ann.write("/history NEWS-2026-0001")
    told = words_of(await desk.told(desk.ann, "overrode a finding", after=asked.id))
    assert f"Dan Field overrode a finding: “yesterday (Tues)”: {WHY}" in told
    assert await kinds(desk) == [
        "started",
        "finding_overridden",
        "submitted",
        "approved",
        "released",
        "published",
        "finished",
    ]


async def goes_out(desk: Desk) -> None:
    await desk.presses(desk.ann, "Approve")
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "📣 Published")


async def test_it_survives_edits_elsewhere_and_dies_for_good_with_its_words(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    message = await desk.draft(RELEASE + SAYS)
    await overrides_it(desk)

    for elsewhere in (RELEASE + " Tea will be served." + SAYS, RELEASE.replace("Two", "Three") + SAYS):
        before = newest(desk.dan)
        desk.dan.edit(message, elsewhere)
        await desk.presses(desk.dan, "Preview")
        await desk.told(desk.dan, "nothing has gone out", after=before)
        assert f"Overridden by Dan Field: “{WHY}”" in words_of(await the_card(desk))

    desk.dan.edit(message, RELEASE + SAYS.replace("Tues", "Weds"))
    await desk.told(desk.dan, "✗ “yesterday (Weds)” does not fit")
    desk.dan.edit(message, RELEASE + SAYS)
    await desk.told(desk.dan, f"✗ {FINDING}")
    assert "Overridden" not in words_of(await the_card(desk))
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.dan, "Not yet. First:")


async def the_card(desk: Desk) -> Message:
    return await desk.told(desk.dan, "✏️ Draft")


async def test_who_approved_before_an_override_has_not_approved_it(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved(RELEASE + SAYS.replace("yesterday (Tues)", "today (Mon)"))
    desk.clock.at = desk.clock.at.replace(hour=23, minute=59, second=30)
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.clock.go_on(seconds=61)
    held = await desk.told(desk.dan, "a check stood against it")
    assert "✗ “today (Mon)” does not fit, as this goes out on Tuesday 24 November" in words_of(held)
    assert "Override…" not in labels_of(held)
    await desk.presses(desk.dan, "Keep it back")
    assert "Override…" in labels_of(await desk.told(desk.dan, "✅ Approved"))

    before = newest(desk.ann)
    await overrides_it(desk, "It is the name of the session.")
    await desk.told(desk.ann, "It is a draft again", after=before)
    standing = select(approvals.c.id).where(approvals.c.voided_at.is_(None))
    assert await desk.newsroom.store.look(lambda tx: tx.all(standing)) == []
    await desk.presses(desk.dan, "Submit for review")
    again = words_of(await desk.told(desk.ann, "Please review", after=before))
    assert "It says again exactly what you approved" in again
    assert "Overridden by Dan Field" in again


async def test_what_is_certain_cannot_be_overridden(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.dan.send_photo(photo_of(), caption=RELEASE + SAYS)
    card = await desk.told(desk.dan, "✗ Alt text is missing")
    await overrides_it(desk)
    assert "✗ Alt text is missing" in words_of(await the_card(desk))
    assert "Override…" not in labels_of(await the_card(desk))
    await desk.presses(desk.dan, "Submit for review")
    assert "Alt text is missing" in words_of(await desk.told(desk.dan, "Not yet. First:", after=card.id))
    kept = await desk.newsroom.store.look(lambda tx: tx.all(select(overrides.c.code, overrides.c.reason)))
    assert [tuple(row) for row in kept] == [("date_contradiction", WHY)]


async def test_two_findings_are_chosen_between_and_who_overrides_cannot_approve(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.hires("Eve Gray", Role.DRAFTER, Role.APPROVER)
    message = await desk.draft(RELEASE + SAYS + " See http://intranet/plan for more.")
    assert "which one in our private chat" in await desk.presses(desk.dan, "Override…")
    which = await desk.told(desk.dan, "Which of these is wrong?")
    assert labels_of(which) == ["yesterday (Tues)", "http://intranet/plan", "Never mind"]
    await desk.presses(desk.dan, "http://intranet/plan")
    await desk.told(desk.dan, "Why is it right as it stands?")
    desk.dan.edit(message, RELEASE.replace("Two", "Three") + SAYS + " See http://intranet/plan for more.")
    await desk.told(desk.dan, "Three new fire engines")
    late = desk.dan.write("Everybody in the county can open it.")
    await desk.told(desk.dan, "It has changed since you looked", after=late.id)
    assert "finding_overridden" not in await kinds(desk)

    desk.eve.write("/drafts")
    await desk.presses(desk.eve, "Three new fire engines for Northmoor")
    for label in ("http://intranet/plan", "Override…"):
        if label != "Override…":
            await desk.presses(desk.eve, "Override…")
        before = newest(desk.eve)
        await desk.presses(desk.eve, label)
        await desk.told(desk.eve, "Why is it right as it stands?", after=before)
        said = desk.eve.write("The fire service wants it to stand so.")
        await desk.told(desk.eve, "Overridden by Eve Gray", after=said.id)
    await desk.presses(desk.dan, "Submit for review")
    theirs = await desk.told(desk.ann, "Please review")
    approve = next(b["callback_data"] for row in theirs.rows for b in row if b["text"] == "Approve")
    answer = await desk.eve.press(desk.eve.last(), data=approve).answer()
    assert "somebody else has to decide" in (answer.text or "")


async def test_a_finding_of_the_chosen_time_is_overridden_there(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved(RELEASE + " The show is tomorrow (Tuesday).")
    await desk.presses(desk.dan, "Schedule…")
    await desk.told(desk.dan, "When should")
    desk.dan.write("tomorrow 9am")
    blocked = await desk.told(desk.dan, "Not on Tue 24 Nov 2026, 09:00 GMT")
    assert "“tomorrow (Tuesday)” does not fit" in words_of(blocked)
    await overrides_it(desk, "It is printed so on the posters.")
    await desk.presses(desk.dan, "Submit for review")
    review = words_of(
        await desk.told(desk.alan, "Overridden by Dan Field: “It is printed so on the posters.”")
    )
    assert "“tomorrow (Tuesday)”, seen from another time" in review
    await desk.presses(desk.alan, "Approve")
    await desk.told(desk.dan, "Alan Reed has approved it")
    await desk.presses(desk.dan, "Schedule…")
    before = newest(desk.dan)
    await desk.told(desk.dan, "When should")
    desk.dan.write("tomorrow 9am")
    await desk.told(desk.dan, "go out on Tue 24 Nov 2026, 09:00 GMT?", after=before)
    await desk.presses(desk.dan, "Schedule it")
    assert "Overridden by Dan Field" in words_of(await desk.told(desk.dan, "🗓 Scheduled"))
    desk.clock.at = desk.clock.at.replace(day=24, hour=9)
    await desk.told(desk.dan, "📣 Published")
