"""`python -m bot.sandbox`: the sandbox by itself, for any bot in any language."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from pathlib import Path

import click

from bot.sandbox.limits import Limits
from bot.sandbox.loop import run
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import DEFAULT_TOKEN


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen. The console has no login."
)
@click.option("--port", default=8081, show_default=True, help="0 takes a free one.")
@click.option("--mail-port", default=0, help="Where the inbox listens; 0 takes a free one.")
@click.option("--token", default=DEFAULT_TOKEN, show_default=True, help="The bot's token.")
@click.option("--world", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A world file.")
@click.option("--limits/--no-limits", default=True, help="Telegram's flood limits.")
def main(host: str, port: int, mail_port: int, token: str, world: Path | None, limits: bool) -> None:  # noqa: PLR0913, PLR0917 - one per option
    """Telegram's Bot API, its people and an inbox on this machine."""
    sandbox = Sandbox(token, limits=Limits(on=limits))
    with contextlib.suppress(KeyboardInterrupt):
        run(_serve(sandbox, (host, port, mail_port), world))


async def _serve(sandbox: Sandbox, address: tuple[str, int, int], world: Path | None) -> None:
    if world is not None:
        await sandbox.load(json.loads(await asyncio.to_thread(world.read_text, "utf-8")))
    await sandbox.start(address[0], address[1])
    await sandbox.mailbox.start(address[0], address[2])
    click.echo(
        f"Bot API   {sandbox.url}/bot{sandbox.token}/getMe\nConsole   {sandbox.url}/console/state\n"
        f"Chat page {sandbox.url}/\nInbox     smtp://{sandbox.mailbox.host}:{sandbox.mailbox.port}"
    )
    over = asyncio.Event()
    if sys.platform != "win32":
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, over.set)
    await over.wait()
    await sandbox.stop()


if __name__ == "__main__":
    main()
