"""Guards: pre-election periods, and every answer that was recorded for one or for wording about a case."""

from sqlalchemy import Column, Index, Table, Text

from bot.storage.tables.columns import desk, link, metadata, moment, moment_or_never, own_id, words

# A period is never changed, only ended; it begins and ends at the desk's midnight.
periods = Table(
    "periods",
    metadata,
    own_id(),
    desk(),
    words("name"),
    words("words"),
    moment("starts_at"),
    moment("ends_at"),
    link("added_by", "people"),
    moment("added_at"),
    moment_or_never("ended_at"),
)

# Triggers refuse every UPDATE and DELETE here. `kind` is that of the answer's entry of history, `facts` what was answered
# (JSON, in the order of the questions), `seals` the sentences it was given for (bot/news/guards/court.py), one a line.
guard_answers = Table(
    "guard_answers",
    metadata,
    own_id(),
    link("edition_id", "editions"),
    link("revision_id", "revisions"),
    link("person_id", "people"),
    link("period_id", "periods", nullable=True),
    Column("kind", Text, nullable=False),
    words("facts"),
    words("seals"),
    moment("at"),
    Index("ix_guard_answers_edition_id", "edition_id"),
)
