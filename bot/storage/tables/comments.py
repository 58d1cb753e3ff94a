"""What staff say about an edition, and which of our messages showed which words, so that a reply to one finds them."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from bot.storage.tables.columns import Id, desk, link, metadata, moment, own_id, words

# Triggers refuse every UPDATE and DELETE here: a comment stays as it was sent.
comments = Table(
    "comments",
    metadata,
    own_id(),
    desk(),
    link("edition_id", "editions"),
    link("revision_id", "revisions"),
    link("person_id", "people"),
    Column("chat_id", Id, nullable=False),
    Column("message_id", Id, nullable=False),
    words("said"),
    link("answers_id", "comments", nullable=True),
    moment("at"),
    UniqueConstraint("desk_id", "chat_id", "message_id"),
    Index("ix_comments_edition_id", "edition_id"),
)

# A card or a notice of a comment, as it stands in a chat: the words it shows, and the comment it brings.
spoken = Table(
    "spoken",
    metadata,
    desk(),
    Column("chat_id", Id, nullable=False),
    Column("message_id", Id, nullable=False),
    link("edition_id", "editions"),
    link("revision_id", "revisions"),
    link("comment_id", "comments", nullable=True),
    PrimaryKeyConstraint("desk_id", "chat_id", "message_id"),
)
