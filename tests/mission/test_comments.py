"""A reply to a card is a word to its author: never an edit, never a decision, kept with the revision it was made on."""

import asyncio
import json
from typing import Unpack

from bot.news.staff import Role
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.posting import Manner
from tests.mission.test_review import entries
from tests.newsroom import RELEASE, Desk, labels_of, newest, photo_of, words_of

ASK = "Which Saturday? <b>Say</b> the date."


async def test_a_comment_reaches_the_author_with_its_revision_and_the_answer_comes_back(desk: Desk) -> None:
    message = await desk.in_review()
    card = await desk.told(desk.ann, "Please review")
    sent = await replies(desk, desk.ann, ASK, card)

    told = await desk.told(desk.dan, "Ann Price, on revision 1: “Which Saturday? <b>Say</b> the date.”")
    confirmed = words_of(await desk.told(desk.ann, "Passed on to Dan Field as a comment on revision 1"))
    assert "No word of “Two new fire engines for Northmoor” has changed." in confirmed
    shown = "💬 Ann Price, on revision 1: Which Saturday?"
    for who in (desk.ann, desk.alan):
        assert "Please review" in words_of(await desk.told(who, shown))
    assert "In review" in words_of(await desk.told(desk.dan, shown))

    await replies(desk, desk.dan, "The 28th.", told)
    answer = await desk.told(desk.ann, "Dan Field answers “Which Saturday?", after=sent.id)
    assert "“The 28th.”" in words_of(answer)
    await replies(desk, desk.ann, "Thank you", answer)
    await desk.told(desk.dan, "Ann Price answers “The 28th.”")
    assert await entries(desk) == ["started", "submitted", *["commented"] * 3]

    desk.dan.edit(message, RELEASE + " Tea will be served.")
    await desk.told(desk.alan, "Ann Price, on revision 1 (changed since): Which Saturday?")
    desk.dan.write("/history")
    await desk.presses(desk.dan, "Two new fire engines for Northmoor")
    await desk.told(desk.dan, "Ann Price commented on it: “Which Saturday?")


