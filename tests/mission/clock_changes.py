"""What is done to a scheduler around a change of London's clocks, and two schedulers that do it wrong."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.mission.clockwork import UNDO, Clockwork, Faults

LONDON = ZoneInfo("Europe/London")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CLOCKS = ("00:59", "01:00", "01:30", "02:00", "09:00")


def changes(*years: int) -> Iterator[datetime]:
    """The moments at which London's clocks change: 01:00 UTC on the last Sundays of March and October."""
    for year in years:
        for last in (date(year, 3, 31), date(year, 10, 31)):
            sunday = last - timedelta(days=(last.weekday() + 1) % 7)
            yield datetime(sunday.year, sunday.month, sunday.day, 1, tzinfo=UTC)


def path(moments: set[datetime], chance: random.Random) -> list[datetime]:
    """The clock's way past these moments: just before and at each, with a jump of -2 h, and +3 days at the end."""
    way = sorted({at for one in moments for at in (one - UNDO - MINUTE, one - UNDO, one - MINUTE / 60, one)})
    back = chance.randrange(1, len(way))
    return [*way[:back], way[back] - 2 * HOUR, *way[back:], way[-1] + 3 * DAY]


async def around(one: Clockwork, change: datetime, chance: random.Random) -> None:
    """Schedule on the eve for every wall clock time of that night, then let the night pass with restarts in it."""
    one.clock.at = change - 13 * HOUR
    before = set(one.moments)
    for clock in CLOCKS:
        which = 1 if change.month == 10 and clock.startswith("01") else 0
        for choice in {0, which}:
            await one.schedules(f"tomorrow {clock}", choice)
    moments = {at for edition, at in one.moments.items() if edition not in before}
    await one.schedules("in 2 days")  # the jump of three days passes over this one
    for at in path(moments, chance):
        if chance.random() < 0.2:
            await one.restarts()
        await one.at(at)


@dataclass
class NaiveClock:
    """The twin that reads the wall: it keeps a local time without its zone and compares that with the clock's hands."""

    due: dict[int, datetime] = field(default_factory=dict)
    out: dict[int, list[datetime]] = field(default_factory=dict)

    def schedule(self, number: int, moment: datetime) -> None:
        self.due[number] = moment.astimezone(LONDON).replace(tzinfo=None)

    def at(self, now: datetime) -> None:
        hands = now.astimezone(LONDON).replace(tzinfo=None)
        for number, due in self.due.items():
            if hands >= due and number not in self.out:
                self.out[number] = [now]

    def restart(self) -> None:
        """Nothing is lost."""


@dataclass
class MemoryTimer:
    """The twin that counts down in memory: what it was told dies with the program, and it trusts the clock's steps."""

    due: dict[int, datetime] = field(default_factory=dict)
    out: dict[int, list[datetime]] = field(default_factory=dict)

    def schedule(self, number: int, moment: datetime) -> None:
        self.due[number] = moment

    def at(self, now: datetime) -> None:
        for number in [number for number, due in self.due.items() if now >= due]:
            self.out.setdefault(number, []).append(now)
            del self.due[number]

    def restart(self) -> None:
        self.due.clear()


def twin_faults(twin: NaiveClock | MemoryTimer, change: datetime, chance: random.Random) -> Faults:
    """Let a twin live through the same kind of night."""
    moments = [change + minutes * MINUTE for minutes in (-31, -30, 0, 1, 30, 60, 480)]
    for number, moment in enumerate(moments):
        twin.schedule(number, moment)
    for at in path(set(moments), chance):
        if chance.random() < 0.2:
            twin.restart()
        twin.at(at)
    times = [(moment, twin.out.get(number, [])) for number, moment in enumerate(moments)]
    return Faults(
        early=sum(any(at < moment for at in out) for moment, out in times),
        twice=sum(len(out) > 1 for _, out in times),
        missed=sum(not out for _, out in times),
        count=len(times),
    )
