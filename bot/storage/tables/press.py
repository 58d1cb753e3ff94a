"""Press contacts, the ways in which each is reached, and the waves in which editions are given to them."""

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from bot.storage.tables.columns import desk, link, metadata, moment, moment_or_never, own_id, words

press_contacts = Table(
    "press_contacts",
    metadata,
    own_id(),
    desk(),
    words("name"),
    words("organisation"),
    link("added_by", "people"),
    moment("added_at"),
    moment_or_never("ended_at"),
    words("ended_because"),
)

# `recipient` is a mail address or, once it was confirmed, a chat's id; `key` is the way's own secret for leaving.
press_ways = Table(
    "press_ways",
    metadata,
    own_id(),
    link("contact_id", "press_contacts"),
    Column("kind", Text, nullable=False),
    words("recipient"),
    words("key"),
    Column("token_hash", Text, nullable=True),
    moment_or_never("expires_at"),
    moment_or_never("confirmed_at"),
    words("lost_because"),
    UniqueConstraint("contact_id", "kind"),
    UniqueConstraint("token_hash"),
    Index("ix_press_ways_recipient", "recipient", "kind"),
)

press_waves = Table(
    "press_waves",
    metadata,
    own_id(),
    link("edition_id", "editions"),
    Column("number", Integer, nullable=False),
    link("revision_id", "revisions"),
    moment("due_at"),
    Column("state", Text, nullable=False),
    words("because"),
    link("person_id", "people"),
    moment_or_never("given_at"),
    moment_or_never("ended_at"),
    UniqueConstraint("edition_id", "number"),
    Index("ix_press_waves_state", "state", "due_at"),
)
