"""The stage: a sandbox with its cast, and a real newsroom beside it in a process of its own, in a temporary folder.

The newsroom gets nothing but an environment, and the sandbox's clock. It is not told that its Telegram is a local one.
"""

import asyncio
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.cli.botprocess import BotProcess, bot_running, command_output
from bot.cli.cast import DESK, MAIL_FROM, Cast, cast_in
from bot.cli.front import front_open
from bot.cli.saying import CommandError
from bot.sandbox.sandbox import Sandbox
from bot.settings import NAMES

HOST = "127.0.0.1"
FIRST_HTTP_PORT = 8080
PORTS_TRIED = 100
UNDO_SECONDS = "10"  # enough to press “Stop”, and nobody waits a minute in a trial
PASSED_ON = ("UNDO_SECONDS", "LOG_LEVEL", "DESK_TIMEZONE", "TELEGRAM_RATE")


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that runs. `site` is the address of the newsroom's public page, with no slash at its end."""

    sandbox: Sandbox
    cast: Cast
    bot: BotProcess
    site: str
    folder: Path
    environ: Mapping[str, str]

    async def command(self, *words: str) -> str:
        """Run another newsdesk command for this newsroom; return what it printed."""
        return await command_output(self.environ, *words)

    @property
    def undo_seconds(self) -> int:
        return int(self.environ["UNDO_SECONDS"])


@asynccontextmanager
async def stage_set(port: int, database_url: str = "") -> AsyncIterator[Stage]:
    """Start everything, not furnished yet; on leaving all of it is stopped and thrown away.

    `port` is the sandbox's (0: a free one); an empty `database_url` means SQLite in the temporary folder.
    Raises CommandError when the port is taken.
    """
    async with AsyncExitStack() as stack:
        sandbox = Sandbox()
        await _listen(sandbox, port)
        stack.push_async_callback(sandbox.stop)
        await sandbox.mailbox.start(HOST)
        cast = cast_in(sandbox.world)
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="newsdesk-", ignore_cleanup_errors=True))
        )
        http_port, inner_port = free_port(_first_http_port()), _any_port()
        inner = f"http://{HOST}:{inner_port}"
        await stack.enter_async_context(front_open((HOST, http_port), inner, _framers(sandbox)))
        environ = _environment(sandbox, folder, (http_port, inner_port), database_url)
        bot = await stack.enter_async_context(bot_running(environ))
        await stack.enter_async_context(_by_one_clock(sandbox, bot))
        yield Stage(sandbox, cast, bot, environ["PUBLIC_URL"], folder, environ)


@asynccontextmanager
async def _by_one_clock(sandbox: Sandbox, bot: BotProcess) -> AsyncIterator[None]:
    """Move the newsroom's clock whenever the sandbox's is moved, so that what is planned can be watched."""

    async def follow() -> None:
        with sandbox.world.events.listen() as queue:
            while True:
                bot.set_clock(sandbox.world.clock.shifted)
                while (await queue.get()).kind not in {"clock", "reset"}:
                    pass

    following = asyncio.create_task(follow())
    try:
        yield
    finally:
        following.cancel()


def free_port(first: int) -> int:
    """Return the first port from `first` on that nobody listens on. Raises CommandError when there is none near."""
    for port in range(first, first + PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except (OSError, OverflowError):
                continue
            return port
    raise CommandError(f"Every port from {first} on is taken: name another for the public page in HTTP_PORT.")


def _any_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _framers(sandbox: Sandbox) -> tuple[str, ...]:
    """The chat page's origins, by both of this machine's names."""
    return f"http://{HOST}:{sandbox.port}", f"http://localhost:{sandbox.port}"


def _first_http_port() -> int:
    given = os.environ.get("HTTP_PORT") or str(FIRST_HTTP_PORT)
    if not given.isdecimal() or not 1 <= int(given) <= 65535:
        raise CommandError(f"HTTP_PORT is {given}, which is no port: give a number from 1 to 65535.")
    return int(given)


async def _listen(sandbox: Sandbox, port: int) -> None:
    try:
        await sandbox.start(HOST, port)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or "there is no such port"
        raise CommandError(
            f"Port {port} cannot be used ({why}): stop what runs there, or choose another with --port."
        ) from error


def _environment(sandbox: Sandbox, folder: Path, ports: tuple[int, int], database_url: str) -> dict[str, str]:
    """Ours and nothing of the caller's own newsroom: a setting that is empty is not looked for in .env either."""
    public_port, inner_port = ports
    passed_on = {name: os.environ[name] for name in PASSED_ON if os.environ.get(name)}
    ours = {
        "TELEGRAM_BOT_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
        "HTTP_HOST": HOST,
        "HTTP_PORT": str(inner_port),
        "PUBLIC_URL": f"http://{HOST}:{public_port}",
        "SMTP_URL": f"smtp://{sandbox.mailbox.host}:{sandbox.mailbox.port}",
        "MAIL_FROM": MAIL_FROM,
        "DESK_NAME": DESK,
        "UNDO_SECONDS": UNDO_SECONDS,
        "LOG_LEVEL": "warning",
    }
    return {**os.environ, **dict.fromkeys(NAMES, ""), **ours, **passed_on}
