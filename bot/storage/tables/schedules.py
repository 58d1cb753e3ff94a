"""When editions were to go out, as it was asked for; and which calendar link of each person holds."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from bot.storage.tables.columns import count, desk, link, metadata, moment, own_id, words

# Triggers refuse every UPDATE and DELETE here: a new time is a new row, and the latest one counts. What is due is
# decided by `editions.due_at` alone.
schedules = Table(
    "schedules",
    metadata,
    own_id(),
    link("edition_id", "editions"),
    moment("due_at"),
    words("words"),
    words("timezone"),
    link("person_id", "people"),
    moment("at"),
    Index("ix_schedules_edition_id", "edition_id"),
)

# A link carries its person and this number, signed; counting up makes the links given before worthless.
calendar_links = Table(
    "calendar_links",
    metadata,
    desk(),
    link("person_id", "people"),
    count("number", 1),
    PrimaryKeyConstraint("desk_id", "person_id"),
)
