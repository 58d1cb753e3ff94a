"""Runs a newsdesk command on a leash: whoever holds the other end of its standard input can move its clock, and end it.

`python -m bot.cli.leash run` is `newsdesk run` for the sandbox. A line on the leash is by how many seconds this
clock is to differ from the machine's; the leash's end is the command's. The command itself knows nothing of it.
"""

import os
import signal
import threading
import time
from datetime import UTC, datetime, timedelta

PATIENCE = 10.0  # seconds for a tidy end


class MovedClock:
    """The time of day, moved by so many seconds."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def now(self) -> datetime:
        """Return the moment it is to be, UTC."""
        return datetime.now(UTC) + self.shift


def main() -> None:
    """Hold on to the leash, and run the command that the arguments name."""
    clock = MovedClock()
    threading.Thread(target=_follow, args=(clock,), daemon=True).start()
    from bot.cli import main as newsdesk

    newsdesk(clock)


def _follow(clock: MovedClock) -> None:
    """Unbuffered: a buffer's lock, held by a thread that waits, is a fatal error when the program ends."""
    with open(0, "rb", buffering=0, closefd=False) as leash:
        for line in leash:
            clock.shift = timedelta(seconds=float(line))
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)


if __name__ == "__main__":
    main()
