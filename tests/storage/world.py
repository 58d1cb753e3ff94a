"""The small world of these stories: a clock that stands, Ann who drafts, Ben and Cem who approve."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.desk.ports import Work
from bot.desk.ports.values import Edition, Public, Purpose
from bot.news.announcement import Content
from bot.news.staff import Person, Role
from bot.news.status import Action, State, move_for
from bot.news.words import Block
from bot.storage import SqlStore, open_store

T = TypeVar("T")
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NEWS = Content(headline="Harbour bridge closed", body=(Block("The harbour bridge is closed until 6pm."),))


class Clock:
    """Stands until it is told to go on."""

    def __init__(self) -> None:
        self.moment = MORNING

    def now(self) -> datetime:
        return self.moment

    def go_on(self, seconds: float) -> datetime:
        self.moment += timedelta(seconds=seconds)
        return self.moment


async def opened(url: str, clock: Clock | None = None) -> SqlStore:
    return await open_store(url, desk_name="Harbour News", timezone="Europe/London", clock=clock or Clock())


@dataclass
class Newsroom:
    """A store with some people in it, and short ways to the moments stories begin at."""

    store: SqlStore
    clock: Clock
    ann: Person
    ben: Person
    cem: Person

    async def write(self, step: Callable[[Work], Awaitable[T]]) -> T:
        return await self.store.write(step)

    async def read(self, step: Callable[[Work], Awaitable[T]]) -> T:
        return await self.store.read(step)

    async def draft(self, content: Content = NEWS) -> Edition:
        return await self.write(lambda work: work.editions.start(content, self.ann.id))

    async def at(self, state: State, content: Content = NEWS) -> Edition:
        """A new edition of Ann's that stands in this state; live ones are published and planned."""
        edition = await self.draft(content)
        return await self.write(lambda work: _go(work, edition, state))

    async def many_at(self, state: State, number: int) -> list[Edition]:
        """So many new editions in this state, made in one step."""

        async def step(work: Work) -> list[Edition]:
            return [
                await _go(work, await work.editions.start(NEWS, self.ann.id), state) for _ in range(number)
            ]

        return await self.write(step)

    async def now(self, edition: Edition) -> Edition:
        found = await self.read(lambda work: work.editions.get(edition.id))
        assert found is not None
        return found

    async def readers(self, *telegram_ids: int) -> None:
        async def step(work: Work) -> None:
            for telegram_id in telegram_ids:
                assert await work.readers.subscribe(telegram_id, f"Reader {telegram_id}")

        await self.write(step)

    async def channel(self, chat_id: int, purpose: Purpose = Purpose.PUBLIC) -> None:
        async def step(work: Work) -> None:
            await work.channels.notice(chat_id, f"Channel {chat_id}", "channel", "")
            await work.channels.decide(chat_id, purpose)

        await self.write(step)

    async def inbox(self, address: str, key: str) -> None:
        async def step(work: Work) -> None:
            later = work.now + timedelta(hours=1)
            assert await work.inboxes.ask(address, f"hash of {key}", later, "Send me the news")
            assert await work.inboxes.confirm(f"hash of {key}", key, work.now)

        await self.write(step)


PATH = (Action.SUBMIT, Action.APPROVE, Action.PUBLISH_NOW, Action.RELEASE)


async def _go(work: Work, edition: Edition, state: State) -> Edition:
    for action in PATH:
        if edition.state is state:
            break
        edition = await moved(work, edition, action)
        if action is Action.RELEASE:
            edition = await work.editions.publish(
                Public(edition), f"news-{edition.announcement_id}", work.now
            )
            await work.outbox.plan(edition.id)
    assert edition.state is state
    return edition


async def moved(work: Work, edition: Edition, action: Action) -> Edition:
    move = move_for(action, edition.state)
    assert move is not None
    after = await work.editions.move(edition, move)
    assert after is not None
    return after


async def newsroom_in(store: SqlStore, clock: Clock) -> Newsroom:
    async def step(work: Work) -> list[Person]:
        met = []
        for telegram_id, name, role in (
            (11, "Ann", Role.DRAFTER),
            (12, "Ben", Role.APPROVER),
            (13, "Cem", Role.APPROVER),
        ):
            person = await work.people.meet(telegram_id, name, name.lower())
            assert await work.people.grant(person.id, role)
            met.append(await work.people.get(person.id))
        return [person for person in met if person]

    ann, ben, cem = await store.write(step)
    return Newsroom(store, clock, ann, ben, cem)
