"""Buttons, open questions, what messages gave, notices and letters."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Button, Question, Sent
from bot.desk.ports.letters import LetterKind
from bot.news.announcement import Content
from bot.storage.tables import letters
from tests.storage.world import MORNING, NEWS, Newsroom

ANN = 11
HOUR = timedelta(hours=1)


async def issue(newsroom: Newsroom, action: str = "approve", subject: str = "", hours: int = 1) -> str:
    async def step(work: Work) -> str:
        expires = work.now + hours * HOUR
        return await work.buttons.issue(
            action, edition_id=None, revision_id=None, subject=subject, expires_at=expires
        )

    return await newsroom.write(step)


async def test_the_same_meaning_is_the_same_button(newsroom: Newsroom) -> None:
    handle = await issue(newsroom)

    assert await issue(newsroom) == handle
    assert await issue(newsroom, subject="other") != handle
    assert await issue(newsroom, "reject") != handle
    assert handle.isascii()
    assert len(handle) <= 32


async def test_a_button_lives_as_long_as_its_latest_card(newsroom: Newsroom) -> None:
    handle = await issue(newsroom, hours=2)
    await issue(newsroom, hours=1)

    found = await newsroom.read(lambda work: work.buttons.find(handle))
    assert found == Button(handle, "approve", None, None, "", MORNING + 2 * HOUR)
    await issue(newsroom, hours=3)
    found = await newsroom.read(lambda work: work.buttons.find(handle))
    assert found is not None
    assert found.expires_at == MORNING + 3 * HOUR


async def test_expired_buttons_are_known_until_they_are_forgotten(newsroom: Newsroom) -> None:
    handle = await issue(newsroom, hours=1)
    kept = await issue(newsroom, "reject", hours=3)

    assert await newsroom.write(lambda work: work.buttons.forget_expired(MORNING + 2 * HOUR)) == 1

    assert await newsroom.read(lambda work: work.buttons.find(handle)) is None
    assert await newsroom.read(lambda work: work.buttons.find(kept)) is not None


async def test_a_chat_has_one_question_and_one_subject(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()
    asked = [Question(kind, edition.id, edition.revision_id) for kind in (Asked.HEADLINE, Asked.CREDIT)]

    async def step(work: Work) -> tuple[Question | None, int | None]:
        await work.conversations.turn_to(ANN, edition.id)
        for question in asked:
            await work.conversations.ask(ANN, question)
        return await work.conversations.question(ANN), await work.conversations.about(ANN)

    assert await newsroom.write(step) == (asked[1], edition.id)
    await newsroom.write(lambda work: work.conversations.answered(ANN))
    assert await newsroom.read(lambda work: work.conversations.question(ANN)) is None
    assert await newsroom.read(lambda work: work.conversations.about(ANN)) == edition.id
    assert await newsroom.read(lambda work: work.conversations.about(999)) is None


async def test_what_a_message_gave_is_replaced_when_the_message_is_edited(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()
    sent = Sent(ANN, 5, edition.id, "whole", NEWS, MORNING)
    edited = replace(sent, gave=Content(headline="Another"))

    assert await newsroom.write(lambda work: work.conversations.remember(sent))
    assert not await newsroom.write(lambda work: work.conversations.remember(edited))

    assert await newsroom.read(lambda work: work.conversations.recall(ANN, 5)) == edited
    assert await newsroom.read(lambda work: work.conversations.recall(ANN, 6)) is None


async def test_the_last_message_is_the_newest_of_this_chat_and_edition(newsroom: Newsroom) -> None:
    edition, other = await newsroom.draft(), await newsroom.draft()

    async def step(work: Work) -> Sent | None:
        for chat_id, message_id, about in (
            (ANN, 9, edition),
            (ANN, 10, edition),
            (ANN, 11, other),
            (12, 12, edition),
        ):
            await work.conversations.remember(Sent(chat_id, message_id, about.id, "body", NEWS, MORNING))
        return await work.conversations.last_sent(ANN, edition.id)

    last = await newsroom.write(step)

    assert last is not None
    assert last.message_id == 10


async def test_words_are_laid_aside_the_latest_only_and_forgotten_with_the_chat(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()

    async def step(work: Work) -> tuple[int, Content] | None:
        await work.conversations.turn_to(ANN, edition.id)
        await work.conversations.lay_aside(ANN, 1, NEWS)
        await work.conversations.lay_aside(ANN, 2, Content(headline="Later words"))
        return await work.conversations.laid_aside(ANN)

    assert await newsroom.write(step) == (2, Content(headline="Later words"))
    await newsroom.write(lambda work: work.conversations.forget_person(ANN))
    assert await newsroom.read(lambda work: work.conversations.laid_aside(ANN)) is None
    assert await newsroom.read(lambda work: work.conversations.about(ANN)) is None


async def test_a_notice_waits_until_it_was_said(newsroom: Newsroom) -> None:
    await newsroom.write(
        lambda work: work.notices.queue(ANN, "sent_back", why="“Which bridge?”", places=[1, 2])
    )
    await newsroom.write(lambda work: work.notices.queue(12, "approved"))

    first, second = await newsroom.read(lambda work: work.notices.waiting(10, MORNING))
    assert (first.chat_id, first.template, first.attempts) == (ANN, "sent_back", 0)
    assert first.values == {"why": "“Which bridge?”", "places": [1, 2]}
    await newsroom.write(lambda work: work.notices.said(second.id))
    await newsroom.write(lambda work: work.notices.later(first.id, MORNING + HOUR))

    assert await newsroom.read(lambda work: work.notices.waiting(10, MORNING)) == []
    [again] = await newsroom.read(lambda work: work.notices.waiting(10, MORNING + HOUR))
    assert (again.id, again.attempts) == (first.id, 1)


async def test_a_notice_of_a_step_that_fails_is_never_said(newsroom: Newsroom) -> None:
    async def fails(work: Work) -> None:
        await work.notices.queue(ANN, "approved")
        await work.notices.queue(ANN, "approved", at=MORNING)  # JSON has no times

    with pytest.raises(TypeError, match="datetime"):
        await newsroom.write(fails)

    assert await newsroom.read(lambda work: work.notices.waiting(10, MORNING)) == []


async def test_a_letter_waits_until_it_is_settled_and_its_link_is_forgotten(newsroom: Newsroom) -> None:
    link = "https://news.example/confirm?token=secret"
    await newsroom.write(lambda work: work.letters.queue("ann@example.org", LetterKind.CONFIRM, link))

    [letter] = await newsroom.read(lambda work: work.letters.waiting(10, MORNING))
    assert (letter.address, letter.kind, letter.link) == ("ann@example.org", LetterKind.CONFIRM, link)
    await newsroom.write(lambda work: work.letters.later(letter.id, MORNING + HOUR))
    assert await newsroom.read(lambda work: work.letters.waiting(10, MORNING)) == []
    [again] = await newsroom.read(lambda work: work.letters.waiting(10, MORNING + HOUR))
    assert again.attempts == 1
    await newsroom.write(lambda work: work.letters.settle(letter.id))

    assert await newsroom.read(lambda work: work.letters.waiting(10, MORNING + HOUR)) == []
    assert "secret" not in str(await everything_in_letters(newsroom))


async def everything_in_letters(newsroom: Newsroom) -> list[object]:
    return [tuple(row) for row in await newsroom.store.look(lambda tx: tx.all(select(letters)))]
