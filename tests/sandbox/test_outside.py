"""A bot the house did not write: grammY on Node, from npm, against the same sandbox."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import picture

HERE = Path(__file__).parent / "outside"


@pytest.fixture(scope="session")
def installed() -> Path:
    """The bot with its library in a temporary folder, kept from run to run."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("Node and npm are not installed")
    folder = Path(tempfile.gettempdir()) / "newsdesk-sandbox-outside"
    folder.mkdir(exist_ok=True)
    for file in HERE.iterdir():
        shutil.copy(file, folder)
    if not (folder / "node_modules" / "grammy").is_dir():
        command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
        try:
            subprocess.run(command, cwd=folder, check=True, timeout=60, capture_output=True)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            pytest.skip("npm could not install grammY: is there a network?")
    return folder


async def test_grammy_makes_the_same_journey(installed: Path, sandbox: Sandbox, stranger: Person) -> None:
    pixels = base64.b64encode(picture()).decode()
    node = await asyncio.create_subprocess_exec(
        "node",
        "journey.js",
        sandbox.url,
        sandbox.token,
        cwd=installed,
        stdout=subprocess.PIPE,
        env={**os.environ, "PICTURE": pixels},
    )
    stranger.start("topic_roads")
    await sandbox.world.until(lambda: stranger.sees()[-1].buttons, 10)
    press = stranger.press(stranger.last(), "Follow")
    assert (await press.answer()).text == "You follow Roads"
    out, _ = await asyncio.wait_for(node.communicate(), 15)
    assert json.loads(out) == {
        "payload": "topic_roads",
        "album": 1,
        "bytes": True,
        "refusal": "Bad Request: message to delete not found",
    }
    assert [m.words for m in stranger.sees()] == ["/start topic_roads", "You follow Roads.", "1", ""]
