"""Calls `newsdesk` as a program of its own, as a person at a terminal would, with no settings but those given."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")
PATIENCE = 120.0  # seconds


@dataclass
class Program:
    """One that runs; `said` grows with what it prints, errors included."""

    process: subprocess.Popen[str]
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    def says(self, words: str) -> str:
        """Wait until it has printed these words; return everything it has printed."""
        return self._until(lambda: self.said if words in self.said else "")

    def says_after(self, first: str, words: str) -> str:
        """Wait until it has printed `first` and then these words; return what it has printed since."""
        return self._until(lambda: since if words in (since := self.said.partition(first)[2]) else "")

    def child(self) -> int:
        """Wait until it has started a newsroom; return that one's process id."""
        return int(self._until(lambda: _leashed_by(self.process.pid)))

    def ends(self, number: int | None = None) -> int:
        """Wait for its end (after this signal); return its exit code."""
        if number is not None:
            self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def _until(self, asked: Callable[[], str]) -> str:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if found := asked():
                return found
            time.sleep(0.02)
        raise AssertionError(f"It did not come to that. It said:\n{self.said}")


@contextmanager
def started(folder: Path, *words: str, **environ: str) -> Iterator[Program]:
    """Start a command in an empty folder; it is killed at the end if it still runs."""
    log = folder / "said"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            _command(*words),
            cwd=folder,
            env=_environment(environ),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        yield Program(process, log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait()


def newsdesk(folder: Path, *words: str, **environ: str) -> tuple[int, str]:
    """Run a command to its end; return its exit code and all it printed."""
    with started(folder, *words, **environ) as program:
        return program.ends(), program.said


def lives(number: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(number: int, within: float = 15.0) -> bool:
    """Wait until that process is there no more."""
    deadline = time.monotonic() + within
    while lives(number) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not lives(number)


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "bot", *words]


def _environment(more: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **more}


def _leashed_by(parent: int) -> str:
    """Return the id of the child that runs a newsroom, or nothing yet."""
    for number in Path(f"/proc/{parent}/task/{parent}/children").read_text("utf-8").split():
        if b"bot.cli.leash" in Path(f"/proc/{number}/cmdline").read_bytes():
            return number
    return ""
