"""Those we write to in Telegram: channels, and people with their subscriptions."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint, text

from bot.storage.tables.columns import Id, desk, link, metadata, moment, moment_or_never, own_id, words

channels = Table(
    "channels",
    metadata,
    desk(),
    Column("chat_id", Id, nullable=False),
    words("title"),
    words("kind"),
    words("username"),
    words("purpose"),
    words("lost_because"),
    PrimaryKeyConstraint("desk_id", "chat_id"),
)

subscribers = Table(
    "subscribers",
    metadata,
    own_id(),
    desk(),
    Column("telegram_id", Id, nullable=False),
    words("name"),
    UniqueConstraint("desk_id", "telegram_id"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    own_id(),
    link("subscriber_id", "subscribers"),
    moment("started_at"),
    moment_or_never("ended_at"),
    words("ended_because"),
)
Index(
    "uq_subscriptions_running",
    subscriptions.c.subscriber_id,
    unique=True,
    sqlite_where=text("ended_at IS NULL"),
    postgresql_where=text("ended_at IS NULL"),
)
