"""`newsdesk guards`: everything that guards recorded, as lines of CSV."""

import asyncio
import csv
import sys
from typing import TYPE_CHECKING

import click

from bot.cli.saying import CommandError, settings_or_sentence
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.desk.report import Line

COLUMNS = ("item", "guard", "stage", "reason", "who", "when")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@click.command()
def guards() -> None:
    """Print what guards recorded, the newest first: item, guard, stage, reason, who, when (UTC), as CSV."""
    lines = asyncio.run(_lines(settings_or_sentence()))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        told = (line.item, line.guard, line.stage, line.reason, line.who, line.when.isoformat())
        writer.writerow([harmless(value) for value in told])


def harmless(value: str) -> str:
    """Return a value that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


async def _lines(settings: Settings) -> "list[Line]":
    from bot.desk.ports.failures import StorageUnavailable
    from bot.desk.report import report
    from bot.storage import open_store
    from bot.wiring import SystemClock

    zone, name = settings.desk_timezone.key, settings.desk_name
    try:
        store = await open_store(settings.database_url, desk_name=name, timezone=zone, clock=SystemClock())
    except StorageUnavailable as error:
        raise CommandError(str(error)) from error
    try:
        return await store.read(report)
    finally:
        await store.close()
