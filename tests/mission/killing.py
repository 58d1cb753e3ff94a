"""A newsroom of a process of its own, at a moment that stands still: started, and ended as a power cut would.

`python -m tests.mission.killing` is that process: settings and moment come in as JSON.
"""

import asyncio
import contextlib
import json
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from bot.cli.serving import at_work
from bot.settings import load_settings
from bot.wiring import open_newsroom
from tests.newsroom import Desk, StillClock, words_of
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
MARK = "EMBARGOED UNTIL"


async def killed_after(desk: Desk, copies: int, at: datetime) -> None:
    """Let another process work at this moment, and end it once so many copies have arrived altogether."""
    port = free_port()
    given = {
        "TELEGRAM_BOT_TOKEN": desk.sandbox.token,
        "TELEGRAM_API_URL": desk.sandbox.url,
        "DATABASE_URL": desk.settings.database_url,
        "DATA_DIR": str(desk.settings.data_dir),
        "HTTP_PORT": str(port),
        "PUBLIC_URL": desk.site,
        "SMTP_URL": f"smtp://127.0.0.1:{desk.sandbox.mailbox.port}",
        "MAIL_FROM": "news@northshire.example",
        "DESK_NAME": desk.settings.desk_name,
        "TELEGRAM_RATE": "200",
        "LOG_LEVEL": "error",
    }
    said = json.dumps({"settings": given, "at": at.isoformat()})
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.mission.killing", said, cwd=ROOT
    )
    try:
        # Where too many are in doubt, fewer than that ever arrive: then it is ended after a while.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(30):
                await _until(desk, copies, process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _until(desk: Desk, copies: int, process: asyncio.subprocess.Process) -> None:
    while sum(arrived(desk).values()) < copies and process.returncode is None:
        await asyncio.sleep(0.005)


def arrived(desk: Desk) -> Counter[str]:
    """How many copies of the release each chat and each inbox has."""
    found: Counter[str] = Counter()
    for mail in desk.sandbox.mailbox.mails:
        found.update(mail.recipients if mail.subject.startswith(MARK) else ())
    for name, person in desk.people.items():
        if name.startswith("press"):
            found[str(person.id)] += sum(words_of(message).startswith(MARK) for message in person.sees())
    return found


async def work(said: str) -> None:
    """Be that newsroom until somebody ends it."""
    told = json.loads(said)
    settings = load_settings(told["settings"], env_file=Path("/nonexistent"))
    clock = StillClock(datetime.fromisoformat(told["at"]))
    async with open_newsroom(settings, clock) as newsroom, at_work(newsroom):
        await asyncio.sleep(600)


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1]))
