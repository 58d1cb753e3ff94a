"""Mail addresses, the record of their consent, the tokens that confirm it (by hash only), letters to them."""

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from bot.storage.tables.columns import count, desk, link, metadata, moment, moment_or_never, own_id, words

# `folded` makes Ann@Example.org and ann@example.org one inbox; `address` is what was typed first.
mail_addresses = Table(
    "mail_addresses",
    metadata,
    own_id(),
    desk(),
    words("address"),
    words("folded"),
    Column("unsubscribe_key", Text, nullable=True),
    moment_or_never("asked_at"),
    moment_or_never("confirmed_at"),
    moment_or_never("left_at"),
    moment_or_never("suppressed_at"),
    words("suppressed_because"),
    UniqueConstraint("desk_id", "folded"),
    UniqueConstraint("unsubscribe_key"),
)

# Triggers refuse every UPDATE and DELETE here.
consents = Table(
    "consents",
    metadata,
    own_id(),
    link("address_id", "mail_addresses"),
    Column("kind", Text, nullable=False),
    moment("at"),
    words("wording"),
    Index("ix_consents_address_id", "address_id"),
)

mail_tokens = Table(
    "mail_tokens",
    metadata,
    Column("token_hash", Text, primary_key=True),
    link("address_id", "mail_addresses"),
    moment("expires_at"),
    moment_or_never("used_at"),
)

# `link` holds a token in clear, `about` what else the letter says (JSON): both are emptied once it was settled.
letters = Table(
    "letters",
    metadata,
    own_id(),
    desk(),
    words("address"),
    Column("kind", Text, nullable=False),
    words("link"),
    words("about"),
    count("attempts"),
    moment("ready_at"),
    moment_or_never("settled_at"),
    words("reason"),
    Index("ix_letters_ready_at", "desk_id", "settled_at", "ready_at"),
)