async def test_a_comment_in_the_staff_group_counts_for_staff_in_their_own_name_only(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    group = await desk.has_staff_group()
    stranger = desk.sandbox.world.add_person("Sid Stone")
    desk.ada.add(stranger, group)
    await desk.in_review()
    card = await desk.told(desk.dan, "Please review", chat=group)

    await replies(desk, desk.dora, "Is the station open on Sundays too?", card)
    told = await desk.told(desk.dan, "Dora Hill, on revision 1: “Is the station open on Sundays too?”")
    assert "In the staff group" in words_of(told)
    await desk.told(desk.dan, "💬 Dora Hill, on revision 1", chat=group)

    await replies(desk, stranger, "Me too", card)
    await desk.told(desk.ada, "Only people on the desk can comment", chat=group)
    others: list[Manner] = [
        {"identity": "anonymous"},
        {"identity": "channel", "channel": desk.channel},
        {"via_bot": "gif"},
    ]
    for manner in others:
        before = newest(desk.ada, group)
        await replies(desk, desk.ada, "In another’s name", card, **manner)
        await desk.told(desk.ada, "A comment counts only in your own name", chat=group, after=before)
    desk.dora.write("Not to the card", group)
    assert (await entries(desk)).count("commented") == 1


async def test_what_is_no_comment_is_said_and_nothing_of_it_is_kept(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.in_review()
    card = await desk.told(desk.ann, "Please review")
    before = newest(desk.ann)
    desk.ann.send_photo(photo_of(), "like this", reply_to=card)
    await desk.told(desk.ann, "a comment is words, so I have not kept this", after=before)
    before = newest(desk.ann)
    await replies(desk, desk.ann, "Too long. " * 200, card)
    await desk.told(desk.ann, "1500 are the most", after=before)

    sent = await replies(desk, desk.ann, "Which Saturday?", card)
    await desk.told(desk.dan, "“Which Saturday?”")
    desk.ann.edit(sent, "Approve it already")
    await desk.told(desk.ann, "A comment stays as it was sent")
    desk.ada.write("/people")
    await desk.presses(desk.ada, "✕ Ann Price")
    await desk.presses(desk.ada, "Yes, remove")
    await desk.told(desk.ann, "no longer on the desk")
    await replies(desk, desk.ann, "One more thing", card)
    await desk.told(desk.ann, "Only people on the desk can comment")
    assert (await entries(desk)).count("commented") == 1


async def test_a_reply_to_ones_own_card_swallows_nothing(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft()
    for choice, words in (("It is a comment", "Kept"), ("Add to the end of the draft", "")):
        sent = await replies(desk, desk.dan, "Entry is free.", await desk.told(desk.dan, "Ready to submit"))
        asked = await desk.told(desk.dan, "You replied to the card of your own draft", after=sent.id)
        assert "Nothing has been done with these words yet" in words_of(asked)
        assert "5 paragraphs" not in words_of(await desk.told(desk.dan, "Ready to submit"))
        assert words in await desk.presses(desk.dan, choice)
    await desk.told(desk.dan, "Nobody else works on this")
    await desk.told(desk.dan, "Body: 5 paragraphs")

    before = newest(desk.ann)
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "Please review", after=before)
    await replies(desk, desk.dan, "Please look at the times.", await desk.told(desk.dan, "In review"))
    told = words_of(await desk.told(desk.dan, "Passed on to Alan Reed, Ann Price"))
    assert "words for an announcement are sent without replying to its card" in told
    await desk.told(desk.ann, "Dan Field, on revision 2: “Please look at the times.”")
    assert "In review" in words_of(await desk.told(desk.dan, "💬 Dan Field, on revision 2"))


async def test_a_reply_decides_nothing_and_answers_no_open_question(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.in_review()
    card = await desk.told(desk.ann, "Please review")
    await desk.presses(desk.ann, "Send back")
    await desk.told(desk.ann, "Why are you sending back")
    sent = await replies(desk, desk.ann, "approve", card)
    told = words_of(await desk.told(desk.ann, "Passed on to Dan Field", after=sent.id))
    assert "What I asked you before is still open" in told
    assert await entries(desk) == ["started", "submitted", "commented"]
    desk.ann.write("The date is missing.")
    await desk.told(desk.dan, "Ann Price has sent it back: “The date is missing.”")

    await desk.hires("Eve Gray", Role.DRAFTER)
    desk.eve.write("/drafts")
    await desk.presses(desk.eve, "Two new fire engines for Northmoor")
    hers = await desk.told(desk.eve, "Draft")
    await desk.presses(desk.eve, "Headline")
    await desk.told(desk.eve, "Send the headline")
    await replies(desk, desk.eve, "A better headline?", hers)
    await desk.told(desk.dan, "Eve Gray, on revision 1: “A better headline?”")
    assert "edited" not in await entries(desk)


async def test_a_card_shows_the_newest_and_says_how_many_came_before(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.in_review()
    card = await desk.told(desk.ann, "Please review")
    for number in range(5):
        await replies(desk, desk.ann, f"Point {number}", card)
        await desk.told(desk.dan, f"“Point {number}”")
    shown = words_of(await desk.told(desk.alan, "and 2 before these: /history has them all"))
    assert [f"Point {number}" in shown for number in range(5)] == [False, False, True, True, True]
    assert "Approve" in labels_of(desk.alan.last())


async def test_a_message_handled_twice_is_one_comment(desk: Desk) -> None:
    await desk.in_review()
    sent = await replies(desk, desk.ann, ASK, await desk.told(desk.ann, "Please review"))
    await desk.told(desk.dan, "Ann Price, on revision 1")
    before = newest(desk.dan)
    await again(desk, desk.ann, sent)
    assert (await entries(desk)).count("commented") == 1
    assert newest(desk.dan) == before


async def replies(desk: Desk, person: Person, words: str, to: Message, **manner: Unpack[Manner]) -> Message:
    """Reply once the newsroom knows what its message shows: a person takes longer than that to write."""
    while not await desk.newsroom.store.read(lambda work: work.comments.shown_by(to.chat.id, to.id)):
        await asyncio.sleep(0.05)
    manner["reply_to"] = to
    return person.write(words, None if to.chat.is_private else to.chat, **manner)


async def again(desk: Desk, person: Person, sent: Message) -> None:
    """Let Telegram deliver a message a second time, as after a crash before it was finished."""
    raw = {"update_id": 999_999, "message": sent.json(desk.sandbox.world.account)}
    await desk.newsroom.store.intake.keep([(999_999, json.dumps(raw))])
    desk.newsroom.worktable.wake.set()
    after = person.write("/help")
    await desk.told(person, "newsroom of", after=after.id)
    await asyncio.sleep(0.3)
