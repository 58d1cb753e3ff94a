"""From outside: bots nobody here wrote (aiogram, grammY on Node), and a project that has newsdesk installed as a package.

What they need is installed once, into .venv/outside; without a network (or Node) these tests are skipped and say so.
python-telegram-bot makes the same journey in test_journey.py.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import picture

HERE = Path(__file__).parent / "outside"
ROOT = Path(__file__).parents[2]
PINS = ROOT / "requirements" / "aiogram.txt"
OURS = ROOT / "requirements" / "test.txt"
KEPT = Path(sys.prefix) / "outside"
PATIENCE = 90  # seconds for an installation
STARTING = 60  # seconds for a program to start, on a machine with much else to do


@pytest.fixture(scope="session")
def grammy() -> list[str]:
    """The command that runs grammY's bot."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("Node and npm are not installed")
    folder = kept("grammy", HERE / "grammy" / "package.json", _install_from_npm)
    return ["node", str(folder / "journey.js")]


@pytest.fixture(scope="session")
def aiogram() -> list[str]:
    """The command that runs aiogram's bot: the versions it asks for are not the product's, so it has its own."""
    folder = kept("aiogram", PINS, _install_with_uv)
    return [str(_python(folder)), str(folder / "journey.py")]


@pytest.fixture(scope="session")
def installed() -> Path:
    """A folder with somebody else's tests, and a Python in whose environment the package is as it is now."""
    folder = kept("installed", OURS, _install_ourselves)
    try:
        _put_in(folder, "--no-deps", "--reinstall-package", "newsdesk")
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as cause:
        pytest.skip(f"the package could not be built (is there a network?): {cause}")
    return folder


def kept(name: str, lock: Path, install: Callable[[Path], None]) -> Path:
    """The folder of that client with all it needs, made when it is not there yet or its lock has changed."""
    digest = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = KEPT / f"{name}-{digest}"
    if not folder.is_dir():
        try:
            KEPT.mkdir(exist_ok=True)
            with tempfile.TemporaryDirectory(dir=KEPT, ignore_cleanup_errors=True) as unfinished:
                made = shutil.copytree(HERE / name, Path(unfinished) / name)
                install(made)
                made.rename(folder)
        except (OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired) as cause:
            pytest.skip(f"{name} could not be installed (is there a network?): {cause}")
    for file in (HERE / name).iterdir():
        shutil.copy(file, folder)
    return folder


def _install_from_npm(folder: Path) -> None:
    _quietly("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent", within=folder)


def _install_with_uv(folder: Path) -> None:
    _quietly(_uv(), "venv", "-q", "--relocatable", "--python", sys.executable, "own", within=folder)
    lock = ["--require-hashes", "-r", str(PINS)]
    _quietly(_uv(), "pip", "install", "-q", "--python", str(_python(folder)), *lock, within=folder)


def _install_ourselves(folder: Path) -> None:
    _quietly(_uv(), "venv", "-q", "--relocatable", "--python", sys.executable, "own", within=folder)
    _put_in(folder, "-c", str(OURS))


def _put_in(folder: Path, *options: str) -> None:
    """The package out of this checkout, with the extra that others' tests need."""
    words = [_uv(), "pip", "install", "-q", "--python", str(_python(folder)), *options, f"{ROOT}[testing]"]
    _quietly(*words, within=folder)


def _uv() -> str:
    return shutil.which("uv") or str(Path(sys.executable).with_name("uv"))


def _quietly(*words: str, within: Path) -> None:
    subprocess.run(words, cwd=within, check=True, timeout=PATIENCE, capture_output=True)


def _python(folder: Path) -> Path:
    return folder / "own" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@pytest.mark.parametrize("way", ["polling", "webhook"])
@pytest.mark.parametrize("client", ["aiogram", "grammy"])
async def test_it_makes_the_whole_journey(
    client: str, way: str, request: pytest.FixtureRequest, sandbox: Sandbox, stranger: Person
) -> None:
    command: list[str] = request.getfixturevalue(client)
    process = await asyncio.create_subprocess_exec(
        *command,
        sandbox.url,
        sandbox.token,
        way,
        stdout=subprocess.PIPE,
        env={**os.environ, "PICTURE": base64.b64encode(picture()).decode()},
    )
    try:
        stranger.start("topic_roads")
        await sandbox.world.until(lambda: stranger.sees()[-1].buttons, STARTING)
        press = stranger.press(stranger.last(), "Follow")
        assert (await press.answer(STARTING)).text == "You follow Roads"
        out, _ = await asyncio.wait_for(process.communicate(), STARTING)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

    assert json.loads(out) == {
        "payload": "topic_roads",
        "album": 1,
        "refusal": "Bad Request: message to delete not found",
        "name": "statement.pdf",
        "bytes": True,
    }
    assert [m.words for m in stranger.sees()] == ["/start topic_roads", "You follow Roads.", "1", "", ""]
    assert len(sandbox.world.updates.pending()) == 0, "every update was acknowledged"
    assert bool(sandbox.journal.count("getUpdates")) == (way == "polling")


def test_an_installed_package_serves_other_peoples_tests(installed: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHONPATH"))}
    done = subprocess.run(
        [str(_python(installed)), "-m", "pytest", "-q"],
        cwd=installed,
        env=own,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 passed" in done.stdout
