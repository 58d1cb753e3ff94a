"""Announcements, editions and revisions, from draft to what readers see."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.desk.ports import Work
from bot.desk.ports.values import Edition, Public
from bot.news.announcement import Content, fingerprint
from bot.news.status import Action, Move, State, move_for
from bot.storage.transaction import Transaction
from tests.storage.world import MORNING, NEWS, Newsroom, moved

CHANGED = replace(NEWS, headline="Harbour bridge open again")


def the_move(action: Action, source: State) -> Move:
    move = move_for(action, source)
    assert move is not None
    return move


async def scheduled(newsroom: Newsroom, due: datetime) -> Edition:
    edition = await newsroom.at(State.APPROVED)
    schedule = the_move(Action.SCHEDULE, State.APPROVED)
    moved = await newsroom.write(lambda work: work.editions.move(edition, schedule, due_at=due))
    assert moved is not None
    return moved


async def test_a_draft_begins_with_its_first_revision_and_its_author(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()

    assert (edition.state, edition.number, edition.revision_number) == (State.DRAFT, 1, 1)
    assert (edition.sha256, edition.author_id) == (fingerprint(NEWS), newsroom.ann.id)
    assert await newsroom.read(lambda work: work.editions.content(edition.revision_id)) == NEWS
    assert await newsroom.read(lambda work: work.editions.contributors(edition.id)) == {newsroom.ann.id}


async def test_saving_adds_a_revision_voids_approvals_and_returns_to_draft(newsroom: Newsroom) -> None:
    edition = await newsroom.at(State.IN_REVIEW)
    await newsroom.write(lambda work: work.editions.approve(edition, newsroom.ben.id, "approver"))

    saved = await newsroom.write(lambda work: work.editions.save(edition, CHANGED, newsroom.cem.id))

    assert saved is not None
    assert (saved.state, saved.revision_number, saved.sha256) == (State.DRAFT, 2, fingerprint(CHANGED))
    assert saved.touched > edition.touched
    assert await newsroom.read(lambda work: work.editions.approvals(edition.revision_id)) == []
    assert await newsroom.read(lambda work: work.editions.content(edition.revision_id)) == NEWS
    both = {newsroom.ann.id, newsroom.cem.id}
    assert await newsroom.read(lambda work: work.editions.contributors(edition.id)) == both


async def test_what_changed_meanwhile_is_not_saved_over(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()
    await newsroom.write(lambda work: work.editions.save(edition, CHANGED, newsroom.ann.id))

    late = replace(NEWS, headline="Written by somebody who saw the first words")

    assert await newsroom.write(lambda work: work.editions.save(edition, late, newsroom.cem.id)) is None
    assert (await newsroom.now(edition)).sha256 == fingerprint(CHANGED)


async def test_what_is_published_cannot_be_saved(newsroom: Newsroom) -> None:
    edition = await newsroom.at(State.PUBLISHING)

    assert await newsroom.write(lambda work: work.editions.save(edition, CHANGED, newsroom.ann.id)) is None


async def test_a_move_is_made_once(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()
    submit = the_move(Action.SUBMIT, State.DRAFT)

    first = await newsroom.write(lambda work: work.editions.move(edition, submit))
    second = await newsroom.write(lambda work: work.editions.move(edition, submit))

    assert first is not None
    assert (first.state, first.touched) == (State.IN_REVIEW, edition.touched + 1)
    assert second is None


async def test_a_move_from_elsewhere_is_a_mistake(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()

    with pytest.raises(ValueError, match="starts from in_review"):
        await newsroom.write(
            lambda work: work.editions.move(edition, the_move(Action.APPROVE, State.IN_REVIEW))
        )


async def test_a_chosen_moment_is_kept_until_the_next_move(newsroom: Newsroom) -> None:
    noon = MORNING + timedelta(hours=3)
    unschedule = the_move(Action.UNSCHEDULE, State.SCHEDULED)

    edition = await scheduled(newsroom, noon)
    back = await newsroom.write(lambda work: work.editions.move(edition, unschedule))

    assert (edition.state, edition.due_at) == (State.SCHEDULED, noon)
    assert back is not None
    assert back.due_at is None


async def test_what_is_due_comes_earliest_first(newsroom: Newsroom) -> None:
    for minutes in (30, 10, 20):
        await scheduled(newsroom, MORNING + timedelta(minutes=minutes))

    in_time = MORNING + timedelta(minutes=20)
    due_now = await newsroom.read(lambda work: work.editions.in_state(State.SCHEDULED, in_time))

    assert [edition.due_at for edition in due_now] == [MORNING + timedelta(minutes=10), in_time]
    assert len(await newsroom.read(lambda work: work.editions.in_state(State.SCHEDULED))) == 3


async def test_an_approval_is_of_a_person_and_a_revision_once(newsroom: Newsroom) -> None:
    edition = await newsroom.at(State.IN_REVIEW)

    async def approve(work: Work) -> bool:
        return await work.editions.approve(edition, newsroom.ben.id, "approver")

    assert await newsroom.write(approve)
    assert not await newsroom.write(approve)
    [approval] = await newsroom.read(lambda work: work.editions.approvals(edition.revision_id))
    assert (approval.name, approval.sha256, approval.at) == ("Ben", edition.sha256, MORNING)


async def test_open_work_is_listed_by_its_latest_change(newsroom: Newsroom) -> None:
    older, newer = await newsroom.draft(), await newsroom.draft()
    await newsroom.at(State.PUBLISHING)
    newsroom.clock.go_on(60)
    await newsroom.write(lambda work: work.editions.touch(older.id))

    assert [e.id for e in await newsroom.read(lambda work: work.editions.open_editions())] == [
        older.id,
        newer.id,
    ]
    assert (await newsroom.now(older)).touched == older.touched + 1


async def test_references_count_up_through_the_year(newsroom: Newsroom) -> None:
    first, second = await newsroom.draft(), await newsroom.draft()

    async def number(edition: Edition, year: int = 2026) -> str:
        return await newsroom.write(lambda work: work.editions.number(edition, "NEWS", year))

    assert [await number(first), await number(second), await number(first)] == [
        "NEWS-2026-0001",
        "NEWS-2026-0002",
        "NEWS-2026-0001",
    ]
    assert await number(await newsroom.draft(), 2027) == "NEWS-2027-0001"
    assert (await newsroom.now(second)).reference == "NEWS-2026-0002"


async def test_a_step_that_fails_leaves_no_gap_in_the_references(newsroom: Newsroom) -> None:
    edition = await newsroom.draft()

    async def fails(work: Work) -> None:
        await work.editions.number(edition, "NEWS", 2026)
        raise RuntimeError("the step failed")

    with pytest.raises(RuntimeError, match="the step failed"):
        await newsroom.write(fails)

    assert await newsroom.write(lambda work: work.editions.number(edition, "NEWS", 2026)) == "NEWS-2026-0001"


async def test_readers_see_what_is_live_the_newest_first(newsroom: Newsroom) -> None:
    first = await newsroom.at(State.PUBLISHING)
    newsroom.clock.go_on(60)
    second = await newsroom.at(State.PUBLISHING, CHANGED)
    await newsroom.at(State.HOLDING)

    live = await newsroom.read(lambda work: work.editions.live(10))

    assert [item.edition.id for item in live] == [second.id, first.id]
    assert (live[0].content, live[1].first_published_at) == (CHANGED, MORNING)
    assert [item.edition.id for item in await newsroom.read(lambda work: work.editions.live(1, 1))] == [
        first.id
    ]
    found = await newsroom.read(lambda work: work.editions.live_by_slug(first.slug))
    assert found == live[1]


async def test_what_was_killed_is_seen_no_more_and_its_address_says_so(newsroom: Newsroom) -> None:
    edition = await newsroom.at(State.PUBLISHING)
    assert await newsroom.read(lambda work: work.editions.gone(edition.slug)) is None

    await newsroom.write(lambda work: moved(work, edition, Action.KILL))

    assert await newsroom.read(lambda work: work.editions.live(10)) == []
    assert await newsroom.read(lambda work: work.editions.live_by_slug(edition.slug)) is None
    assert await newsroom.read(lambda work: work.editions.gone(edition.slug)) == "killed"
    assert await newsroom.read(lambda work: work.editions.gone("never-was")) is None


async def test_an_address_and_a_first_moment_once_given_stay(newsroom: Newsroom) -> None:
    edition = await newsroom.at(State.PUBLISHING)
    later = newsroom.clock.go_on(3600)

    again = await newsroom.write(
        lambda work: work.editions.publish(Public(edition), "another-address", later)
    )
    item = await newsroom.read(lambda work: work.editions.live_by_slug(edition.slug))

    assert item is not None
    assert (item.edition.published_at, item.first_published_at) == (later, MORNING)
    assert again.slug == edition.slug


async def test_nobody_is_there_where_nothing_was(newsroom: Newsroom) -> None:
    assert await newsroom.read(lambda work: work.editions.get(999)) is None
    with pytest.raises(LookupError, match="no revision 999"):
        await newsroom.read(lambda work: work.editions.content(999))


@pytest.mark.parametrize("statement", ["UPDATE revisions SET canonical = ''", "DELETE FROM revisions"])
async def test_a_revision_can_be_neither_changed_nor_removed(newsroom: Newsroom, statement: str) -> None:
    edition = await newsroom.draft()

    async def bend(tx: Transaction) -> None:
        await tx.change(text(statement))

    with pytest.raises(DBAPIError, match="append-only"):
        await newsroom.store.change(bend)

    assert await newsroom.read(lambda work: work.editions.content(edition.revision_id)) == NEWS


async def test_words_survive_the_database_letter_by_letter(newsroom: Newsroom) -> None:
    odd = Content(headline="Zażółć 𝔤ęślą\u200djaźń — “£5” 🛟 \\ '%s' :x")

    edition = await newsroom.draft(odd)

    assert await newsroom.read(lambda work: work.editions.content(edition.revision_id)) == odd
