"""Editions with where they stand, who contributed to them and who approved which revision."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
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

editions = Table(
    "editions",
    metadata,
    own_id(),
    desk(),
    link("announcement_id", "announcements"),
    Column("number", Integer, nullable=False),
    Column("state", Text, nullable=False),
    link("revision_id", "revisions"),
    count("touched"),
    moment("updated_at"),
    moment_or_never("due_at"),
    moment_or_never("published_at"),
    Column("is_live", Boolean, nullable=False, server_default=sql_false()),
    link("corrects_id", "editions", nullable=True),
    words("posted_as"),
    UniqueConstraint("announcement_id", "number"),
    Index("ix_editions_state", "desk_id", "state", "due_at"),
    Index("ix_editions_revision_id", "revision_id"),
)
Index(
    "uq_editions_live",
    editions.c.announcement_id,
    unique=True,
    sqlite_where=text("is_live"),
    postgresql_where=text("is_live"),
)

contributors = Table(
    "contributors",
    metadata,
    link("edition_id", "editions"),
    link("person_id", "people"),
    moment("since"),
    PrimaryKeyConstraint("edition_id", "person_id"),
)

approvals = Table(
    "approvals",
    metadata,
    own_id(),
    link("edition_id", "editions"),
    link("revision_id", "revisions"),
    link("person_id", "people"),
    words("role"),
    moment("at"),
    moment_or_never("voided_at"),
    Index("ix_approvals_edition_id", "edition_id"),
)
Index(
    "uq_approvals_standing",
    approvals.c.revision_id,
    approvals.c.person_id,
    unique=True,
    sqlite_where=text("voided_at IS NULL"),
    postgresql_where=text("voided_at IS NULL"),
)
