"""The append-only record: each entry's hash covers the one before it.

Entries are collected while a step runs and written just before it commits, so that the head of the chain, which every
writer must take, is the last lock taken and the shortest held.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from bot.desk.ports.values import Edition, Entry
from bot.storage.chain import digest, linked, mark_for
from bot.storage.tables import announcements, desks, entries, people
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
        await self._write(lines, head.entry_count - len(lines) + 1, head.last_hash)

    async def of(self, announcement_id: int) -> list[Entry]:
        """Return an announcement's entries, oldest first."""
        await self.seal()
        rows = await self._tx.all(
            select(entries)
            .where(entries.c.desk_id == self._tx.desk_id, entries.c.announcement_id == announcement_id)
            .order_by(entries.c.seq)
        )
        return [
            Entry(
                at=row.at,
                kind=row.kind,
                person_id=row.person_id,
                name=row.name,
                why=row.why,
                revision_number=row.revision_number,
                hash=row.hash,
                edition_number=row.edition_number,
            )
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
                if row.seq != seq or row.previous_hash != last or row.hash != _hash(row._asdict(), last):
                    return seq
                last = row.hash
        if head is None or head.entry_count > seq:
            return seq + 1
        return seq if (head.entry_count, head.last_hash) != (seq, last) else None

    async def _write(self, lines: list[_Line], first: int, last: str) -> None:
        names, tags = await self._names(lines), await self._tags(lines)
        rows = []
        for seq, line in enumerate(lines, first):
            tag = tags[line.edition.announcement_id] if line.edition else ""
            mark = mark_for(tag, seq) if tag else secrets.token_hex(32)
            row = self._row(line, seq) | {"name": names.get(line.person_id, "")}
            row |= {"mark": mark, "previous_hash": last, "hash": linked(last, mark, digest(row))}
            rows.append(row)
            last = row["hash"]
        await self._tx.change(entries.insert(), rows)
        head = update(desks).where(desks.c.id == self._tx.desk_id).values(last_hash=last)
        await self._tx.change(head)

    async def _names(self, lines: list[_Line]) -> dict[int | None, str]:
        """Return how those who acted are called at this moment."""
        ids = {line.person_id for line in lines}
        rows = await self._tx.all(select(people.c.id, people.c.name).where(people.c.id.in_(ids)))
        return {row.id: row.name for row in rows}

    async def _tags(self, lines: list[_Line]) -> dict[int, str]:
        ids = {line.edition.announcement_id for line in lines if line.edition}
        found = select(announcements.c.id, announcements.c.tag).where(announcements.c.id.in_(ids))
        return {row.id: row.tag for row in await self._tx.all(found)}

    def _row(self, line: _Line, seq: int) -> dict[str, Any]:
        edition = line.edition
        return {
            "desk_id": self._tx.desk_id,
            "seq": seq,
            "at": self._tx.now,
            "kind": line.kind,
            "person_id": line.person_id,
            "why": line.why,
            "announcement_id": edition.announcement_id if edition else None,
            "edition_id": edition.id if edition else None,
            "edition_number": edition.number if edition else None,
            "reference": edition.reference if edition else "",
            "revision_number": edition.revision_number if edition else None,
            "revision_sha256": edition.sha256 if edition else "",
            "salt": secrets.token_hex(16),
        }


def _hash(row: dict[str, Any], previous_hash: str) -> str:
    return linked(previous_hash, row["mark"], digest(row))
