"""What the desk keeps of its own conversations: cards, buttons, open questions, what messages gave, notices."""

from sqlalchemy import Column, Index, LargeBinary, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from bot.storage.tables.columns import (
    Id,
    count,
    desk,
    link,
    metadata,
    moment,
    moment_or_never,
    own_id,
    words,
)

# Rows of cards and notices go away: their ids must never be given to another row (autoincrement).
cards = Table(
    "cards",
    metadata,
    own_id(),
    link("edition_id", "editions"),
    Column("chat_id", Id, nullable=False),
    link("person_id", "people", nullable=True),
    Column("message_id", Id, nullable=True),
    Column("replaces", Id, nullable=True),
    count("shown", -1),
    UniqueConstraint("edition_id", "chat_id"),
    Index("ix_cards_person_id", "person_id"),
    sqlite_autoincrement=True,
)

# `meaning` is what the button asks for, as one string: the same meaning is the same button.
buttons = Table(
    "buttons",
    metadata,
    Column("handle", Text, primary_key=True),
    desk(),
    Column("meaning", Text, nullable=False),
    Column("action", Text, nullable=False),
    link("edition_id", "editions", nullable=True),
    link("revision_id", "revisions", nullable=True),
    words("subject"),
    moment("expires_at"),
    UniqueConstraint("desk_id", "meaning"),
    Index("ix_buttons_expires_at", "expires_at"),
)

conversations = Table(
    "conversations",
    metadata,
    desk(),
    Column("telegram_id", Id, nullable=False),
    Column("asked", Text, nullable=True),
    link("asked_edition_id", "editions", nullable=True),
    link("asked_revision_id", "revisions", nullable=True),
    words("asked_subject"),
    link("about_edition_id", "editions", nullable=True),
    PrimaryKeyConstraint("desk_id", "telegram_id"),
)

sent_messages = Table(
    "sent_messages",
    metadata,
    desk(),
    Column("chat_id", Id, nullable=False),
    Column("message_id", Id, nullable=False),
    link("edition_id", "editions"),
    words("part"),
    Column("gave", LargeBinary, nullable=False),
    moment("sent_at"),
    PrimaryKeyConstraint("desk_id", "chat_id", "message_id"),
)

laid_aside = Table(
    "laid_aside",
    metadata,
    desk(),
    Column("telegram_id", Id, nullable=False),
    Column("message_id", Id, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("desk_id", "telegram_id"),
)

# `put_aside` says why a notice could not be worded; such a row is kept to be looked at and never said.
notices = Table(
    "notices",
    metadata,
    own_id(),
    desk(),
    Column("chat_id", Id, nullable=False),
    Column("template", Text, nullable=False),
    Column("template_values", Text, nullable=False),
    count("attempts"),
    moment("ready_at"),
    words("put_aside"),
    Index("ix_notices_ready_at", "desk_id", "ready_at"),
    sqlite_autoincrement=True,
)

# `id` is the order of arrival: Telegram's own numbers begin anew after a week without updates.
intake = Table(
    "intake",
    metadata,
    own_id(),
    desk(),
    Column("update_id", Id, nullable=False),
    Column("raw", Text, nullable=False),
    count("attempts"),
    words("error"),
    Column("state", Text, nullable=False),
    moment("received_at"),
    moment_or_never("finished_at"),
    UniqueConstraint("desk_id", "update_id"),
    Index("ix_intake_state", "desk_id", "state", "id"),
    sqlite_autoincrement=True,
)
