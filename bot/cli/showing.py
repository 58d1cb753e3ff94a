"""Shows the sandbox to whoever started it: sets the stage, says where to look, plays if asked to, and stays."""

import asyncio
import contextlib
from pathlib import Path

import click

from bot.cli.acting import NotHappened
from bot.cli.furnishing import furnish
from bot.cli.play import Play
from bot.cli.play_release import EXAMPLE, release_from
from bot.cli.saying import CommandError
from bot.cli.stage import Stage, stage_set


async def show(port: int, database: str, *, play: bool, file: Path | None, stay: bool) -> int:
    """Open the sandbox, and play when asked to. Returns the exit code; stays until cancelled unless it only plays."""
    release = release_from(file) if file else EXAMPLE
    click.echo("Starting Newsdesk with a local Telegram, an inbox and a small newsroom …")
    code = 0
    while True:
        async with stage_set(port, database) as stage:
            await stage.bot.alive_during(_furnished(stage))
            link(stage)
            click.echo(_where_to_look(stage))
            if play:
                code = await stage.bot.alive_during(Play(stage, release).perform())
            if (play and not stay) or not await _stays_until_begun_anew(stage):
                return code
            port, play = stage.sandbox.port, False
        click.echo("Beginning anew …")


async def _stays_until_begun_anew(stage: Stage) -> bool:
    """Stay, and tell whether somebody asked for a first day; not if it was time to stop.

    A database that was given has been written to, and a newsroom opens in an empty one only: then only the world is emptied.
    """
    anew = asyncio.Event()
    if not stage.environ["DATABASE_URL"]:
        stage.sandbox.begin_anew = anew.set
    click.echo("Ctrl-C ends it.")
    with contextlib.suppress(asyncio.CancelledError):
        return await stage.bot.alive_during(anew.wait())
    return False


async def _furnished(stage: Stage) -> None:
    try:
        await furnish(stage)
    except NotHappened as failure:
        hint = " Is the database empty, as it must be?" if stage.environ["DATABASE_URL"] else ""
        raise CommandError(f"The newsroom could not be furnished. {failure}{hint}") from failure


def link(stage: Stage) -> None:
    """Tell the chat page what only we know: the public page, and a release to try."""
    photo = stage.sandbox.world.files.add(EXAMPLE.photo, "document", "two-crews.jpg", "image/jpeg")
    stage.sandbox.links.update(
        newsroom=stage.site,
        newsroom_frame=stage.site,
        example=EXAMPLE.texts[0],
        example_photo=f"/console/files/{photo.file_id}",
    )


def _where_to_look(stage: Stage) -> str:
    people = "\n".join(f"    {part.name:<15}{part.about:<16}{part.wording}" for part in stage.cast.people)
    return (
        f"\nOpen {stage.sandbox.url}   the chats and the inbox, where you can be anybody:\n{people}\n\n"
        f"     {stage.site}   the newsroom's public page\n\n"
        f"A publication can be stopped for {stage.undo_seconds} seconds here. Nothing leaves this computer, and "
        f"nothing is kept: the folder\n{stage.folder} is removed at the end.\n"
    )
