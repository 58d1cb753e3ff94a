"""A story worth disclosing, told by the front door, and the pack that `newsdesk disclose` makes of it."""

import asyncio
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from bot.disclosure import verify
from bot.sandbox.messages import Message
from tests.mission.signing import asked, chooses, pressed
from tests.newsroom import RELEASE, Desk, newest, photo_of

ROOT = Path(__file__).resolve().parents[2]
ASKED_ABOUT = RELEASE.replace("every village", "each village")
REFERENCE = "NEWS-2026-0001"
INBOX = "canary.reader@post.example"
Files = dict[str, bytes]


async def goes_through_everything(desk: Desk) -> None:
    """Sent back with a reason, changed, a finding overridden, approved, changed again, approved by another, stopped, published."""
    await desk.subscribes_by_mail(INBOX)
    desk.dan.write("Something else entirely\n\nOf which no word may be seen.")
    await desk.told(desk.dan, "Something else entirely")
    desk.dan.write("/new")
    await desk.told(desk.dan, "")
    message = desk.dan.send_photo(photo_of(), caption=RELEASE)
    await desk.told(desk.dan, "Two new fire engines")
    await asks(desk, "Alt text", "Two red engines before the station", "Alt text: “Two red")
    await asks(desk, "Credit", "Northshire Fire and Rescue", "credit ✓")
    await asks_the_speaker(desk, message)
    await submits(desk)
    await desk.presses(desk.ann, "Send back")
    await desk.told(desk.ann, "Why are you sending back")
    desk.ann.write("Which moor do you mean?")
    await desk.told(desk.dan, "has sent it back")
    changed = ASKED_ABOUT.replace("fire on the moor", "fire on Northmoor")
    desk.dan.edit(message, changed.replace("half the time", "half the time since yesterday (Tues)"))
    await desk.told(desk.dan, "✗ “yesterday (Tues)” does not fit")
    await asks(desk, "Override…", "It is called that in the minutes.", "Overridden by Dan Field")
    await submits(desk)
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.dan, "Ann Price has approved it")
    await asks(desk, "Headline", "Two new fire engines for all of Northmoor", "for all of Northmoor")
    await submits(desk)
    await desk.presses(desk.alan, "Approve")
    await desk.told(desk.dan, "Alan Reed has approved it")
    await _goes_out(desk)


async def asks_the_speaker(desk: Desk, message: Message) -> None:
    """Asked; the words change; she wants others; asked again; no answer, overridden; then she agrees after all."""
    await asked(desk, desk.dan)
    desk.dan.edit(message, ASKED_ABOUT)
    await desk.told(desk.dan, "has to be asked again")
    page, _ = await asked(desk, desk.dan)
    await pressed(desk, page, answer="change", wish="I said village by village.")
    await desk.told(desk.dan, "I said village by village.")
    page, _ = await asked(desk, desk.dan)
    await chooses(desk, desk.dan)
    await desk.presses(desk.dan, "Go on without an answer")
    await desk.told(desk.dan, "Why does it go out without")
    desk.dan.write("She is at sea until Friday")
    await desk.told(desk.dan, "Dan Field decided so")
    await pressed(desk, page, answer="agree")
    await desk.told(desk.dan, "✓ signed off by the link")


async def _goes_out(desk: Desk) -> None:
    await desk.presses(desk.dan, "Publish now")
    await desk.presses(desk.dan, "Stop")
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "Published")
    await desk.sandbox.mailbox.arrived(INBOX)


async def asks(desk: Desk, label: str, words: str, shown: str) -> None:
    """Dan presses a field's button and writes what it is to say; his card shows it."""
    before = newest(desk.dan)
    await desk.presses(desk.dan, label)
    await desk.told(desk.dan, "", after=before)
    desk.dan.write(words)
    await desk.told(desk.dan, shown)


async def submits(desk: Desk) -> None:
    before = {approver: newest(desk.people[approver]) for approver in ("ann", "alan")}
    await desk.presses(desk.dan, "Submit for review")
    for approver, number in before.items():
        await desk.told(desk.people[approver], "Please review", after=number)


async def disclosed(desk: Desk, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """What `newsdesk disclose` answers at a terminal, with this desk's settings."""
    environ = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": desk.settings.database_url,
        "DATA_DIR": str(folder),
        "DESK_NAME": desk.settings.desk_name,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "bot", "disclose", *options]
    return await asyncio.to_thread(
        subprocess.run, command, cwd=folder, env=environ, capture_output=True, text=True, check=False
    )


def unpacked(path: Path) -> Files:
    """The files of a ZIP, by the names they have in its one folder."""
    return verify.read(path)


def verified(folder: Path) -> subprocess.CompletedProcess[str]:
    """What verify.py says in a folder, run by a Python that knows nothing but itself."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    return subprocess.run(command, env={}, cwd="/", capture_output=True, text=True, check=False)


def every_text(path: Path) -> bytes:
    """Every byte of a pack, unpacked, names included."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
        return b"\n".join(name.encode() + b"\n" + packed.read(name) for name in packed.namelist())
