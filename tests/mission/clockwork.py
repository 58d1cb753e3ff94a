"""A newsroom whose rounds are made by hand, so that every second around a moment can be looked at.

Nothing speaks with Telegram here: what is watched is when an edition goes live, and how often.
"""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.desk import draft, publish, review, schedule
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.desk.saving import Arrival
from bot.news.staff import Person, Role
from bot.news.status import State
from bot.news.words import Block
from bot.settings import Settings, load_settings
from bot.wiring import Newsroom, open_newsroom
from tests.newsroom import StillClock

UNDO, LATEST = timedelta(seconds=60), timedelta(minutes=10)
MOST_STEPS = 3


@dataclass
class Faults:
    """What must never be: editions that went out early, twice, late without a question, or were lost."""

    early: int = 0
    twice: int = 0
    missed: int = 0
    count: int = 0

    def __str__(self) -> str:
        return f"{self.count} moments: {self.early} early, {self.twice} twice, {self.missed} missed"

    @property
    def total(self) -> int:
        return self.early + self.twice + self.missed


@dataclass
class Clockwork:
    """The newsroom, its clock, Dan who drafts and Ann who approves; `moments` by edition id."""

    settings: Settings
    clock: StillClock
    newsroom: Newsroom = field(init=False)
    dan: Person = field(init=False)
    ann: Person = field(init=False)
    moments: dict[int, datetime] = field(default_factory=dict)
    written: int = 0
    at_work: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def opens(self) -> None:
        self.newsroom = await self.at_work.enter_async_context(open_newsroom(self.settings, self.clock))

    async def restarts(self) -> None:
        await self.at_work.aclose()
        await self.opens()

    async def hires(self) -> None:
        async def meet(work: Work) -> list[Person | None]:
            for number, role in ((1, Role.DRAFTER), (2, Role.APPROVER)):
                await work.people.grant((await work.people.meet(number, f"Person {number}", "")).id, role)
            return [await work.people.find(number) for number in (1, 2)]

        dan, ann = await self.newsroom.store.write(meet)
        assert dan is not None
        assert ann is not None
        self.dan, self.ann = dan, ann

    async def approved(self) -> Edition:
        """Something of Dan's that Ann approved."""
        press = self.newsroom.worker.press

        async def step(work: Work) -> Edition:
            await draft.start_afresh(work, self.dan)
            self.written += 1
            number = self.written
            arrival = Arrival(1, number, work.now, (Block(f"Item {number}"), Block("Its standfirst.")))
            taken = await draft.receive(work, self.dan, arrival)
            assert taken.edition is not None
            edition = await review.submit(work, self.dan, taken.edition.id, press)
            return await review.approve(work, self.ann, (edition.id, edition.revision_id), press)

        return await self.newsroom.store.write(step)

    async def schedules(self, words: str, which: int = 0) -> Edition:
        """Something approved gets the time these words say, the first or second of two where they say two."""
        return await self.gives_time(await self.approved(), words, which)

    async def gives_time(self, edition: Edition, words: str, which: int = 0) -> Edition:
        """Dan chooses a time for what is approved and confirms it."""
        press, looked_at = self.newsroom.worker.press, (edition.id, edition.revision_id)

        async def step(work: Work) -> Edition:
            proposal = await schedule.propose(work, self.dan, looked_at, (words, press))
            moment = proposal.moments[which]
            self.moments[edition.id] = moment
            return await schedule.schedule(work, self.dan, looked_at, (moment, words, press))

        return await self.newsroom.store.write(step)

    async def at(self, moment: datetime) -> None:
        """It is this moment; the worker looks round until there is nothing more to do."""
        self.clock.at = moment
        for _ in range(MOST_STEPS):
            if not await self.newsroom.worker.release_round():
                return

    async def now(self, edition_id: int) -> Edition:
        edition = await self.newsroom.store.read(lambda work: work.editions.get(edition_id))
        assert edition is not None
        return edition

    async def faults(self) -> Faults:
        """Count what must never be, over everything that was scheduled."""
        found = Faults(count=len(self.moments))
        for edition_id, moment in self.moments.items():
            edition = await self.now(edition_id)
            times = await self._published(edition)
            found.early += any(at < moment for at in times)
            found.twice += len(times) > 1
            found.missed += not times and edition.state is not State.HELD
            found.missed += any(at > moment + LATEST for at in times)
        return found

    async def states(self) -> Counter[str]:
        return Counter([(await self.now(edition_id)).state.value for edition_id in self.moments])

    async def _published(self, edition: Edition) -> list[datetime]:
        entries = await self.newsroom.store.read(lambda work: work.history.of(edition.announcement_id))
        return [entry.at for entry in entries if entry.kind == "published"]

    async def goes_live(self, edition_id: int) -> bool:
        """One worker's attempt to publish; several may try at once."""
        press = self.newsroom.worker.press
        live = await self.newsroom.store.write(lambda work: publish.go_live(work, edition_id, press))
        return live is not None


@asynccontextmanager
async def clockwork(database_url: str, folder: Path) -> AsyncIterator[Clockwork]:
    """Open such a newsroom on a Monday noon."""
    given = {
        "TELEGRAM_BOT_TOKEN": f"1:{'A' * 35}",
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder / "data"),
        "PUBLIC_URL": "http://127.0.0.1:9",
        "MAIL_FROM": "news@northshire.example",
        "DESK_NAME": "Northshire Fire and Rescue",
    }
    settings = load_settings(given, env_file=folder / "none")
    made = Clockwork(settings, StillClock(datetime(2026, 11, 23, 12, tzinfo=UTC)))
    await made.opens()
    try:
        await made.hires()
        yield made
    finally:
        await made.at_work.aclose()
