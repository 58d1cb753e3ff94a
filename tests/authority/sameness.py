"""When two states of the newsroom are the same for whoever asks what can still happen: rows without what only grows.

Numbers of rows become ranks, people their Telegram number, moments whether there is one. What was said, hashed or
counted is left out. A new table is taken in by itself.
"""

import sqlite3
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, Integer, LargeBinary, Table
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
# What was asked, laid aside, said or claimed in chats; when the outside was asked whether it answers.
IN_CHATS = frozenset({"conversations", "laid_aside", "comments", "spoken", "reviews", "soundings"})
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
# What says which of several editions of an announcement it is; their places among each other are kept.
COUNTING = frozenset({"number", "corrects_id", "replaces_id"})
GONE = "gone"
ENDED_EDITIONS = (
    "SELECT id FROM editions WHERE NOT is_live AND state IN ('discarded', 'rejected', 'superseded')"
)
REVISION = """
SELECT r.id, e.id, e.revision_id = r.id FROM revisions r
JOIN editions e ON e.announcement_id = r.announcement_id AND e.number = r.edition_number
"""


def canonical(file: sqlite3.Connection) -> State:
    """The newsroom as it is, comparable."""
    ranks = _ranks(file, frozenset())
    return tuple((table.name, _rows(file, table, GROWING, ranks)) for table in _tables(LEFT_OUT))


def essence(file: sqlite3.Connection) -> State:
    """The newsroom without what a person's own chat remembers and without what has ended; every row told once."""
    ended = frozenset(number for (number,) in file.execute(ENDED_EDITIONS))
    ranks, left_out = _ranks(file, ended), GROWING | COUNTING
    tables = ((table.name, _rows(file, table, left_out, ranks)) for table in _tables(LEFT_OUT | IN_CHATS))
    return tuple(
        (name, tuple(dict.fromkeys(row for row in rows if GONE not in row))) for name, rows in tables
    )


def _tables(without: frozenset[str]) -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in without]


def _rows(
    file: sqlite3.Connection, table: Table, left_out: frozenset[str], ranks: dict[str, dict[int, object]]
) -> tuple[tuple[Any, ...], ...]:
    kept = [
        one for one in table.columns if one.name not in left_out and not isinstance(one.type, LargeBinary)
    ]
    own = [Column("id", Integer, ForeignKey("editions.id"))] if table.name == "editions" else []
    chosen = ", ".join(f'"{one.name}"' for one in (*own, *kept))
    rows = file.execute(f"SELECT {chosen} FROM {table.name}").fetchall()
    said = (
        tuple(_said(one, value, ranks) for one, value in zip((*own, *kept), row, strict=True)) for row in rows
    )
    return tuple(sorted(said, key=repr))


def _said(column: Column[Any], value: object, ranks: dict[str, dict[int, object]]) -> object:
    if value is None:
        return None
    for key in column.foreign_keys:
        target = key.target_fullname.partition(".")[0]
        if target in ranks and isinstance(value, int):
            return ranks[target].get(value, value)
    return "then" if _is_moment(column) else value


def _is_moment(column: Column[Any]) -> bool:
    inner = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    return isinstance(inner, DateTime)


def _ranks(file: sqlite3.Connection, ended: frozenset[int]) -> dict[str, dict[int, object]]:
    """What numbers of rows stand for: an edition for its place among those of its announcement that have not ended."""
    announcements = [row[0] for row in file.execute("SELECT id FROM announcements ORDER BY id")]
    places = {number: rank for rank, number in enumerate(announcements)}
    editions: dict[int, object] = {}
    for number, one in file.execute("SELECT id, announcement_id FROM editions ORDER BY number"):
        before = sum(str(known).startswith(f"{places[one]}/") for known in editions.values())
        editions[number] = GONE if number in ended else f"{places[one]}/{before + 1}"
    revisions = {
        number: GONE if edition in ended else f"{editions[edition]} {'now' if current else 'before'}"
        for number, edition, current in file.execute(REVISION)
    }
    people = dict(file.execute("SELECT id, telegram_id FROM people").fetchall())
    return {"announcements": dict(places), "editions": editions, "people": people, "revisions": revisions}
