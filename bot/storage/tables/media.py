"""Photos' bytes under their own hash, the sizes made of each photo, and what Telegram calls them."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from bot.storage.tables.columns import desk, metadata, moment, words

media = Table(
    "media",
    metadata,
    Column("sha256", Text, primary_key=True),
    words("content_type"),
    Column("content", LargeBinary, nullable=False),
    moment("kept_at"),
)

renditions = Table(
    "renditions",
    metadata,
    Column("photo_sha256", Text, nullable=False),
    Column("sha256", Text, ForeignKey("media.sha256"), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    PrimaryKeyConstraint("photo_sha256", "sha256"),
    Index("ix_renditions_sha256", "sha256"),
)

# A file id is one bot's own: another desk's bot cannot use it.
file_ids = Table(
    "file_ids",
    metadata,
    desk(),
    Column("sha256", Text, nullable=False),
    words("file_id"),
    PrimaryKeyConstraint("desk_id", "sha256"),
)
