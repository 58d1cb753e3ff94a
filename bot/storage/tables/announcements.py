"""Announcements and their immutable revisions, and the count their references are taken from.

A revision belongs to the announcement and names its edition by number, so that editions can point at revisions
without either having to exist before the other.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy import false as sql_false

from bot.storage.tables.columns import (
    count,
    desk,
    link,
    metadata,
    moment,
    moment_or_never,
    own_id,
    words,
)

# `tag` is a secret by which the announcement's entries can be found in the chain of history. What is a rehearsal stays
# one: triggers refuse to change that, to make its editions live, and to plan its deliveries to anybody but its own places.
announcements = Table(
    "announcements",
    metadata,
    own_id(),
    desk(),
    link("author_id", "people"),
    Column("slug", Text, nullable=True),
    Column("reference", Text, nullable=True),
    words("tag"),
    Column("rehearsal", Boolean, nullable=False, server_default=sql_false()),
    moment("created_at"),
    moment_or_never("first_published_at"),
    UniqueConstraint("desk_id", "slug"),
    UniqueConstraint("desk_id", "reference"),
)

# Triggers refuse every UPDATE and DELETE here. `photo_sha256` repeats what `canonical`
# says, so that a photo's being public is one indexed look-up.
revisions = Table(
    "revisions",
    metadata,
    own_id(),
    link("announcement_id", "announcements"),
    Column("edition_number", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    link("saved_by", "people"),
    moment("saved_at"),
    Column("canonical", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("photo_sha256", Text, nullable=True, index=True),
    UniqueConstraint("announcement_id", "edition_number", "number"),
)

reference_counts = Table(
    "reference_counts",
    metadata,
    desk(),
    Column("year", Integer, nullable=False),
    count("last"),
    PrimaryKeyConstraint("desk_id", "year"),
)
