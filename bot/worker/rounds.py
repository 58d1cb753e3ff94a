"""The worker's rounds: release what is due, deliver in lanes, say what waits, write letters, sweep.

Each round finds its work in rows, so that a round lost to a kill is found again by the next. Knows only ports.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar

import structlog

from bot.desk import daybreak, due, emergency, giving, letters, patience, publish, sounding
from bot.desk.deliver import Dispatch
from bot.desk.letters import Postbox
from bot.desk.ports import Work
from bot.desk.ports.chat import Intake
from bot.desk.ports.press import Press
from bot.desk.ports.soundings import Ears
from bot.desk.ports.values import Edition
from bot.news.delivery import Kind, Lane, Tally
from bot.news.refusal import Refusal
from bot.news.status import State
from bot.worker.lanes import LaneDriver
from bot.worker.steady import forever, to_the_end

log = structlog.get_logger()
T = TypeVar("T")
IDLE_SECONDS = 0.3
REMIND_SECONDS = 1.0
SWEEP_SECONDS = 60.0
REVIEWS_SECONDS = 1.0
SOUNDING_SECONDS = 15.0
DAY_SECONDS = 15.0  # after midnight until the cards are drawn for the new day
KEEP_UPDATES = timedelta(hours=48)
PROGRESS_SECONDS = 3.0  # between two looks of a live report: a group takes 20 edits a minute


class _Step(Protocol):
    """One use case about one edition; None when there was nothing to do."""

    async def __call__(self, work: Work, *, edition_id: int) -> Edition | None:
        """Take the step."""
        ...


class Talker(Protocol):
    """Whoever says what use cases queued."""

    def wake(self) -> None:
        """Say soon."""
        ...

    async def wait(self, seconds: float) -> None:
        """Wait until woken, at most so long."""
        ...

    async def round(self) -> int:
        """Set out to say what waits."""
        ...

    async def finish(self) -> None:
        """Finish what is being said."""
        ...


@dataclass(slots=True)
class Worker:
    """Everything the rounds need. `owner` is new with every start; `senders` says how many work in each lane.

    `undo_seconds` before its moment a scheduled edition is announced to staff.
    """

    dispatch: Dispatch
    press: Press
    talker: Talker
    postbox: Postbox
    intake: Intake
    owner: str
    undo_seconds: int
    ears: Ears
    senders: dict[Lane, int]
    _shown: dict[int, tuple[dict[Kind, Tally], float]] = field(default_factory=dict)
    _day: date | None = None

    async def run(self) -> None:
        """Work until cancelled."""
        store = self.dispatch.store
        rounds = [  # what may come by the clock alone is looked for all the time, the others wait for a change
            forever("release", self.release_round, IDLE_SECONDS),
            forever("progress", self.progress_round, IDLE_SECONDS, store),
            forever("press", self.press_round, IDLE_SECONDS),
            forever("letters", self.letters_round, IDLE_SECONDS, store),
            forever("unreviewed", self.unreviewed_round, REMIND_SECONDS),
            forever("reviews", self.reviews_round, REVIEWS_SECONDS),
            forever("soundings", self.sounding_round, SOUNDING_SECONDS),
            forever("day", self.day_round, DAY_SECONDS),
            forever("sweep", self.sweep_round, SWEEP_SECONDS),
            self._talking(),
        ]
        async with asyncio.TaskGroup() as group:
            for work in rounds:
                group.create_task(work)
            for lane, senders in self.senders.items():
                group.create_task(LaneDriver(self.dispatch, lane, self.owner).run(senders))

    async def release_round(self) -> int:
        """Announce what is about to come due, then publish what has."""
        now = self.dispatch.clock.now()
        soon = now + timedelta(seconds=self.undo_seconds)
        announce = partial(due.come_due, undo_seconds=self.undo_seconds)
        moved = await self._step(State.SCHEDULED, soon, announce)
        moved += await self._step(State.HOLDING, now, partial(publish.go_live, press=self.press))
        if moved:
            self.talker.wake()
        return moved

    async def _step(self, state: State, due_by: datetime, step: _Step) -> int:
        """Take this step with every edition due by then."""
        due_now = await self.dispatch.store.read(lambda work: work.editions.in_state(state, due_by=due_by))
        return await self._take(due_now, step)

    async def _take(self, editions: list[Edition], step: _Step) -> int:
        """Take this step with each of them; one that cannot take it does not keep the others waiting."""
        taken = 0
        for edition in editions:
            try:
                done = await self.dispatch.store.write(partial(step, edition_id=edition.id))
                taken += done is not None
            except Refusal as refusal:
                log.warning(
                    "a step was put off", edition=edition.id, state=edition.state.value, reason=str(refusal)
                )
        return taken

    async def progress_round(self) -> int:
        """Keep the live reports true, and close the editions whose deliveries are settled."""
        changed = 0
        for state in (State.PUBLISHING, State.PARTLY_PUBLISHED):
            for edition in await self.dispatch.store.read(partial(_in_state, state=state)):
                changed += await self.dispatch.store.write(partial(self._progress, edition_id=edition.id))
        if changed:
            self.talker.wake()
        return changed

    async def reviews_round(self) -> int:
        """See to what has waited too long for a decision, and end the claims that are over."""
        neglected = await self.dispatch.store.read(patience.neglected)
        taken = await self._take(neglected, patience.look_after)
        if taken:
            self.talker.wake()
        return taken

    async def press_round(self) -> int:
        """Give to the press what is due to them, and tell them what no longer stands."""
        store, done = self.dispatch.store, 0
        for wave_id in await store.read(giving.waiting):
            try:
                done += await store.write(partial(giving.keep_up, wave_id=wave_id, press=self.press))
            except Refusal as refusal:
                log.warning("a wave was put off", wave=wave_id, reason=str(refusal))
        if done:
            self.talker.wake()
        return done

    async def letters_round(self) -> int:
        """Send the letters that wait."""
        return await letters.send_waiting(self.dispatch.store, self.postbox)

    async def unreviewed_round(self) -> int:
        """Remind the desk, once a day, of what went out in an emergency and nobody has agreed to yet."""
        store, reminded = self.dispatch.store, 0
        for ordered in await store.read(lambda work: work.emergencies.unreviewed()):
            reminded += await store.write(partial(emergency.remind, emergency_id=ordered.id))
        if reminded:
            self.talker.wake()
        return reminded

    async def sounding_round(self) -> int:
        """Ask whoever of the outside has not been asked for a while whether they still answer."""
        store, asked = self.dispatch.store, await self.dispatch.store.read(sounding.to_ask)
        for whom in asked:
            heard = await self.ears.ask(whom)
            if heard is not None:
                await store.write(partial(sounding.note, whom=whom, heard=heard))
        if asked:
            self.talker.wake()
        return len(asked)

    async def day_round(self) -> int:
        """Have yesterday's cards drawn anew, at midnight and at a start after it."""
        today = await self.dispatch.store.read(daybreak.today)
        if today == self._day:
            return 0
        touched = await self.dispatch.store.write(daybreak.draw_anew)
        self._day = today
        if touched:
            self.talker.wake()
        return touched

    async def sweep_round(self) -> int:
        """Forget what nobody can use any more."""
        now = self.dispatch.clock.now()
        forgotten = await self.dispatch.store.write(lambda work: work.buttons.forget_expired(now))
        return forgotten + await self.intake.prune(now - KEEP_UPDATES)

    async def _progress(self, work: Work, edition_id: int) -> bool:
        if await publish.finish(work, edition_id) is not None:
            self._shown.pop(edition_id, None)
            return True
        tally, now = await work.outbox.tally(edition_id), asyncio.get_running_loop().time()
        shown, at = self._shown.get(edition_id, ({}, -PROGRESS_SECONDS))
        if shown == tally or now - at < PROGRESS_SECONDS:
            return False
        self._shown[edition_id] = (tally, now)
        await work.editions.touch(edition_id)
        return True

    async def _talking(self) -> None:
        async def talk() -> int:
            await self.talker.wait(IDLE_SECONDS)
            return await self.talker.round()

        try:
            await forever("talk", talk, 0.0)
        finally:
            await to_the_end(self.talker.finish())


async def _in_state(work: Work, state: State) -> list[Edition]:
    return await work.editions.in_state(state)
