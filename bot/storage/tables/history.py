"""The desk's history: append-only, each entry's hash covering the one before it."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from bot.storage.tables.columns import desk, link, metadata, moment, words

# Triggers refuse every UPDATE and DELETE here. `name` is who acted, as they were called then; for `salt` and `mark`
# see bot/storage/chain.py.
entries = Table(
    "entries",
    metadata,
    desk(),
    Column("seq", Integer, nullable=False),
    moment("at"),
    Column("kind", Text, nullable=False),
    link("person_id", "people", nullable=True),
    words("name"),
    words("why"),
    link("announcement_id", "announcements", nullable=True),
    link("edition_id", "editions", nullable=True),
    Column("edition_number", Integer, nullable=True),
    words("reference"),
    Column("revision_number", Integer, nullable=True),
    words("revision_sha256"),
    words("salt"),
    words("mark"),
    words("previous_hash"),
    words("hash"),
    PrimaryKeyConstraint("desk_id", "seq"),
    Index("ix_entries_announcement_id", "announcement_id"),
)
