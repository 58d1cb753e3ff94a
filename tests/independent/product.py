"""The product as anyone runs it: a program of its own, told everything by its environment, killed at will."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.independent.botapi import TOKEN
from tests.independent.chatting import until
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
OPEN = "The newsroom is open"
START_SECONDS = 60.0


@dataclass
class Product:
    """One installation in a folder. `settings` are added to the environment."""

    folder: Path
    api_url: str
    settings: dict[str, str] = field(default_factory=dict)
    http_port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None
    runs: int = 0

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def log(self) -> str:
        path = self.folder / f"run-{self.runs}.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        own = {
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.api_url,
            "DATA_DIR": str(self.folder / "data"),
            "HTTP_PORT": str(self.http_port),
            "PUBLIC_URL": f"http://localhost:{self.http_port}",
            "UNDO_SECONDS": "1",
        }
        return {**kept, **own, **self.settings}

    async def start(self, *, wait: bool = True) -> None:
        self.runs += 1
        with (self.folder / f"run-{self.runs}.log").open("wb") as out:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                cwd=self.folder,
                env=self.environment(),
                stdout=out,
                stderr=out,
                stdin=asyncio.subprocess.DEVNULL,
            )
        if wait:
            await self.says(OPEN)

    async def says(self, words: str, seconds: float = START_SECONDS) -> None:
        """Wait until the log holds `words`."""
        await until(lambda: words in self.log, seconds, lambda: f"the log holds no {words!r}:\n{self.log}")

    async def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process
        self.process.kill()
        await self.process.wait()

    async def stop(self, seconds: float = 20.0) -> int:
        """Ask it to stop; return its exit code."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), seconds)

    async def ended(self, seconds: float = START_SECONDS) -> int:
        assert self.process
        return await asyncio.wait_for(self.process.wait(), seconds)

    async def invite(self, role: str) -> str:
        """Return the payload of a new invitation's link."""
        made = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "invite", "--role", role),
            cwd=self.folder,
            env=self.environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await made.communicate()
        link = re.search(r"https://t\.me/\w+\?start=(\S+)", out.decode())
        assert link, (out.decode(), err.decode())
        return link[1]


@asynccontextmanager
async def installed(folder: Path, api_url: str, **settings: str) -> AsyncIterator[Product]:
    """Offer an installation; whatever still runs at the end is ended."""
    folder.mkdir(parents=True, exist_ok=True)
    product = Product(folder, api_url, settings)
    try:
        yield product
    finally:
        if product.process and product.process.returncode is None:
            await product.kill()
