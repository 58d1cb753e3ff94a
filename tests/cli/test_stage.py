"""The stage as those who play on it find it: everybody is there, and one clock holds for Telegram and the newsroom."""

import os
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
import pytest
import pytest_asyncio

from bot.cli.acting import presses, reads
from bot.cli.cast import APPROVER, DRAFTER, DUTY_OFFICER
from bot.cli.front import front_open
from bot.cli.furnishing import furnish
from bot.cli.play import Play
from bot.cli.play_release import EXAMPLE
from bot.cli.stage import Stage, stage_set
from tests.ports import free_port

DAY = timedelta(days=1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage() -> AsyncIterator[Stage]:
    with pytest.MonkeyPatch.context() as shell:
        shell.setenv("HTTP_PORT", str(free_port()))
        async with stage_set(0) as stage:
            await furnish(stage)
            yield stage


@pytest.mark.asyncio(loop_scope="module")
async def test_the_duty_officer_is_on_the_desk_and_in_the_staff_group(stage: Stage) -> None:
    officer = stage.cast[DUTY_OFFICER]

    assert "You are a duty officer now" in officer.last().words
    assert stage.cast.group.holds(officer.id)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_schedule_is_watched_by_moving_the_clock(stage: Stage) -> None:
    cast, world = stage.cast, stage.sandbox.world
    drafter, approver = cast[DRAFTER], cast[APPROVER]
    play = Play(stage, EXAMPLE)
    async with play.told():
        headline = await play.draft()
        await play.submit()
        await play.approve()
    await presses(drafter, "Schedule…")
    await presses(drafter, "Tomorrow 09:00")
    await presses(drafter, "Schedule it")
    await reads(drafter, "Goes out on")

    nine = _tomorrow_nine(world.clock.now())
    world.clock.set(nine - timedelta(seconds=40))
    assert not [m for m in cast.channel.messages.values() if headline in m.words]
    world.clock.set(nine - timedelta(seconds=8))
    await reads(approver, "Going out")
    world.clock.set(nine)
    post = await reads(drafter, headline, chat=cast.channel)
    assert post.date >= nine.timestamp()


@pytest.mark.asyncio(loop_scope="module")
async def test_the_chat_page_alone_may_frame_the_site(stage: Stage) -> None:
    async with aiohttp.ClientSession() as browser:
        async with browser.get(stage.site) as answer:
            assert answer.status == 200
            policy = answer.headers["Content-Security-Policy"]
        async with browser.post(
            f"{stage.site}/subscribe", headers={"Origin": "http://elsewhere.example"}
        ) as no:
            assert no.status == 403, "the front lets nothing through that the site would refuse"

    port = stage.sandbox.port
    assert f"frame-ancestors http://127.0.0.1:{port} http://localhost:{port};" in policy


async def test_a_site_that_is_not_there_is_said_to_be_so() -> None:
    port, nobody = free_port(), free_port()
    async with (
        front_open(("127.0.0.1", port), f"http://127.0.0.1:{nobody}", ()),
        aiohttp.ClientSession() as browser,
        browser.get(f"http://127.0.0.1:{port}/news/1") as answer,
    ):
        assert (answer.status, "not there yet" in await answer.text()) == (502, True)


def _tomorrow_nine(now: datetime) -> datetime:
    zone = ZoneInfo(os.environ.get("DESK_TIMEZONE") or "Europe/London")
    return (now.astimezone(zone) + DAY).replace(hour=9, minute=0, second=0, microsecond=0)
