"""How commands speak: settings or one clear sentence, and logs a person can read."""

import contextlib
import logging
import os
import sys
from pathlib import Path

import structlog

from bot.settings import Settings, SettingsError, load_settings


def _interpreter() -> str:
    """The Python we run under, as short as it can be typed from here."""
    with contextlib.suppress(ValueError):
        short = os.path.relpath(sys.executable)
        return short if not short.startswith("..") else sys.executable
    return sys.executable


# What to type to reach this program again: its installed name, or the interpreter it runs under.
OURSELVES = "newsdesk" if Path(sys.argv[0]).name == "newsdesk" else f"{_interpreter()} -m bot"


class CommandError(Exception):
    """A command cannot go on; its text says why and what to do."""


def settings_or_sentence() -> Settings:
    """Return the settings. Raises CommandError with every sentence they were refused with."""
    try:
        settings = load_settings()
    except SettingsError as error:
        raise CommandError(str(error)) from error
    configure_logs(settings.log_level)
    return settings


def configure_logs(level: str) -> None:
    """Write one line an event to standard error; libraries speak up from a warning on. Tokens never appear."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", force=True)
    logging.getLogger("aiohttp").setLevel(logging.ERROR)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=True),
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
