"""The append-only record: each entry's hash covers the one before it.

Entries are collected while a step runs and written just before it commits, so that the head of the chain, which every
writer must take, is the last lock taken and the shortest held.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from bot.desk.ports.values import Edition, Entry
from bot.storage.tables import desks, entries, people
from bot.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class _Line:
    """What an entry says, before it has its place in the chain."""

    kind: str
    person_id: int | None
    edition: Edition | None
    why: str


class SqlHistory:
    """Who, when, what, why."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._waiting: list[_Line] = []

    async def add(
        self, kind: str, *, person_id: int | None, edition: Edition | None = None, why: str = ""
    ) -> None:
        """Append one entry to the desk's chain, when the step ends. Raises PermissionError in a reading step."""
        if not self._tx.writing:
            raise PermissionError("a step that only looks has no history to write")
        self._waiting.append(_Line(kind, person_id, edition, why))

    async def seal(self) -> None:
        """Write what was added into the chain. Concurrent writers wait for each other at the desk's row."""
        if not self._waiting:
            return
        lines, self._waiting = self._waiting, []
        desk = desks.c.id == self._tx.desk_id
        longer = update(desks).where(desk).values(entry_count=desks.c.entry_count + len(lines))
        head = await self._tx.one(longer.returning(desks.c.entry_count, desks.c.last_hash))
        if head is None:
            raise LookupError(f"there is no desk {self._tx.desk_id}")
        rows, last = [], head.last_hash
        for seq, line in enumerate(lines, head.entry_count - len(lines) + 1):
            rows.append(self._row(line, seq, last))
            last = rows[-1]["hash"]
        await self._tx.change(entries.insert(), rows)
        await self._tx.change(update(desks).where(desk).values(last_hash=last))

    async def of(self, announcement_id: int) -> list[Entry]:
        """Return an announcement's entries, oldest first."""
        await self.seal()
        rows = await self._tx.all(
            select(entries, people.c.name)
            .outerjoin(people, people.c.id == entries.c.person_id)
            .where(entries.c.desk_id == self._tx.desk_id, entries.c.announcement_id == announcement_id)
            .order_by(entries.c.seq)
        )
        return [
            Entry(row.at, row.kind, row.person_id, row.name or "", row.why, row.revision_number, row.hash)
            for row in rows
        ]

    async def first_broken(self) -> int | None:
        """Return the sequence number of the first entry whose hash does not fit or that is missing, else None."""
        await self.seal()
        head = await self._tx.one(select(desks).where(desks.c.id == self._tx.desk_id))
        chain = select(entries).where(entries.c.desk_id == self._tx.desk_id).order_by(entries.c.seq)
        seq, last = 0, ""
        async with self._tx.connection.stream(chain) as rows:
            async for row in rows:
                seq += 1
                if row.seq != seq or row.previous_hash != last or row.hash != _hash(row._asdict()):
                    return seq
                last = row.hash
        if head is None or head.entry_count > seq:
            return seq + 1
        return seq if (head.entry_count, head.last_hash) != (seq, last) else None

    def _row(self, line: _Line, seq: int, previous_hash: str) -> dict[str, Any]:
        edition = line.edition
        row = {
            "desk_id": self._tx.desk_id,
            "seq": seq,
            "at": self._tx.now,
            "kind": line.kind,
            "person_id": line.person_id,
            "why": line.why,
            "announcement_id": edition.announcement_id if edition else None,
            "edition_id": edition.id if edition else None,
            "revision_number": edition.revision_number if edition else None,
            "revision_sha256": edition.sha256 if edition else "",
            "previous_hash": previous_hash,
        }
        return row | {"hash": _hash(row)}


def _hash(row: dict[str, Any]) -> str:
    """The SHA-256 (hex) of everything an entry says and of the hash before it, as sorted JSON."""
    said = {name: value for name, value in row.items() if name != "hash"}
    at: datetime = said["at"]
    text = json.dumps(said | {"at": at.isoformat()}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
