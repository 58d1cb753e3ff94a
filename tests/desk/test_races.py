"""Several people at the same moment, by the desk's own use cases and on both databases.

`python3 dev.py campaign races` runs a thousand rounds of each; here are a few, and the twins that must fail.
"""

import asyncio
import re

import pytest
from sqlalchemy import update

from bot.desk import review
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.news.announcement import PostedAs
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role
from bot.news.status import State
from bot.storage import SqlStore
from bot.storage.tables import editions
from tests.desk.contests import (
    CONTESTS,
    Contest,
    approve_against_edit_and_submit,
    approve_against_removal,
    two_approvers,
)
from tests.desk.correcting import two_corrections
from tests.desk.racing import JITTER, PRESS, Starter, Step, Track

ROUNDS, TWIN_ROUNDS = 4, 12


class LooksOnce(Track):
    """Who may is looked up at the entrance, and not again."""

    async def takes(self, store: SqlStore, person: Person, step: Step) -> None:
        if Role.ADMIN not in person.roles:  # a removal is done within the time between the look and the step
            await asyncio.sleep(self.chance.random() * 50 * JITTER)
        await store.write(step)


class LooksThenLeaps(Track):
    """It looks whether something is still in review, and then approves it without asking again."""

    async def takes(self, store: SqlStore, person: Person, step: Step) -> None:
        waiting = await store.read(lambda work: work.editions.in_state(State.IN_REVIEW))
        if not waiting:
            raise Refusal("not_now")
        await asyncio.sleep(JITTER)
        seen = waiting[-1]

        async def leap(work: Work) -> None:
            await work.history.add("approved", person_id=person.id, edition=seen)

        approved = update(editions).where(editions.c.id == seen.id).values(state=State.APPROVED)
        await store.change(lambda tx: tx.change(approved))
        await store.write(leap)


class ApprovesWhatIsThere(Track):
    """It agrees to the words as they are by now, whatever the card showed."""

    def approves(self, name: str, seen: Edition) -> Starter:
        person = self.staff[name]

        async def step(work: Work) -> None:
            now = await work.editions.get(seen.id)
            assert now is not None
            await review.approve(work, person, (now.id, now.revision_id), PRESS)

        return name, step


class OpensAnother(Track):
    """It opens the next edition whether or not somebody has."""

    def corrects(self, out: Edition) -> Starter:
        async def step(work: Work) -> None:
            former = await work.editions.get(out.id)
            assert former is not None
            content = await work.editions.content(former.revision_id)
            await work.editions.follow(former, content, self.staff["Dan"].id, PostedAs.TEXT)

        return "Dan", step


async def faults(track: Track, contest: Contest, rounds: int) -> list[str]:
    return [wrong for _ in range(rounds) if (wrong := await contest(track))]


@pytest.mark.parametrize("contest", CONTESTS)
async def test_whoever_is_first_nothing_happens_that_must_not(track: Track, contest: Contest) -> None:
    assert await faults(track, contest, ROUNDS) == []


@pytest.mark.parametrize(
    ("twin", "contest", "wrong"),
    [
        (LooksOnce, approve_against_removal, "the approver was told done|somebody removed has approved"),
        (LooksThenLeaps, two_approvers, "with 2 entries"),
        (OpensAnother, two_corrections, "2 open"),
        (ApprovesWhatIsThere, approve_against_edit_and_submit, "another revision was approved"),
    ],
)
async def test_the_twins_are_caught(track: Track, twin: type[Track], contest: Contest, wrong: str) -> None:
    careless = twin(track.stores, track.chance, track.staff)

    found = await faults(careless, contest, TWIN_ROUNDS)

    assert any(re.search(wrong, fault) for fault in found), found
