"""World files, clocks and the entrance from the command line."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import Clock
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import DEFAULT_TOKEN, World
from bot.sandbox.worldfile import loaded, saved

SMALL: dict[str, Any] = {
    "format": 1,
    "clock": "2026-11-24T09:00:00+00:00",
    "bot": {"first_name": "Northshire news", "username": "northshire_bot", "reads_groups": True},
    "people": [
        {"id": 5000000001, "name": "Ada Marsh", "username": "ada", "started": True},
        {"name": "Ben Hill", "blocked": True, "started": True},
    ],
    "chats": [
        {
            "type": "channel",
            "title": "News",
            "username": "news",
            "signatures": True,
            "members": [
                {"account": "@ada", "status": "creator"},
                {"account": "bot", "status": "administrator", "rights": ["can_post_messages"]},
            ],
        },
        {
            "type": "group",
            "title": "Desk",
            "permissions": [],
            "members": [{"account": "Ada Marsh", "status": "creator"}],
        },
    ],
    "last_message_ids": {"private": 40},
}


def test_a_file_furnishes_a_world() -> None:
    world = loaded(SMALL, DEFAULT_TOKEN)
    channel = world.find("@NEWS")
    assert channel is not None
    assert channel.members[world.bot.id].may("can_post_messages")
    assert not channel.members[world.bot.id].may("can_edit_messages")
    assert world.person("Ben Hill").blocked
    assert world.person("@ada").write("x").id == 41
    assert abs(world.clock.now() - datetime(2026, 11, 24, 9, tzinfo=UTC)) < timedelta(seconds=5)


def test_a_saved_world_is_the_same_when_loaded() -> None:
    first = saved(loaded(SMALL, DEFAULT_TOKEN))
    again = saved(loaded(json.loads(json.dumps(first)), DEFAULT_TOKEN))
    assert again | {"clock": ""} == first | {"clock": ""}


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ({"format": 2}, "format 2"),
        ({"people": [{"nom": "Ada"}]}, "Unknown in a person: nom"),
        ({"people": [{"username": "ada"}]}, "needs a name"),
        ({"chats": [{"title": "News", "type": "channel"}]}, "creator"),
        ({"bot": {"token": "x"}}, "The bot has no “token”"),
        (
            {
                "chats": [
                    {"title": "News", "type": "channel", "members": [{"account": "@x", "status": "creator"}]}
                ]
            },
            "Nobody here",
        ),
        ({"people": [{"name": "A", "username": "x"}, {"name": "B", "username": "X"}]}, "@X is taken by A"),
    ],
)
def test_a_file_that_does_not_fit(file: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        loaded(file, DEFAULT_TOKEN)


def test_a_token_of_the_wrong_shape() -> None:
    with pytest.raises(ValueError, match="BotFather"):
        World("nonsense")


async def test_a_tests_own_clock_dates_everything() -> None:
    moment = datetime(2026, 11, 24, 9, tzinfo=UTC)
    async with Sandbox(clock=lambda: moment) as sandbox:
        message = sandbox.world.add_person("Ada").start()
        assert message.date == int(moment.timestamp())
        sandbox.world.clock.shift(60)
        assert sandbox.world.clock.now() == moment + timedelta(minutes=1)


def test_a_clock_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        Clock().set(datetime(2026, 11, 24, 9))  # noqa: DTZ001 - the point


async def test_from_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text(json.dumps(SMALL))
    command = [
        sys.executable,
        "-m",
        "bot.sandbox",
        "--port",
        "0",
        "--token",
        "42:secret",
        "--world",
        str(file),
    ]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 15)).decode()
    async with httpx.AsyncClient(verify=False) as client:
        me = (await client.get(line.split()[-1])).json()["result"]
    assert (me["id"], me["username"]) == (42, "northshire_bot")
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 5) == 0
