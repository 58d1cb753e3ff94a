"""Several people at the same moment: exactly one of them moves the edition, whatever the database."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.desk.ports import Work
from bot.desk.ports.values import Approval, Edition
from bot.news.announcement import Content
from bot.news.staff import Role
from bot.news.status import Action, State, move_for
from bot.storage import SqlStore
from bot.storage.tables import editions
from bot.storage.transaction import Transaction
from tests.storage.world import NEWS, Newsroom, opened

ROUNDS = 100
Decision = Callable[[SqlStore, Edition, int], Awaitable[bool]]


async def approve(store: SqlStore, seen: Edition, person_id: int) -> bool:
    """As a person's press does: what they saw, agreed to, and moved."""

    async def step(work: Work) -> bool:
        await work.editions.approve(seen, person_id, "approver")
        move = move_for(Action.APPROVE, State.IN_REVIEW)
        assert move is not None
        return await work.editions.move(seen, move) is not None

    return await store.write(step)


async def save(newsroom: Newsroom, seen: Edition, content: Content) -> Edition | None:
    return await newsroom.write(lambda work: work.editions.save(seen, content, newsroom.ann.id))


async def approvals_of(newsroom: Newsroom, revision_id: int) -> list[Approval]:
    return await newsroom.read(lambda work: work.editions.approvals(revision_id))


async def number(newsroom: Newsroom, edition: Edition) -> str:
    return await newsroom.write(lambda work: work.editions.number(edition, "NEWS", 2026))


async def check_then_act(store: SqlStore, seen: Edition, person_id: int) -> bool:
    """The twin that must fail: looks whether the edition is still in review, then moves it without asking again."""
    now = await store.read(lambda work: work.editions.get(seen.id))
    if now is None or now.state is not State.IN_REVIEW:
        return False

    async def act(tx: Transaction) -> int:
        return await tx.change(update(editions).where(editions.c.id == seen.id).values(state=State.APPROVED))

    return await store.change(act) == 1


async def wins(newsroom: Newsroom, edition: Edition, decide: Decision, people: int) -> int:
    """How many of so many people at once were told that it was they who approved."""
    approvers = [newsroom.ben.id, newsroom.cem.id] * people
    told = await asyncio.gather(*(decide(newsroom.store, edition, who) for who in approvers[:people]))
    return sum(told)


@pytest.mark.parametrize("people", [2, 5])
async def test_of_several_approvers_exactly_one_makes_the_move(newsroom: Newsroom, people: int) -> None:
    editions = await newsroom.many_at(State.IN_REVIEW, ROUNDS)

    assert {await wins(newsroom, edition, approve, people) for edition in editions} == {1}


async def test_check_then_act_would_make_it_more_than_once(newsroom: Newsroom) -> None:
    editions = await newsroom.many_at(State.IN_REVIEW, 20)

    assert max([await wins(newsroom, edition, check_then_act, 2) for edition in editions]) > 1


async def test_an_approval_against_an_edit_leaves_no_approved_words_that_nobody_read(
    newsroom: Newsroom,
) -> None:
    for turn, edition in enumerate(await newsroom.many_at(State.IN_REVIEW, ROUNDS)):
        edit = save(newsroom, edition, replace(NEWS, headline=f"Changed in round {turn}"))
        agree = approve(newsroom.store, edition, newsroom.ben.id)
        await asyncio.gather(*((edit, agree) if turn % 2 else (agree, edit)))

        after = await newsroom.now(edition)
        assert after.state is State.DRAFT or after.revision_id == edition.revision_id
        approvals = await approvals_of(newsroom, after.revision_id)
        assert len(approvals) == (1 if after.state is State.APPROVED else 0)


async def test_two_programs_on_one_database_agree_too(newsroom: Newsroom, database_url: str) -> None:
    other = await opened(database_url)
    try:
        for edition in await newsroom.many_at(State.IN_REVIEW, 20):
            told = await asyncio.gather(
                approve(newsroom.store, edition, newsroom.ben.id), approve(other, edition, newsroom.cem.id)
            )
            assert sum(told) == 1
    finally:
        await other.close()


async def test_a_read_inside_a_write_waits_for_whoever_is_changing_the_edition(newsroom: Newsroom) -> None:
    """Check-then-act within a step is right, since `get` keeps the row: ten people count to ten."""
    edition = await newsroom.draft()

    async def count_up(work: Work) -> None:
        seen = await work.editions.get(edition.id)
        assert seen is not None
        number = int((await work.editions.content(seen.revision_id)).headline or 0)
        await asyncio.sleep(0)
        assert await work.editions.save(seen, replace(NEWS, headline=str(number + 1)), newsroom.ann.id)

    await newsroom.write(
        lambda work: work.editions.save(edition, replace(NEWS, headline="0"), newsroom.ann.id)
    )
    await asyncio.gather(*(newsroom.write(count_up) for _ in range(10)))

    after = await newsroom.now(edition)
    assert (await newsroom.read(lambda work: work.editions.content(after.revision_id))).headline == "10"


async def test_references_have_no_gap_and_no_double_when_given_at_once(newsroom: Newsroom) -> None:
    drafts = await newsroom.many_at(State.DRAFT, 20)

    given = await asyncio.gather(*(number(newsroom, edition) for edition in drafts + drafts[:5]))

    assert sorted(set(given)) == [f"NEWS-2026-{place:04}" for place in range(1, 21)]


async def test_an_invite_is_taken_by_one_of_many(newsroom: Newsroom) -> None:
    async def issue(work: Work) -> None:
        later = work.now + timedelta(hours=1)
        await work.people.add_invite(Role.ADMIN, "token", created_by=None, expires_at=later)

    await newsroom.write(issue)

    taken = await asyncio.gather(
        *(
            newsroom.write(lambda work: work.people.take_invite("token", newsroom.ann.id, work.now))
            for _ in range(5)
        )
    )

    assert sum(invite is not None for invite in taken) == 1
