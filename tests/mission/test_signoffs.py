"""Quotes and their speakers: asked by a press officer, answered by the speaker, and nothing goes out past them."""

from bot.news.staff import Role
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from tests.mission.signing import asked, chooses, is_over, opened, pressed
from tests.newsroom import RELEASE, Desk, labels_of, newest, words_of

WISH = "I said moor tracks, not moorland tracks."
HER_WORDS = RELEASE.replace("moorland tracks", "moor tracks")


async def test_a_speaker_agrees_in_the_chat_and_only_then_it_can_be_approved(desk: Desk) -> None:
    hazel = desk.sandbox.world.add_person("Hazel Brook", "hazelbrook")
    await desk.in_review()
    card = words_of(await desk.told(desk.ann, "Please review"))
    assert "“Our crews asked for engines that cope with…” Hazel Brook · not asked" in card

    page, start = await asked(desk, desk.dan)
    await desk.told(desk.ann, "asked, no reply since Mon 23 Nov 2026, 12:00 GMT")
    await desk.presses(desk.ann, "Approve")
    refused = words_of(await desk.told(desk.ann, "Somebody’s agreement to their words is missing"))
    assert "Hazel Brook" in refused
    assert "Remind them" in refused
    await _staff_cannot_answer_for_her(desk, start)

    hazel.start(start)
    shown = await desk.told(hazel, "Are these your words")
    around = ["They replace engines", "They have them now", "on show at the station"]
    assert [words for words in around if words not in words_of(shown)] == []
    assert labels_of(shown) == ["These are my words", "Please change them"]
    await desk.presses(hazel, "These are my words")
    await desk.told(hazel, "Thank you")
    await desk.told(desk.dan, "Hazel Brook agrees (in Telegram, as Hazel Brook)")
    await desk.told(desk.ann, "✓ signed off by Hazel Brook")
    assert await is_over(page, "One answer counts")

    hazel.start(start)
    await desk.told(hazel, "answered already")
    hazel.write("/people")
    await desk.told(hazel, "I do not know")
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.dan, "Ann Price has approved it")
    await _history_tells(desk)


async def _staff_cannot_answer_for_her(desk: Desk, start: str) -> None:
    for colleague in (desk.dan, desk.alan):
        colleague.start(start)
    await desk.told(desk.dan, "You have worked on this announcement")
    await desk.told(desk.alan, "You are on the desk and these are the words of Hazel Brook")


async def _history_tells(desk: Desk) -> None:
    desk.ada.write("/history")
    await desk.presses(desk.ada, "Two new fire engines for Northmoor")
    told = words_of(await desk.told(desk.ada, "agreed to the words as they stand"))
    assert "Dan Field asked a speaker about their words" in told
    assert "Hazel Brook agreed to the words as they stand" in told


async def test_the_link_shows_and_only_a_press_decides_once(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.in_review()
    page, start = await asked(desk, desk.dan)
    for _ in range(3):  # a scanner that opens every link decides nothing
        status, shown = await opened(page)
        assert (status, "Are these your words?" in shown, "They have them now" in shown) == (200, True, True)
    assert "no reply" in words_of(await chooses(desk, desk.dan))
    status, shown = await pressed(desk, page, answer="change", wish=" ")
    assert (status, "Write in a few words" in shown) == (422, True)

    assert (await pressed(desk, page, answer="change", wish=WISH))[0] == 200
    told = words_of(await desk.told(desk.dan, "wants other words"))
    assert "by the link that was passed on" in told
    assert WISH in told
    await desk.told(desk.ann, "✗ wants other words: “I said moor tracks")
    status, shown = await pressed(desk, page, answer="agree")
    assert (status, "One answer counts" in shown) == (410, True)
    desk.rea.start(start)  # somebody to whom it was forwarded
    await desk.told(desk.rea, "answered already")
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.ann, "Change the words as they wish")
    assert labels_of(await chooses(desk, desk.dan)) == ["Ask the speaker"]
    assert await is_over(page.replace("/quote/", "/quote/x"), "Check that the address is whole")


