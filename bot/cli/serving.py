"""Starts everything in the right order and stops it in the reverse: site, worker, then Telegram.

Owns the signals: SIGINT and SIGTERM let what is under way finish and give the lanes up.
"""

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import click
import structlog
import uvicorn
from telegram.error import InvalidToken, TelegramError

from bot.cli.saying import OURSELVES, CommandError
from bot.desk.ports import Clock
from bot.desk.ports.failures import StorageUnavailable
from bot.settings import Settings, SettingsError
from bot.telegram.application import show_commands
from bot.telegram.intake import ALLOWED_UPDATES, TokenRefused
from bot.wiring import Newsroom, open_newsroom

log = structlog.get_logger()
LONGEST_WAIT = 30.0
REFUSED_BY_TELEGRAM = (
    "Telegram refuses TELEGRAM_BOT_TOKEN: it was mistyped or revoked. "
    "Ask @BotFather for the bot's current token (/mybots, API Token) and write it into .env."
)


async def serve(settings: Settings, clock: Clock | None = None) -> None:
    """Run the newsroom until a signal, by this clock or the time of day.

    Raises CommandError with a sentence when it cannot start or go on.
    """
    try:
        async with open_newsroom(settings, clock) as newsroom:
            await _serve(newsroom)
    except (SettingsError, StorageUnavailable) as error:
        raise CommandError(str(error)) from error


async def _serve(newsroom: Newsroom) -> None:
    stop = _stop_signal()
    async with at_work(newsroom) as tasks:
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        log.info("stopping")
    log.info("stopped")


@asynccontextmanager
async def at_work(newsroom: Newsroom) -> AsyncIterator[list["asyncio.Task[None]"]]:
    """Serve the site, run the worker and speak with Telegram; on leaving, finish what is under way and stop.

    Raises what ended one of the tasks before its time, such as CommandError for a refused token.
    """
    async with _site(newsroom):
        tasks = [asyncio.create_task(newsroom.worker.run()), asyncio.create_task(_chat(newsroom))]
        try:
            yield tasks
        finally:
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                raise result


async def _chat(newsroom: Newsroom) -> None:
    """Speak with Telegram: first contact, then updates in and answers out, until cancelled."""
    try:
        await _first_contact(newsroom)
        async with asyncio.TaskGroup() as group:
            group.create_task(newsroom.worktable.run())
            if not newsroom.settings.by_webhook:
                group.create_task(newsroom.polling.run())
    except* TokenRefused:
        raise CommandError(REFUSED_BY_TELEGRAM) from None
    finally:
        with contextlib.suppress(TelegramError, RuntimeError):
            await newsroom.application.shutdown()


async def _first_contact(newsroom: Newsroom) -> None:
    """Reach Telegram, however long it takes; the site and the schedule go on meanwhile."""
    wait, bot = 1.0, newsroom.application.bot
    while True:
        try:
            await newsroom.application.initialize()
            await _choose_way_in(newsroom)
        except InvalidToken:
            raise TokenRefused from None
        except TelegramError as error:
            log.warning("Telegram cannot be reached", reason=error.message, next_try_in_seconds=wait)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        else:
            break
    reason = await show_commands(newsroom.application, newsroom.typesetter)
    if reason:
        log.warning("the menu of commands was refused", reason=reason)
    click.echo(f"The newsroom is open: https://t.me/{bot.username}", err=True)
    if not await newsroom.store.read(lambda work: work.people.roster()):
        click.echo(
            f"Nobody runs this desk yet. Make the first link: {OURSELVES} invite --role admin", err=True
        )


async def _choose_way_in(newsroom: Newsroom) -> None:
    secret, bot = newsroom.settings.telegram_webhook_secret, newsroom.application.bot
    if secret is None:
        await bot.delete_webhook()
        return
    await bot.set_webhook(
        newsroom.webhook_url, secret_token=secret.get_secret_value(), allowed_updates=ALLOWED_UPDATES
    )


@asynccontextmanager
async def _site(newsroom: Newsroom) -> AsyncIterator[None]:
    """Serve the public pages on a socket of our own, so that a taken port is one clear sentence."""
    settings = newsroom.settings
    listening = _listen(settings.http_host, settings.http_port)
    server = uvicorn.Server(
        uvicorn.Config(
            newsroom.site,
            log_level="warning",
            lifespan="off",
            server_header=False,
            access_log=False,
            date_header=True,
            timeout_graceful_shutdown=5,
        )
    )
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]  # signals are ours
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    click.echo(f"The newsroom's page: {settings.public_url}", err=True)
    try:
        yield
    finally:
        server.should_exit = True
        await serving
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise CommandError(
            f"HTTP_PORT {port} on {host} cannot be used ({error.strerror}): stop what runs there, "
            "or choose another port in HTTP_PORT."
        ) from error
    listening.listen(256)
    return listening


def _stop_signal() -> asyncio.Event:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    return stop
