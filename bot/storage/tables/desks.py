"""Desks, the people who work on them, their roles and the invitations to one."""

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, Table, Text, UniqueConstraint
from sqlalchemy import true as sql_true

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

# From `approvals_needed` to `signoffs`: the desk's policy (bot/news/policy.py). `entry_count` and `last_hash` are the head of the desk's history: updating them puts concurrent writers in line.
desks = Table(
    "desks",
    metadata,
    own_id(),
    Column("slug", Text, nullable=False),
    words("name"),
    words("timezone"),
    count("approvals_needed", 1),
    Column("emergency_allowed", Boolean, nullable=False, server_default=sql_true()),
    count("remind_hours", 4),
    count("escalate_hours", 24),
    count("lapse_hours", 72),
    count("signoffs"),
    count("entry_count"),
    words("last_hash"),
    UniqueConstraint("slug"),
)

people = Table(
    "people",
    metadata,
    own_id(),
    Column("telegram_id", Id, nullable=False),
    words("name"),
    words("username"),
    moment("met_at"),
    UniqueConstraint("telegram_id"),
)

memberships = Table(
    "memberships",
    metadata,
    desk(),
    link("person_id", "people"),
    Column("role", Text, nullable=False),
    moment("granted_at"),
    PrimaryKeyConstraint("desk_id", "person_id", "role"),
    Index(None, "person_id"),
)

invites = Table(
    "invites",
    metadata,
    own_id(),
    desk(),
    Column("role", Text, nullable=False),
    Column("token_hash", Text, nullable=False),
    link("created_by", "people", nullable=True),
    moment("created_at"),
    moment("expires_at"),
    moment_or_never("used_at"),
    link("used_by", "people", nullable=True),
    moment_or_never("voided_at"),
    UniqueConstraint("token_hash"),
)