async def test_a_sign_off_outlives_changes_elsewhere_and_dies_with_its_words(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    message = await desk.draft()
    page, _ = await asked(desk, desk.dan)
    desk.dan.edit(message, HER_WORDS)
    await desk.told(desk.dan, "has to be asked again")
    assert await is_over(page, "You will be asked again about the new words")

    page, _ = await asked(desk, desk.dan)
    desk.dan.edit(message, HER_WORDS.replace("Two new", "Three new"))
    await desk.told(desk.dan, "Three new fire engines")
    assert (await pressed(desk, page, answer="agree"))[0] == 200
    await desk.told(desk.dan, "✓ signed off by the link that Dan Field passed on")
    desk.dan.edit(message, HER_WORDS.replace("Two new", "Four new"))
    assert "✓ signed off" in words_of(await desk.told(desk.dan, "Four new fire engines"))

    desk.dan.edit(message, HER_WORDS.replace("on show", "to be seen"))
    card = await _card(desk, desk.dan, "has to be asked again")
    assert "signed off" not in words_of(card)
    await desk.presses(desk.dan, "Submit for review")
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.ann, "Press “Quotes…” on the card to ask")


async def _card(desk: Desk, person: Person, words: str) -> Message:
    """Wait until the person's one card says these words."""

    def found() -> Message | None:
        cards = [m for m in person.sees() if "Quotes…" in labels_of(m)]
        return next((m for m in cards if words in words_of(m)), None)

    return await desk.sandbox.world.until(found, 30)


async def test_silence_can_be_overridden_with_a_reason_that_the_approver_reads(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    alba = await desk.hires("Alba Stone", Role.APPROVER)
    await desk.approved()
    assert labels_of(await chooses(desk, alba)) == ["Ask the speaker"]
    page, _ = await asked(desk, desk.dan)
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Somebody’s agreement to their words is missing")
    desk.clock.go_on(hours=26)
    assert "Dan Field asked 1 day ago" in words_of(await chooses(desk, alba))
    await desk.presses(alba, "Go on without an answer")
    await desk.told(alba, "Why does it go out without an answer from Hazel Brook")
    alba.write("At sea")
    await desk.told(alba, "The reason has 6 characters")
    alba.write("She is at sea until Friday and cleared it by phone")

    await desk.told(desk.ann, "approvals given before are void")
    card = words_of(await desk.told(desk.dan, "Draft"))
    assert "Alba Stone decided so, because “She is at sea until Friday" in card
    before = newest(desk.ann), newest(alba)
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "Alba Stone decided so", after=before[0])
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.dan, "✅ Approved")
    await _her_word_still_counts(desk, page)


async def _her_word_still_counts(desk: Desk, page: str) -> None:
    """An answer that comes after all keeps it back at its moment."""
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    assert (await pressed(desk, page, answer="change", wish="Not like this, please."))[0] == 200
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "a speaker had not agreed to their words")
    assert "Two new fire engines" not in (await desk.fetch("/"))[1]


async def test_the_desk_may_want_every_speaker_asked(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.ada.write("/policy")
    await desk.presses(desk.ada, "Sign-offs…")
    await desk.presses(desk.ada, "for every quote with a known speaker")
    await desk.told(desk.ada, "Speakers agree to their words: for every quote with a known speaker")
    await desk.in_review()
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.ann, "not asked, and the desk wants an answer")

    first, _ = await asked(desk, desk.ann)
    page, _ = await asked(desk, desk.ann)
    assert await is_over(first, "newer one")
    desk.clock.go_on(days=7, seconds=1)
    status, shown = await pressed(desk, page, answer="agree")
    assert (status, "good for seven days" in shown) == (410, True)
    assert "the link has expired" in words_of(await chooses(desk, desk.dan))


async def test_links_die_with_who_sent_them_and_with_the_announcement(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.in_review()
    page, _ = await asked(desk, desk.alan)
    desk.ada.write("/people")
    await desk.presses(desk.ada, "✕ Alan Reed")
    await desk.presses(desk.ada, "Yes, remove")
    await desk.told(desk.ada, "Alan Reed is")
    assert await is_over(page, "The desk has made a newer one, or will do so")
    assert "has to be asked again" in words_of(await chooses(desk, desk.dan))

    page, start = await asked(desk, desk.dan)
    desk.rea.start(start)
    await desk.presses(desk.rea, "Please change them")
    await desk.told(desk.rea, "What should be changed?")
    await desk.presses(desk.ann, "Reject")
    await desk.told(desk.ann, "Why")
    desk.ann.write("We do not need it any more.")
    await desk.told(desk.dan, "has rejected it")
    desk.rea.write("Please say it in fewer words")
    await desk.told(desk.rea, "nothing is left to decide")
    assert await is_over(page, "does not go out")
