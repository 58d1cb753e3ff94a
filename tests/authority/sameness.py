"""When two states of the newsroom are the same for whoever asks what can still happen: rows without what only grows.

Numbers of rows become ranks, people their Telegram number, moments whether there is one. What was said, hashed or
counted is left out. A new table is taken in by itself.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
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
    | {"remind_hours", "escalate_hours", "reminded"}
)
# What says which of several editions of an announcement it is; their places among each other are kept.
COUNTING = frozenset({"number", "corrects_id", "replaces_id"})
# What names it, and by which revision it came: a quote and an override stand while their words do.
NAMING = {"announcements": {"reference"}, "sign_offs": {"revision_id"}, "overrides": {"revision_id"}}
# Rows that nothing comes of any more; for every table with such a moment, those that have ended too.
OVER = {"sign_offs": "stand = 'replaced'"}
TOLD_APART = frozenset({"announcements", "editions"})
GONE, MOMENT = "gone", "a moment"
ENDED_EDITIONS = (
    "SELECT id FROM editions WHERE NOT is_live AND state IN ('discarded', 'rejected', 'superseded')"
)
REVISION = """
SELECT r.id, e.id, e.revision_id = r.id FROM revisions r
JOIN editions e ON e.announcement_id = r.announcement_id AND e.number = r.edition_number
"""


def canonical(file: sqlite3.Connection) -> State:
    """The newsroom as it is, comparable."""
    view = _View(file, _ranks(file, frozenset()))
    return tuple((table.name, view.rows(table)) for table in _tables(LEFT_OUT))


def essence(file: sqlite3.Connection) -> State:
    """The newsroom without what a person's own chat remembers and without what has ended; every row told once."""
    ended = frozenset(number for (number,) in file.execute(ENDED_EDITIONS))
    view = _View(file, _ranks(file, ended), essential=True)
    tables = ((table.name, view.rows(table)) for table in _tables(LEFT_OUT | IN_CHATS))
    return tuple(
        (name, tuple(dict.fromkeys(row for row in rows if GONE not in row))) for name, rows in tables
    )


def _tables(without: frozenset[str]) -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in without]


@dataclass
class _View:
    """How rows are looked at; `essential`: only what something can still come of."""

    file: sqlite3.Connection
    ranks: dict[str, dict[int, object]]
    essential: bool = False

    def rows(self, table: Table) -> tuple[tuple[Any, ...], ...]:
        question, columns = _asked(table.name, essential=self.essential)
        said = (tuple(map(self._said, columns, row)) for row in self.file.execute(question))
        return tuple(sorted(said, key=repr))

    def _said(self, column: tuple[str, ...], value: object) -> object:
        if value is None:
            return None
        for target in column:
            if target == MOMENT:
                return "then"
            if target in self.ranks and isinstance(value, int):
                return self.ranks[target].get(value, value)
        return value


@cache
def _asked(name: str, *, essential: bool) -> tuple[str, list[tuple[str, ...]]]:
    """The query for a table's rows, and for each of its columns which tables it points to, or that it is a moment."""
    table = metadata.tables[name]
    columns = list(_columns(table, essential=essential))
    chosen = ", ".join(f'"{one.name}"' for one in columns)
    targets = [
        (*(key.target_fullname.partition(".")[0] for key in one.foreign_keys), *([MOMENT] * _is_moment(one)))
        for one in columns
    ]
    over = [OVER.get(name, "false"), *(["ended_at IS NOT NULL"] if "ended_at" in table.columns else [])]
    return f"SELECT {chosen} FROM {name} WHERE NOT ({' OR '.join(over) if essential else 'false'})", targets


def _columns(table: Table, *, essential: bool) -> Iterator[Column[Any]]:
    if table.name in TOLD_APART:
        yield Column("id", Integer, ForeignKey(f"{table.name}.id"))
    left_out = GROWING | (COUNTING | NAMING.get(table.name, set()) if essential else set())
    for one in table.columns:
        if one.name not in left_out and not isinstance(one.type, LargeBinary):
            yield one


def _is_moment(column: Column[Any]) -> bool:
    inner = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    return isinstance(inner, DateTime)


def _ranks(file: sqlite3.Connection, ended: frozenset[int]) -> dict[str, dict[int, object]]:
    """What numbers of rows stand for: an edition for its place among those of its announcement that have not ended."""
    places, editions = _places(file, ended), dict[int, object]()
    for number, one in file.execute("SELECT id, announcement_id FROM editions ORDER BY number"):
        before = sum(str(known).startswith(f"{places[one]}/") for known in editions.values())
        editions[number] = GONE if number in ended else f"{places[one]}/{before + 1}"
    revisions = {
        number: GONE if edition in ended else f"{editions[edition]} {'now' if current else 'before'}"
        for number, edition, current in file.execute(REVISION)
    }
    people = dict(file.execute("SELECT id, telegram_id FROM people").fetchall())
    return {"announcements": places, "editions": editions, "people": people, "revisions": revisions}


def _places(file: sqlite3.Connection, ended: frozenset[int]) -> dict[int, object]:
    """Announcements by their order among those that have not ended with their last edition."""
    of: dict[int, set[int]] = {}
    for number, one in file.execute("SELECT id, announcement_id FROM editions ORDER BY announcement_id"):
        of.setdefault(one, set()).add(number)
    going_on = [one for one, theirs in of.items() if not theirs <= ended]
    return dict.fromkeys(of, GONE) | {one: place for place, one in enumerate(going_on)}


def going_on(file: sqlite3.Connection) -> int:
    """How many announcements have not ended."""
    ended = frozenset(number for (number,) in file.execute(ENDED_EDITIONS))
    return sum(place != GONE for place in _places(file, ended).values())
