"""Editing one's own message edits the draft, at every stage; once it is out, the words are fixed."""

from bot.desk.ports import Work
from bot.news.status import Action, Move, State
from tests.newsroom import RELEASE, Desk, labels_of, newest, photo_of, words_of

MENDED = RELEASE.replace("on Saturday", "on Sunday")


async def test_an_edit_in_review_takes_it_back_and_later_parts_survive_edits_of_earlier_ones(
    sqlite_desk: Desk,
) -> None:
    """Broken twin: taking an edited message's body for the whole body drops the paragraph that was added."""
    desk = sqlite_desk
    first = await desk.draft("First line\n\nStandfirst.\n\nBody.")
    added = desk.dan.write("Added at the end.")
    await desk.presses(desk.dan, "Add to the end of the draft")
    await desk.told(desk.dan, "2 paragraphs, 5 words", after=added.id)
    desk.dan.edit(first, "First line\n\nStandfirst.\n\nA longer body.")
    await desk.told(desk.dan, "2 paragraphs, 7 words")
    desk.dan.edit(added, "Added at the very end.")
    await desk.told(desk.dan, "2 paragraphs, 8 words")

    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "Please review")
    desk.dan.edit(first, "Another line\n\nStandfirst.\n\nA longer body.")
    card = await desk.told(desk.ann, "It is with Dan Field again")
    assert "Another line" in words_of(card)
    assert "Approve" not in labels_of(card)


async def test_the_caption_of_an_answered_photo_can_be_edited_too(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft()
    await desk.presses(desk.dan, "Photo")
    await desk.told(desk.dan, "Send the photo")
    picture = desk.dan.send_photo(photo_of(), "Engines")
    await desk.told(desk.dan, "caption ✓", after=picture.id)
    desk.dan.edit(picture, "")
    await desk.sandbox.world.until(lambda: "caption ✓" not in words_of(desk.dan.last()))
    desk.dan.edit(picture, "The new engines")
    await desk.told(desk.dan, "caption ✓", after=picture.id)
    await desk.presses(desk.dan, "Caption")
    await desk.told(desk.dan, "The new engines", after=picture.id + 1)


async def test_an_edit_after_approval_voids_it_and_tells_the_approver(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    message = await desk.approved()
    assert await live_approvals(desk) == 1
    before = newest(desk.ann)
    desk.dan.edit(message, MENDED)

    told = await desk.told(desk.ann, "has changed it since you approved it", after=before)
    assert "Two new fire engines" in words_of(told)
    card = await desk.told(desk.dan, "Ready to submit")
    assert "Publish now" not in labels_of(card)
    assert await live_approvals(desk) == 0

    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "on Sunday")
    assert "Approved" in await desk.presses(desk.ann, "Approve")


async def test_taking_back_without_voiding_is_caught(sqlite_desk: Desk) -> None:
    """The twin that must fail: it makes a draft of it again, and the old approval still counts."""
    desk = sqlite_desk
    await desk.approved()

    async def take_back(work: Work) -> None:
        [edition] = await work.editions.in_state(State.APPROVED)
        await work.editions.move(edition, Move(Action.EDIT, State.APPROVED, State.DRAFT))

    await desk.newsroom.store.write(take_back)
    assert await live_approvals(desk) == 1


async def test_while_going_out_one_stops_first_and_what_is_out_is_fixed(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    message = await desk.approved()
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.dan.edit(message, MENDED)
    await desk.told(desk.dan, "Press “Stop” first")

    assert "Nothing went out" in await desk.presses(desk.dan, "Stop")
    desk.dan.edit(message, MENDED)
    await desk.told(desk.dan, "Ready to submit")
    desk.clock.go_on(seconds=300)
    await desk.presses(desk.dan, "Submit for review")
    await desk.presses(desk.ann, "Approve")
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "📣 Published")
    assert "on Sunday" in words_of(desk.rea.last())

    before = newest(desk.dan)
    desk.dan.edit(message, "Something else")
    await desk.told(desk.dan, "its words are fixed", after=before)
    _, page = await desk.fetch("/news/two-new-fire-engines-for-northmoor-1")
    assert "on Sunday" in page
    assert "Something else" not in page


async def test_an_edit_that_cannot_be_carried_is_said(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft()
    command = desk.dan.write("/drafts")
    await desk.told(desk.dan, "Open on the desk", after=command.id)
    forgotten = desk.dan.write("Words that are laid aside")
    await desk.told(desk.dan, "Where do these", after=forgotten.id)
    more = desk.dan.write("and more of them")
    desk.dan.edit(more, "and much more of them")
    await desk.told(desk.dan, "I joined them, so an edit of one of them changes nothing", after=more.id)
    before = newest(desk.dan)
    desk.dan.edit(command, "/new")
    desk.rob.edit(desk.rob.write("hello"), "hello again")
    await desk.told(desk.rob, "nobody reads messages here")
    assert newest(desk.dan) == before


async def live_approvals(desk: Desk) -> int:
    """How many approvals count for the words as they are now."""

    async def count(work: Work) -> int:
        [edition] = await work.editions.open_editions()
        return len(await work.editions.approvals(edition.revision_id))

    return await desk.newsroom.store.read(count)
