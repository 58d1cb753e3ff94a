"""The command line: `newsdesk`, which is `python -m bot`. Each command is one file; heavy rooms are imported late."""

import sys
from typing import TYPE_CHECKING

import click

from bot.cli.disclose import disclose
from bot.cli.doctor import doctor
from bot.cli.guards import guards
from bot.cli.invite import invite
from bot.cli.run import run
from bot.cli.sandbox import sandbox
from bot.cli.saying import CommandError

if TYPE_CHECKING:
    from bot.desk.ports import Clock

__version__ = "0.1.0"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newsdesk")
def newsdesk() -> None:
    """Newsdesk: a newsroom that lives in the chat."""


for command in (run, sandbox, invite, doctor, disclose, guards):
    newsdesk.add_command(command)


def main(clock: "Clock | None" = None) -> None:
    """Run the command line; what stops a command is one sentence on standard error. `clock` is the sandbox's."""
    try:
        newsdesk(standalone_mode=True, obj=clock)
    except CommandError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
