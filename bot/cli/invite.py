"""`newsdesk invite`: a one-time link that lets the first admin in, as text and as a QR code."""

import asyncio
import sys

import click

from bot.cli.saying import CommandError, settings_or_sentence
from bot.news.staff import Role


@click.command()
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.ADMIN.value,
    show_default=True,
    help="What the person who opens the link may do.",
)
def invite(role: str) -> None:
    """Print a one-time link that makes whoever opens it first a member of the desk."""
    link = asyncio.run(_make(Role(role)))
    import segno

    click.echo(f"This link makes one person {role.replace('_', ' ')}. It works once, for seven days:\n")
    click.echo(f"  {link}\n")
    segno.make(link, error="m").terminal(out=sys.stdout, compact=True)


async def _make(role: Role) -> str:
    from telegram.error import InvalidToken, TelegramError

    from bot.cli.serving import REFUSED_BY_TELEGRAM
    from bot.desk import people
    from bot.desk.ports.failures import StorageUnavailable
    from bot.settings import SettingsError
    from bot.wiring import open_newsroom

    try:
        async with open_newsroom(settings_or_sentence()) as newsroom, newsroom.application.bot as bot:
            token = await newsroom.store.write(lambda work: people.invite(work, role, None))
            return f"https://t.me/{bot.username}?start={token}"
    except (SettingsError, StorageUnavailable) as error:
        raise CommandError(str(error)) from error
    except InvalidToken as error:
        raise CommandError(REFUSED_BY_TELEGRAM) from error
    except TelegramError as error:
        raise CommandError(f"Telegram cannot be reached to ask the bot's name: {error.message}.") from error
