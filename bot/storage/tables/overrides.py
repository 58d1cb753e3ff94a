"""Overrides: drafters' recorded words that a finding of the checks does not hold."""

from sqlalchemy import Index, Table

from bot.storage.tables.columns import link, metadata, moment, own_id, words

# Triggers refuse every UPDATE and DELETE here: an override ends with the words it is about, never by a change of its row.
# `revision_id` is the revision made with it, so that every approval of that or a later one was given knowing of it.
overrides = Table(
    "overrides",
    metadata,
    own_id(),
    link("edition_id", "editions"),
    link("revision_id", "revisions"),
    words("code"),
    words("words"),
    words("reason"),
    link("person_id", "people"),
    moment("at"),
    Index("ix_overrides_edition_id", "edition_id"),
)
