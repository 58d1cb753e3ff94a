"""Soundings: when the outside was last asked whether it still answers, and what came of it."""

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text

from bot.storage.tables.columns import desk, metadata, moment, moment_or_never, words

# `whom` is "relay" or a channel's chat id. One row each, as it stands now: what was, the history of places tells.
soundings = Table(
    "soundings",
    metadata,
    desk(),
    Column("whom", Text, nullable=False),
    moment("asked_at"),
    moment_or_never("answered_at"),
    words("trouble"),
    PrimaryKeyConstraint("desk_id", "whom"),
)
