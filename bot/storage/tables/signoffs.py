"""Wishes for a speaker's agreement to a quote, and what became of them."""

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from bot.storage.tables.columns import desk, link, metadata, moment_or_never, own_id, words

# `identity` is the hash of `canonical`, the quote with its context. Rows end by their `stand` and are never deleted.
sign_offs = Table(
    "sign_offs",
    metadata,
    own_id(),
    desk(),
    link("edition_id", "editions"),
    link("revision_id", "revisions"),
    Column("identity", Text, nullable=False),
    Column("canonical", Text, nullable=False),
    Column("stand", Text, nullable=False),
    Column("token_hash", Text, nullable=True),
    link("asked_by", "people", nullable=True),
    moment_or_never("asked_at"),
    moment_or_never("expires_at"),
    link("answered_by", "people", nullable=True),
    moment_or_never("answered_at"),
    words("said"),
    link("overridden_by", "people", nullable=True),
    moment_or_never("overridden_at"),
    words("reason"),
    moment_or_never("lapsed_at"),
    UniqueConstraint("token_hash"),
    Index("ix_sign_offs_edition_id", "edition_id"),
    Index("ix_sign_offs_asked_by", "asked_by"),
)
