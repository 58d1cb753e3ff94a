"""`newsdesk sandbox`: the whole newsroom on this computer, with a local Telegram, an inbox and a page to try it on."""

import asyncio
import contextlib
import signal
import sys
from pathlib import Path

import click

EXAMPLE = "-"


@click.command()
@click.option(
    "--port", default=8081, show_default=True, help="Port of the chat page and its Bot API; 0: a free one."
)
@click.option("--api-only", is_flag=True, help="Only the local Bot API, its page and the inbox, for any bot.")
@click.option(
    "--play",
    metavar="[FILE]",
    is_flag=False,
    flag_value=EXAMPLE,
    help="Act a whole publication out, of the example or of a .txt or .docx file, check what arrived, and end.",
)
@click.option("--stay", is_flag=True, help="With --play: keep everything running afterwards, as without it.")
@click.option("--database", metavar="URL", default="", help="An empty PostgreSQL database instead of SQLite.")
def sandbox(port: int, play: str | None, database: str, *, api_only: bool, stay: bool) -> None:
    """Try Newsdesk without a token: opens a chat page where you can be everybody."""
    if api_only and (play or database):
        raise click.UsageError("--api-only starts no newsroom, so there is nothing to play and no database.")
    if api_only:
        _api_only(port)
        return
    from bot.sandbox.loop import run

    sys.exit(run(_until_told_to_stop(port, database, (play, stay))))


def _api_only(port: int) -> None:
    from bot.cli.saying import CommandError
    from bot.sandbox.__main__ import main as bot_api

    try:
        bot_api.main(["--port", str(port)], standalone_mode=False)
    except OSError as error:
        raise CommandError(
            f"Port {port} cannot be used ({error.strerror}): stop what runs there, or choose another with --port."
        ) from error


async def _until_told_to_stop(port: int, database: str, wish: tuple[str | None, bool]) -> int:
    """Run until it is over or a signal comes; either way nothing is left behind. Returns the exit code."""
    from bot.cli.showing import show

    play, stay = wish
    file = Path(play) if play and play != EXAMPLE else None
    work = asyncio.create_task(show(port, database, play=bool(play), file=file, stay=stay))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C comes as an exception
            loop.add_signal_handler(number, work.cancel)
    try:
        return await work
    except asyncio.CancelledError:
        click.echo("Stopped before it was done.", err=True)
        return 1
