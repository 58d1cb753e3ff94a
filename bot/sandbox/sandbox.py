"""The sandbox as one thing to start and to stop: a world, the Bot API on it, the console, and a mailbox.

sandbox = Sandbox()
await sandbox.start()
ada = sandbox.world.add_person("Ada Marsh", "ada")
...                             # a bot with base_url=f"{sandbox.url}/bot"
ada.start()
await sandbox.world.until(lambda: ada.sees()[1:])
await sandbox.stop()
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.sandbox.api import Api
from bot.sandbox.console import console
from bot.sandbox.faults import Faults
from bot.sandbox.journal import MOST_CALLS, Journal
from bot.sandbox.limits import Flood, Limits
from bot.sandbox.mailbox import Mailbox
from bot.sandbox.server import Gate, Listener, listener
from bot.sandbox.world import DEFAULT_TOKEN, World
from bot.sandbox.worldfile import loaded, saved

PAGE = Path(__file__).parent / "page"


class Sandbox:
    """`source` gives the time (a test's clock); `limits` the flood limits; `world` one furnished before."""

    def __init__(
        self,
        token: str = DEFAULT_TOKEN,
        clock: Callable[[], datetime] | None = None,
        *,
        limits: Limits | None = None,
        journal_size: int = MOST_CALLS,
        world: World | None = None,
    ) -> None:
        self._source = clock
        self.api = Api(world or World(token, clock), limits or Limits(), Journal(journal_size))
        self.mailbox = Mailbox(lambda: self.world)
        self.links: dict[str, str] = {}
        self.allowed_hosts: set[str] = set()
        self.begin_anew: Callable[[], None] | None = (
            None  # whoever furnished it may take a reset upon themselves
        )
        self._listener: Listener | None = None
        self._serving: asyncio.Task[None] | None = None
        self._address = ("", 0)

    # --- its parts ------------------------------------------------------------------------------------------

    @property
    def world(self) -> World:
        return self.api.world

    @property
    def token(self) -> str:
        return self.world.bot.token

    @property
    def journal(self) -> Journal:
        return self.api.journal

    @property
    def faults(self) -> Faults:
        return self.api.faults

    @property
    def flood(self) -> Flood:
        return self.api.rooms.flood

    @property
    def limits(self) -> Limits:
        return self.api.limits

    @property
    def port(self) -> int:
        return self._address[1]

    @property
    def url(self) -> str:
        """Where it listens, for instance http://127.0.0.1:8081; a bot's base_url is this and `/bot`."""
        return f"http://{self._address[0]}:{self._address[1]}"

    # --- starting and stopping ------------------------------------------------------------------------------

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one. Raises OSError when the port is taken."""
        # asyncio turns Nagle's delay (40 ms a call) off only for a socket that names its protocol
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError:
            listening.close()
            raise
        self._address = listening.getsockname()[:2]
        self._listener = listener(Gate(self.api, console(self)))
        self._serving = asyncio.create_task(self._listener.serve(sockets=[listening]))
        while not self._listener.started:
            if self._serving.done():
                await self._serving
            await asyncio.sleep(0.002)

    async def stop(self) -> None:
        """Let all waiting callers go and close everything."""
        await self.api.stop()
        self.world.events.tell("stopped")
        await self.mailbox.stop()
        if self._listener is not None and self._serving is not None:
            self._listener.end()
            await self._serving
        self._listener = self._serving = None

    async def __aenter__(self) -> Sandbox:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    # --- worlds ---------------------------------------------------------------------------------------------

    async def reset(self) -> None:
        """An empty world with the same bot; journal, faults and mails are forgotten too."""
        await self._move(World(self.token, self._source))

    async def load(self, file: dict[str, Any]) -> None:
        """A world out of a world file. Raises ValueError with what is wrong in it."""
        await self._move(loaded(file, self.token, self._source))

    def save(self) -> dict[str, Any]:
        """This world as a world file."""
        return saved(self.world)

    async def _move(self, world: World) -> None:
        old = self.world.events
        world.events = old
        await self.api.move_to(world)
        self.journal.clear()
        self.mailbox.clear()
        old.tell("reset")
