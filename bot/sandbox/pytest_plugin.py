"""The sandbox as a pytest fixture, for tests of any bot: put `pytest_plugins = ["bot.sandbox.pytest_plugin"]` into conftest.py.

Needs pytest and pytest-asyncio (`newsdesk[testing]`). docs/sandbox-for-bots.md shows whole tests.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Generator, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.sandbox.limits import Limits
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import DEFAULT_TOKEN

MARK = "telegram"
LAST_CALLS = 15
_KEPT: pytest.StashKey[Sandbox] = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark that sets a sandbox up."""
    config.addinivalue_line(
        "markers", f"{MARK}(world=None, limits=True, token=…): what the fixture telegram_sandbox begins with"
    )


@pytest_asyncio.fixture
async def telegram_sandbox(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    """A sandbox of this test's own, listening on a free port of this machine, its inbox too.

    `@pytest.mark.telegram(world="world.json")` begins with a world file (a path beside the test, or its contents as a
    dict); `limits=False` takes Telegram's flood limits away; `token` is the bot's.
    """
    wish = _wish(request.node)
    limits = Limits() if wish.get("limits", True) else Limits(on=False, polling=False)
    async with Sandbox(wish.get("token", DEFAULT_TOKEN), limits=limits) as sandbox:
        request.node.stash[_KEPT] = sandbox
        await sandbox.mailbox.start()
        if "world" in wish:
            await sandbox.load(_world(wish["world"], request.node.path.parent))
        yield sandbox


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Show below a test that failed what its bot called last."""
    report = yield
    sandbox = item.stash.get(_KEPT, None)
    if report.when == "call" and report.failed and sandbox is not None:
        calls = [
            f"{e.method} {e.status} {e.description} {e.params}" for e in sandbox.journal.tail(LAST_CALLS)
        ]
        report.sections.append(("what the bot called last", "\n".join(calls) or "nothing"))
    return report


def _wish(item: pytest.Item) -> dict[str, Any]:
    """What the marks say, the nearest first. Raises TypeError for a word no mark knows."""
    wish: dict[str, Any] = {}
    for mark in item.iter_markers(MARK):
        if mark.args or set(mark.kwargs) - {"world", "limits", "token"}:
            raise TypeError(f"@pytest.mark.{MARK} takes world=, limits= and token=.")
        wish = {**mark.kwargs, **wish}
    return wish


def _world(world: str | Path | Mapping[str, Any], folder: Path) -> dict[str, Any]:
    if isinstance(world, Mapping):
        return dict(world)
    file: dict[str, Any] = json.loads((folder / world).read_text("utf-8"))
    return file
