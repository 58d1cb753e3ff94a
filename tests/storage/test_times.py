"""Times are aware, and UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.news.status import Action, State, move_for
from bot.storage.tables.columns import NaiveTime
from tests.storage.world import Newsroom

DELHI = timezone(timedelta(hours=5, minutes=30))


async def scheduled(newsroom: Newsroom, due: datetime) -> Edition | None:
    edition, move = await newsroom.at(State.APPROVED), move_for(Action.SCHEDULE, State.APPROVED)
    assert move is not None

    async def step(work: Work) -> Edition | None:
        return await work.editions.move(edition, move, due_at=due)

    return await newsroom.write(step)


async def test_a_time_without_a_zone_is_refused(newsroom: Newsroom) -> None:
    with pytest.raises(NaiveTime, match="2026-11-23T12:00:00 has no time zone"):
        await scheduled(newsroom, datetime(2026, 11, 23, 12, 0))  # noqa: DTZ001 - the very mistake


async def test_a_time_of_any_zone_comes_back_in_utc_to_the_microsecond(newsroom: Newsroom) -> None:
    edition = await scheduled(newsroom, datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=DELHI))

    assert edition is not None
    assert edition.due_at == datetime(2026, 11, 23, 6, 30, 0, 123456, tzinfo=UTC)
    assert edition.due_at.tzinfo is UTC


async def test_what_is_due_is_compared_by_the_moment_not_by_the_digits(newsroom: Newsroom) -> None:
    await scheduled(newsroom, datetime(2026, 11, 23, 12, 0, tzinfo=DELHI))

    async def due(work: Work, at: datetime) -> int:
        return len(await work.editions.in_state(State.SCHEDULED, at))

    assert await newsroom.read(lambda work: due(work, datetime(2026, 11, 23, 6, 29, tzinfo=UTC))) == 0
    assert await newsroom.read(lambda work: due(work, datetime(2026, 11, 23, 6, 30, tzinfo=UTC))) == 1
