"""Runs a newsdesk command on a leash: when its standard input ends, because whoever held the other end is gone, it stops.

`python -m bot.cli.leash run` is `newsdesk run` for the sandbox. The command itself does not know of the leash.
"""

import os
import signal
import threading
import time

PATIENCE = 10.0  # seconds for a tidy end


def main() -> None:
    """Hold on to the leash, and run the command that the arguments name."""
    threading.Thread(target=_stop_when_let_go, daemon=True).start()
    from bot.cli import main as newsdesk

    newsdesk()


def _stop_when_let_go() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)


if __name__ == "__main__":
    main()
