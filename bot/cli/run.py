"""`newsdesk run`: the newsroom at work, until it is told to stop."""

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.saying import settings_or_sentence

if TYPE_CHECKING:
    from bot.desk.ports import Clock


@click.command()
@click.pass_obj
def run(clock: "Clock | None") -> None:
    """Run the newsroom: the chat, the public pages and the deliveries."""
    from bot.cli.serving import serve

    settings = settings_or_sentence()
    for hint in settings.hints:
        click.echo(hint, err=True)
    asyncio.run(serve(settings, clock))
