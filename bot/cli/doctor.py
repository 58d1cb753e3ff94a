"""`newsdesk doctor`: looks at everything the newsroom stands on and says in plain words what is well and what is not."""

import asyncio

import click

from bot.cli.saying import CommandError, settings_or_sentence


@click.command()
def doctor() -> None:
    """Check settings, database, Telegram, mail relay and channels."""
    settings = settings_or_sentence()
    from bot.cli.examining import examine

    findings = asyncio.run(examine(settings))
    for finding in findings:
        click.echo(f"{'✓' if finding.well else '✗'} {finding.words}")
    if not all(finding.well for finding in findings):
        raise CommandError("Mend what is marked ✗, then run this again.")
