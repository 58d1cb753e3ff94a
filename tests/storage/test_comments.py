"""Comments in the database: one for a message, found by what was replied to, never changed."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.desk.ports import Work
from bot.desk.ports.comments import Comment, Remark
from bot.news.status import State
from bot.storage.transaction import Transaction
from tests.storage.world import Newsroom

SAID = Remark(-1001, 7, "Which Saturday?")


async def commented(newsroom: Newsroom) -> list[Comment]:
    """Ben replies to a card, and the update comes twice."""
    edition = await newsroom.at(State.IN_REVIEW)

    async def step(work: Work) -> list[Comment]:
        await work.comments.shows((-1001, 5), (edition.id, edition.revision_id))
        shown = await work.comments.shown_by(-1001, 5)
        assert shown is not None
        first = await work.comments.add(SAID, shown, newsroom.ben.id)
        assert first is not None
        assert await work.comments.add(SAID, shown, newsroom.ben.id) is None
        await work.comments.shows((12, 6), (edition.id, edition.revision_id), first)
        answered = await work.comments.shown_by(12, 6)
        assert answered is not None
        await work.comments.add(Remark(12, 8, "The 28th."), answered, newsroom.ann.id)
        return await work.comments.of(edition.id)

    return await newsroom.write(step)


async def test_a_reply_finds_the_words_and_the_comment_it_answers(newsroom: Newsroom) -> None:
    question, answer = await commented(newsroom)

    assert (question.name, question.revision_number, question.said) == ("Ben", 1, "Which Saturday?")
    assert (answer.name, answer.answers_id) == ("Ann", question.id)
    assert await newsroom.read(lambda work: work.comments.sent_as(-1001, 7)) == question
    assert await newsroom.read(lambda work: work.comments.shown_by(-1001, 99)) is None


@pytest.mark.parametrize("statement", ["UPDATE comments SET said = ''", "DELETE FROM comments"])
async def test_a_comment_can_be_neither_changed_nor_removed(newsroom: Newsroom, statement: str) -> None:
    await commented(newsroom)

    async def bend(tx: Transaction) -> None:
        await tx.change(text(statement))

    with pytest.raises(DBAPIError, match="append-only"):
        await newsroom.store.change(bend)
