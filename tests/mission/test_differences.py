"""What changed since an approver looked: on their card, and in the answer to a button that came too late."""

from bot.sandbox.messages import Message
from tests.newsroom import RELEASE, Desk, newest, words_of

NEW = RELEASE.replace("in half the time", "in a third of the time")


async def changes(desk: Desk, message: Message, text: str) -> None:
    """Dan edits his message and submits it again."""
    desk.dan.edit(message, text)
    await desk.told(desk.dan, "Ready to submit")
    await desk.presses(desk.dan, "Submit for review")


async def test_an_approver_sees_what_changed_since_their_approval(desk: Desk) -> None:
    message = await desk.approved()
    before = newest(desk.ann)
    await changes(desk, message, NEW)

    card = await desk.told(desk.ann, "Changed since your approval", after=before)

    assert "in half a third of the time." in words_of(card)
    assert marked(card, "strikethrough") == ["half "]
    assert marked(card, "underline") == ["a third of "]
    (link,) = [entity["url"] for entity in card.content.words.json() if entity["type"] == "text_link"]
    status, page = await desk.fetch(link.removeprefix(desk.site))
    assert status == 200
    assert "<del>half </del><ins>a third of </ins>" in page
    assert "noindex" in page


async def test_another_approver_sees_what_changed_since_it_was_last_submitted(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    message = await desk.approved()
    before = newest(desk.alan)
    await changes(desk, message, NEW)

    await desk.told(desk.alan, "Changed since it was last submitted", after=before)


async def test_words_that_were_changed_back_are_said_to_be_the_same(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    message = await desk.approved()
    desk.dan.edit(message, NEW)
    await desk.told(desk.dan, "third of the time")
    await changes(desk, message, RELEASE)

    await desk.told(desk.ann, "It says again exactly what you approved")


async def test_a_first_review_has_nothing_to_compare(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.in_review()

    assert "Changed since" not in words_of(desk.ann.last())


async def test_a_stale_press_is_answered_with_the_difference(desk: Desk) -> None:
    message = await desk.in_review()
    card = await desk.told(desk.ann, "Please review")
    approve = next(b for row in card.rows for b in row if b["text"] == "Approve")["callback_data"]
    await changes(desk, message, NEW)

    answer = await desk.ann.press(card, data=approve).answer()

    assert "changed since you looked" in (answer.text or "")
    told = await desk.told(desk.ann, "It has changed since you looked: Two new fire engines")
    assert marked(told, "strikethrough") == ["half "]
    assert marked(told, "underline") == ["a third of "]


def marked(message: Message, kind: str) -> list[str]:
    """The words of a message that are set in this way."""
    text = words_of(message).encode("utf-16-le")
    spans = [entity for entity in message.content.words.json() if entity["type"] == kind]
    return [text[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in spans]
