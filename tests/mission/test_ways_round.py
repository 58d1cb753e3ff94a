"""Ways round a second person that somebody in a hurry, or of ill will, might find: each ends where it should."""

from bot.news.staff import Role
from tests.mission.correcting import CORRECTION, RIGHTED, SLIP, is_out, opens
from tests.mission.embargoes import rounds, scheduled_under_embargo
from tests.mission.emergencies import chooses, forged, states, told_by
from tests.mission.signing import asked, pressed
from tests.mission.test_emergency import writes_and_gives_her_reason
from tests.newsroom import RELEASE, Desk, labels_of, newest, words_of

SAID = "Chief Fire Officer Hazel Brook said: “Our crews asked"


async def test_a_court_case_in_the_note_of_a_correction_is_asked_about(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    written = await is_out(desk)
    await opens(desk, CORRECTION, "Adam Smith, 34, has not been charged with murder.")
    desk.dan.edit(written, RIGHTED)

    await desk.presses(desk.dan, "Submit for review")

    card = await desk.told(desk.dan, "has not been charged with murder")
    assert "Case…" in labels_of(card)
    assert "in_review" not in await states(desk)


async def test_a_refused_quote_is_asked_about_again_when_words_and_name_change_in_one_edit(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    message = await desk.in_review()
    page, _ = await asked(desk, desk.dan)
    await pressed(desk, page, answer="change", wish="I never said any of this, leave me out.")
    await desk.told(desk.dan, "wants other words")

    slipped = RELEASE.replace(SAID, "The Chief Fire Officer, Mrs Brook, said: “Our crews begged")
    desk.dan.edit(message, slipped.replace("“They have them now", "“They have them at last"))

    await desk.told(desk.dan, "begged")
    card = words_of(await desk.told(desk.dan, "has to be asked again"))
    assert "Mrs Brook" in card


async def test_whoever_ordered_it_out_unapproved_cannot_approve_what_mends_it(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER, Role.DRAFTER, Role.APPROVER)
    await writes_and_gives_her_reason(desk)
    await desk.presses(desk.tess, "Yes, publish it unapproved")
    await desk.told(desk.tess, "If it must not")
    desk.clock.go_on(seconds=61)
    await desk.told(desk.ann, "Unreviewed.")
    await told_by(desk, desk.dan, "/published", "Press one to open its card")
    (headline,) = [label for label in labels_of(desk.dan.last()) if label][:1]
    await desk.presses(desk.dan, headline)
    await desk.presses(desk.dan, "Put it right…")
    await desk.presses(desk.dan, SLIP)
    await desk.told(desk.dan, "It is edited quietly everywhere")
    await desk.presses(desk.dan, "Headline")
    await desk.told(desk.dan, "Send the headline")
    desk.dan.write("Gas in Quay Street, stay away")
    await desk.told(desk.dan, "Gas in Quay Street, stay away")
    before = newest(desk.ann)
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "Please review", after=before)

    assert "wrote" in await forged(desk, desk.tess, "approve", 2)
    assert (await states(desk))[-1] == "in_review"


async def test_with_fewer_approvals_needed_pressing_again_decides(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await chooses(desk, "Approvals…", "2")
    await desk.in_review()
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.dan, "1 more approval")
    await chooses(desk, "Approvals…", "1")

    await desk.presses(desk.ann, "Approve")

    await desk.told(desk.dan, "✅ Approved")
    history = await desk.newsroom.store.read(lambda work: work.history.of(1))
    assert [entry.kind for entry in history].count("approved") == 1


async def test_once_stopped_a_broken_embargo_holds_again(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await scheduled_under_embargo(desk)
    before = newest(desk.dan)
    await desk.presses(desk.dan, "Embargo broken: publish now")
    await rounds()
    desk.dan.write("A paper has it already")
    await desk.told(desk.dan, "Going out", after=before)
    await desk.presses(desk.dan, "Stop")
    await desk.told(desk.dan, "✅ Approved")

    assert "embargo" in (await forged(desk, desk.ann, "publish_now")).lower()
    assert await states(desk) == ["approved"]
