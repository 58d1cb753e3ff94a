"""The desk's history: append-only, each entry's hash covering the one before it."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from bot.storage.tables.columns import desk, link, metadata, moment, words

# Triggers refuse every UPDATE and DELETE here.
entries = Table(
    "entries",
    metadata,
    desk(),
    Column("seq", Integer, nullable=False),
    moment("at"),
    Column("kind", Text, nullable=False),
    link("person_id", "people", nullable=True),
    words("why"),
    link("announcement_id", "announcements", nullable=True),
    link("edition_id", "editions", nullable=True),
    Column("revision_number", Integer, nullable=True),
    words("revision_sha256"),
    words("previous_hash"),
    words("hash"),
    PrimaryKeyConstraint("desk_id", "seq"),
    Index("ix_entries_announcement_id", "announcement_id"),
)
