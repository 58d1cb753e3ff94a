"""The newsroom's counter alone: updates are handed in one by one, and nothing runs by itself.

The Application, its entrance, the store and the site are the real ones, and Telegram is the sandbox over HTTP. The
whole database can be kept and put back in a moment, so that thousands of presses each find the same newsroom.
"""

import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from telegram import Update

from bot.sandbox.limits import Limits
from bot.sandbox.sandbox import Sandbox
from bot.settings import Settings
from bot.storage.tables import metadata
from bot.wiring import Newsroom, open_newsroom
from tests.newsroom import StillClock, settings_for
from tests.postgres import folder_in_memory

Rows = dict[str, list[tuple[Any, ...]]]
# What says something, and moves nothing.
SAYING = frozenset({"notices", "buttons", "intake"})
TABLES = sorted(table.name for table in metadata.sorted_tables if table.name not in SAYING)
TOAST = "answerCallbackQuery"


@dataclass(frozen=True)
class Heard:
    """What came back: the notices queued (template and values as JSON), the toast, whether that was an alert."""

    notices: tuple[tuple[str, str], ...] = ()
    toast: str = ""
    alert: bool = False

    @property
    def refused(self) -> bool:
        """Tell a polite no from anything else."""
        return self.alert or any(template == "refusal" for template, _ in self.notices)

    @property
    def silent(self) -> bool:
        return not self.notices and not self.toast


@dataclass
class Counter:
    """One newsroom on a SQLite file in memory."""

    settings: Settings
    sandbox: Sandbox
    clock: StillClock
    file: sqlite3.Connection
    newsroom: Newsroom = field(init=False)
    open: AsyncExitStack = field(default_factory=AsyncExitStack)
    failures: list[BaseException] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def opens(self) -> None:
        """Open the newsroom."""
        self.newsroom = await self.open.enter_async_context(open_newsroom(self.settings, self.clock))
        self.newsroom.application.add_error_handler(self.note)
        await self.newsroom.application.initialize()
        self.open.push_async_callback(self.newsroom.application.shutdown)

    async def closes(self) -> None:
        """Shut it."""
        await self.open.aclose()

    async def reopens(self) -> None:
        """Shut it and open it anew, on the same database."""
        await self.closes()
        await self.opens()

    async def hand_in(self, update: dict[str, Any]) -> Heard:
        """Let the entrance deal with one update; return what was answered. Raises what a handler raised."""
        before = self._last_notice()
        self.sandbox.journal.clear()
        update = {"update_id": next(self.numbers), **update}
        await self.newsroom.application.process_update(Update.de_json(update, self.newsroom.application.bot))
        if self.failures:
            raise self.failures.pop()
        said = self.file.execute(
            "SELECT template, template_values FROM notices WHERE id > ? ORDER BY id", (before,)
        )
        toasts = [call.params for call in self.sandbox.journal.calls(TOAST)]
        toast = toasts[-1] if toasts else {}
        alert = str(toast.get("show_alert", "")).lower() == "true"
        return Heard(tuple(said), str(toast.get("text") or ""), alert)

    async def note(self, _update: object, context: Any) -> None:
        """Keep what a handler raised: python-telegram-bot swallows it and tells it only here."""
        self.failures.append(context.error)

    def rows(self, tables: list[str] = TABLES) -> Rows:
        """Everything that is kept, but for what only says something."""
        return {table: self.file.execute(f"SELECT * FROM {table}").fetchall() for table in tables}

    def kept(self) -> sqlite3.Connection:
        """A copy of the whole database, to be put back."""
        copy = sqlite3.connect(":memory:")
        self.file.backup(copy)
        return copy

    def put_back(self, copy: sqlite3.Connection) -> None:
        """Make the database what it was when the copy was kept."""
        copy.backup(self.file)

    def _last_notice(self) -> int:
        (last,) = self.file.execute("SELECT coalesce(max(id), 0) FROM notices").fetchone()
        return int(last)


@asynccontextmanager
async def counter(template: Path) -> AsyncIterator[Counter]:
    """Open a counter on a copy of a SQLite file that has its tables."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=folder_in_memory())))
        path, clock = folder / "newsdesk.sqlite", StillClock()
        path.write_bytes(template.read_bytes())
        sandbox = await stack.enter_async_context(Sandbox(clock=clock.now, limits=Limits(on=False)))
        await sandbox.mailbox.start()
        settings = settings_for(sandbox, f"sqlite+aiosqlite:///{path}", folder)
        file = stack.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
        file.execute("PRAGMA synchronous = OFF")
        made = Counter(settings, sandbox, clock, file)
        await made.opens()
        stack.push_async_callback(made.closes)
        yield made
