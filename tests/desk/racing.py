"""Rounds in which several people press at once: what each was told, and whether what is left can be true.

The desk's own use cases run, each by whom it is asked as the entrance does it, on one store or (PostgreSQL) on
several, as several programs would. Every round has an edition of its own.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sqlalchemy import select

from bot.desk import answer, correct, draft, leaving, publish, review
from bot.desk.loading import asked_by
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.failures import StorageUnavailable
from bot.desk.ports.values import Edition, Entry
from bot.desk.saving import Arrival
from bot.mail.addresses import sender_of
from bot.news.corrections import Manner
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role
from bot.news.words import Block
from bot.press import PublicPress
from bot.storage import SqlStore
from bot.storage.tables import entries
from bot.typeset import Typesetter
from tests.storage.world import MORNING

Step = Callable[[Work], Awaitable[object]]
Starter = tuple[str, Step]
DONE = "done"
APPROVERS = ("Ann", "Alan", "Bea", "Cem", "Eve")
JITTER = 0.002  # seconds
PRESS = PublicPress(
    Typesetter("Europe/London", {"desk_name": "Harbour News", "difference_url": lambda *_: ""}),
    sender_of("news@harbour.example", "Harbour News"),
    public_url="https://news.harbour.example",
    desk_name="Harbour News",
)


@dataclass
class Track:
    """Where the races are run: the stores, and everybody as the entrance knew them when they were let in."""

    stores: list[SqlStore]
    chance: random.Random
    staff: dict[str, Person] = field(default_factory=dict)
    written: int = 0

    async def hires(self) -> None:
        """Dan drafts, five approve, Ada and Abe are admins. Again, it brings back whoever was removed."""
        roles = {"Dan": Role.DRAFTER, "Ada": Role.ADMIN, "Abe": Role.ADMIN}
        roles |= dict.fromkeys(APPROVERS, Role.APPROVER)

        async def step(work: Work) -> None:
            for number, (name, role) in enumerate(roles.items(), start=11):
                person = await work.people.meet(number, name, name.lower())
                await work.people.grant(person.id, role)
                self.staff[name] = await work.people.get(person.id) or person

        await self.stores[0].write(step)

    async def submitted(self) -> Edition:
        """A new edition of Dan's in review."""
        dan = self.staff["Dan"]
        self.written += 1
        words = (Block(f"Item {self.written}"), Block("Its standfirst."), Block("Its words."))
        arrival = Arrival(dan.telegram_id, self.written, MORNING, words)

        async def step(work: Work) -> Edition:
            await draft.start_afresh(work, dan)
            taken = await draft.receive(work, dan, arrival)
            assert taken.edition is not None
            return await review.submit(work, dan, taken.edition.id, PRESS)

        return await self.stores[0].write(step)

    async def race(self, *starters: Starter) -> list[str]:
        """Let them all go at once, in any order; return what each was told: done, or the refusal's code."""
        order = list(range(len(starters)))
        self.chance.shuffle(order)
        told = await asyncio.gather(
            *(self._goes(*starters[place], number) for number, place in enumerate(order))
        )
        return [outcome for _, outcome in sorted(zip(order, told, strict=True))]

    async def _goes(self, name: str, step: Step, number: int) -> str:
        await asyncio.sleep(self.chance.random() * JITTER)
        store = self.stores[number % len(self.stores)]
        while True:
            try:
                await self.takes(store, self.staff[name], step)
                return DONE
            except Refusal as refusal:
                return refusal.code
            except StorageUnavailable:  # such as a deadlock: the intake hands the same update in again
                await asyncio.sleep(self.chance.random() * JITTER)

    async def takes(self, store: SqlStore, person: Person, step: Step) -> None:
        """Take a step as the entrance lets a person take it, who was looked up before. The twins do it otherwise."""
        await store.write(asked_by(person, step))

    async def now(self, edition: Edition) -> Edition:
        found = await self.stores[0].read(lambda work: work.editions.get(edition.id))
        assert found is not None
        return found

    async def history(self, edition: Edition) -> list[Entry]:
        return await self.stores[0].read(lambda work: work.history.of(edition.announcement_id))

    async def entries(self) -> list[tuple[int, str, int | None]]:
        """The whole desk's history, oldest first: number, kind, and who acted."""
        chosen = select(entries.c.seq, entries.c.kind, entries.c.person_id).order_by(entries.c.seq)
        rows = await self.stores[0].look(lambda tx: tx.all(chosen))
        return [(row.seq, row.kind, row.person_id) for row in rows]

    async def admins(self) -> int:
        """How many admins there are."""
        roster = await self.stores[0].read(lambda work: work.people.roster())
        return sum(Role.ADMIN in person.roles for person in roster)

    async def agreed(self, revision_id: int) -> int:
        """How many approvals stand for a revision."""
        return len(await self.stores[0].read(lambda work: work.editions.approvals(revision_id)))

    # ---------------------------------------------------------------------------------- what may be asked

    def approves(self, name: str, seen: Edition) -> Starter:
        looked_at, person = (seen.id, seen.revision_id), self.staff[name]
        return name, lambda work: review.approve(work, person, looked_at, PRESS)

    def sends_back(self, name: str, seen: Edition) -> Starter:
        looked_at, person = (seen.id, seen.revision_id), self.staff[name]
        return name, lambda work: review.send_back(work, person, looked_at, "Which Saturday?")

    def rejects(self, name: str, seen: Edition) -> Starter:
        looked_at, person = (seen.id, seen.revision_id), self.staff[name]
        return name, lambda work: review.reject(work, person, looked_at, "We do not announce this.")

    def edits(self, seen: Edition) -> Starter:
        dan = self.staff["Dan"]
        self.written += 1
        arrival = Arrival(dan.telegram_id, self.written, MORNING, (Block(f"Changed {self.written}"),))
        asked = Question(Asked.HEADLINE, seen.id, seen.revision_id)
        return "Dan", lambda work: answer.answer(work, dan, asked, arrival)

    def edits_and_submits(self, seen: Edition) -> Starter:
        name, edit = self.edits(seen)

        async def step(work: Work) -> None:
            await edit(work)
            await review.submit(work, self.staff[name], seen.id, PRESS)

        return name, step

    def discards(self, seen: Edition) -> Starter:
        dan = self.staff["Dan"]
        return "Dan", lambda work: draft.discard(work, dan, seen.id)

    def publishes(self, name: str, seen: Edition) -> Starter:
        looked_at, person = (seen.id, seen.revision_id), self.staff[name]
        return name, lambda work: publish.publish_now(work, person, looked_at, (0, PRESS))

    def corrects(self, out: Edition) -> Starter:
        dan, looked_at = self.staff["Dan"], (out.id, out.revision_id)
        return "Dan", lambda work: correct.begin(work, dan, looked_at, (Manner.TYPO, PRESS))

    def removes(self, admin: str, leaver: str) -> Starter:
        by, person_id = self.staff[admin], self.staff[leaver].id
        return admin, lambda work: leaving.remove(work, by, person_id)
