"""Each stretch of review, from a submission on: how it has waited, and who says that they are looking at it."""

from sqlalchemy import Index, Table

from bot.storage.tables.columns import link, metadata, moment, moment_or_never, own_id

reviews = Table(
    "reviews",
    metadata,
    own_id(),
    link("edition_id", "editions"),
    link("revision_id", "revisions"),
    moment("submitted_at"),
    moment_or_never("reminded_at"),
    moment_or_never("escalated_at"),
    moment_or_never("lapsed_at"),
    link("claimed_by", "people", nullable=True),
    moment_or_never("claimed_until"),
    Index("ix_reviews_edition_id", "edition_id"),
    Index("ix_reviews_claimed_by", "claimed_by"),
)
