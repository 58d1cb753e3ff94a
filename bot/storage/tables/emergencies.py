"""Emergencies: which revision a duty officer ordered out without approval, why, and who looked at it afterwards."""

from sqlalchemy import Index, Table

from bot.storage.tables.columns import count, link, metadata, moment, moment_or_never, own_id, words

# A row begins when the reason is given and counts from `ordered_at` on; `ended_at` is set when it came to nothing.
# `reminded` is for how many days the desk has been told that it is still unreviewed.
emergencies = Table(
    "emergencies",
    metadata,
    own_id(),
    link("edition_id", "editions"),
    link("revision_id", "revisions"),
    link("person_id", "people"),
    words("reason"),
    moment("asked_at"),
    moment_or_never("ordered_at"),
    moment_or_never("ended_at"),
    moment_or_never("published_at"),
    moment_or_never("reviewed_at"),
    link("reviewed_by", "people", nullable=True),
    count("reminded"),
    Index("ix_emergencies_edition_id", "edition_id"),
)
