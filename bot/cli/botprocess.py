"""The newsroom as a process of its own: started on a leash, listened to, and stopped tidily.

Knows nothing of the sandbox; the environment it gets makes the newsroom what it is.
"""

import asyncio
import contextlib
import sys
from collections import deque
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import click

from bot.cli.saying import CommandError

T = TypeVar("T")
LAST_LINES = 15
LONGEST_LINE = 1 << 20  # bytes
PATIENCE = 12.0  # seconds from asking it to stop until it is made to
EXPECTED = ("The newsroom's page: ", "The newsroom is open: ")


class BotProcess:
    """`newsdesk run` as a child. What it says beyond its greeting is passed on, and its last lines are remembered."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._last: deque[str] = deque(maxlen=LAST_LINES)
        self._listening = asyncio.create_task(self._listen())

    async def alive_during(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what `work` returns. Raises CommandError with the bot's last words when the bot ends before it."""
        task, death = asyncio.create_task(work), asyncio.create_task(self._process.wait())
        try:
            await asyncio.wait([task, death], return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return await task
            await self._listening
            raise CommandError(self._obituary())
        finally:
            for each in (task, death):
                each.cancel()
            await asyncio.gather(task, death, return_exceptions=True)

    def set_clock(self, seconds: float) -> None:
        """Let its clock differ by so many seconds from the machine's."""
        leash = self._process.stdin
        if leash is not None and not leash.is_closing():
            leash.write(f"{seconds!r}\n".encode())

    async def stop(self) -> None:
        """Ask it to stop and wait for it; make it when it takes too long."""
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        try:
            async with asyncio.timeout(PATIENCE):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        self._listening.cancel()

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            said = line.decode("utf-8", "replace").rstrip()
            self._last.append(said)
            if not said.startswith(EXPECTED):
                click.echo(f"  bot: {said}", err=True)

    def _obituary(self) -> str:
        words = "\n".join(f"  {line}" for line in self._last) or "  (it said nothing)"
        return f"The bot has ended by itself (exit code {self._process.returncode}). Its last words:\n{words}"


@asynccontextmanager
async def bot_running(environ: Mapping[str, str]) -> AsyncIterator[BotProcess]:
    """Start the newsroom with this environment and nothing else; on leaving it is stopped."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.cli.leash",
        "run",
        env=environ,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        limit=LONGEST_LINE,
        start_new_session=True,  # a Ctrl-C in the terminal is for us, who then stop it in order
    )
    bot = BotProcess(process)
    try:
        yield bot
    finally:
        await bot.stop()


async def command_output(environ: Mapping[str, str], *words: str) -> str:
    """Run another newsdesk command to its end and return what it printed. Raises CommandError when it fails."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        env=environ,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        raise CommandError(f"newsdesk {' '.join(words)} failed:\n{err.decode('utf-8', 'replace').strip()}")
    return out.decode("utf-8", "replace")
