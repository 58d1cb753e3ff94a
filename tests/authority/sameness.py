"""When two states of the newsroom are the same for whoever asks what can still happen: rows without what only grows.

Numbers of rows become ranks, people their Telegram number, moments whether there is one. What was said, hashed or
counted is left out. A new table is taken in by itself.
"""

import sqlite3
from typing import Any

from sqlalchemy import Column, DateTime, LargeBinary
from sqlalchemy.types import TypeDecorator

from bot.storage.tables import metadata

State = tuple[tuple[str, tuple[tuple[Any, ...], ...]], ...]
# The record of what was; the words themselves; what is said and shown; who is known or reads.
LEFT_OUT = frozenset(
    {
        "buttons",
        "calendar_links",
        "cards",
        "entries",
        "intake",
        "leases",
        "letters",
        "media",
        "notices",
        "people",
    }
    | {
        "reference_counts",
        "renderings",
        "renditions",
        "revisions",
        "schedules",
        "sent_messages",
        "subscribers",
    }
    | {"subscriptions"}
)
# What only grows, or says when somebody is to be reminded.
GROWING = frozenset(
    {
        "id",
        "touched",
        "token_hash",
        "entry_count",
        "last_hash",
        "message_id",
        "key",
        "tag",
        "slug",
        "created_at",
    }
    | {"remind_hours", "escalate_hours"}
)
REVISION = """
SELECT r.id, r.announcement_id || '/' || r.edition_number, e.revision_id = r.id FROM revisions r
JOIN editions e ON e.announcement_id = r.announcement_id AND e.number = r.edition_number
"""


def canonical(file: sqlite3.Connection) -> State:
    """The newsroom as it is, comparable."""
    ranks = _ranks(file)
    tables = [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]
    return tuple((table.name, _rows(file, table.name, [*table.columns], ranks)) for table in tables)


def _rows(
    file: sqlite3.Connection, name: str, columns: list[Column[Any]], ranks: dict[str, dict[int, object]]
) -> tuple[tuple[Any, ...], ...]:
    kept = [one for one in columns if one.name not in GROWING and not isinstance(one.type, LargeBinary)]
    chosen = ", ".join(f'"{one.name}"' for one in kept)
    rows = file.execute(f"SELECT {chosen} FROM {name}").fetchall()
    said = (tuple(_said(one, value, ranks) for one, value in zip(kept, row, strict=True)) for row in rows)
    return tuple(sorted(said, key=repr))


def _said(column: Column[Any], value: object, ranks: dict[str, dict[int, object]]) -> object:
    if value is None:
        return None
    for key in column.foreign_keys:
        if key.column.table.name in ranks and isinstance(value, int):
            return ranks[key.column.table.name].get(value, value)
    return "then" if _is_moment(column) else value


def _is_moment(column: Column[Any]) -> bool:
    inner = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    return isinstance(inner, DateTime)


def _ranks(file: sqlite3.Connection) -> dict[str, dict[int, object]]:
    announcements = [row[0] for row in file.execute("SELECT id FROM announcements ORDER BY id")]
    places = {number: rank for rank, number in enumerate(announcements)}
    editions = file.execute("SELECT id, announcement_id, number FROM editions")
    return {
        "announcements": dict(places),
        "editions": {number: f"{places[one]}/{edition}" for number, one, edition in editions},
        "people": dict(file.execute("SELECT id, telegram_id FROM people").fetchall()),
        "revisions": {
            number: f"{places[int(of.split('/')[0])]}/{of.split('/')[1]} {'now' if current else 'before'}"
            for number, of, current in file.execute(REVISION)
        },
    }
