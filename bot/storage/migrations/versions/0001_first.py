"""The first shape of the database."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
WHEN = sa.DateTime(timezone=True)
FROZEN = ("revisions", "entries", "consents")


def upgrade() -> None:
    """Make every table, then freeze those that are only ever added to."""
    _desks()
    _announcements()
    _editions()
    _media()
    _readers()
    _inboxes()
    _outbox()
    _chat()
    _intake()
    for statement in _freezing(op.get_bind().dialect.name):
        op.execute(statement)


# ---------------------------------------------------------------------------------------------- columns


def _own_id() -> sa.Column[int]:
    return sa.Column("id", ID, sa.Identity(), primary_key=True)


def _link(name: str, target: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, ID, sa.ForeignKey(f"{target}.id"), nullable=nullable)


def _desk() -> sa.Column[int]:
    return _link("desk_id", "desks")


def _ids(*names: str, nullable: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, ID, nullable=nullable) for name in names)


def _needed(*names: str) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, sa.Text, nullable=False) for name in names)


def _or_null(*names: str) -> Iterator[sa.Column[str | None]]:
    return (sa.Column(name, sa.Text, nullable=True) for name in names)


def _words(*names: str) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, sa.Text, nullable=False, server_default="") for name in names)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _whole(*names: str, nullable: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.Integer, nullable=nullable) for name in names)


def _count(name: str, start: int = 0) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default=str(start))


def _moments(*names: str, nullable: bool = False) -> Iterator[sa.Column[object]]:
    return (sa.Column(name, WHEN, nullable=nullable) for name in names)


def _table(name: str, *parts: sa.schema.SchemaItem, reuse_ids: bool = True) -> None:
    op.create_table(name, *parts, sqlite_autoincrement=not reuse_ids)


def _only_one(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition)


# ----------------------------------------------------------------------------------------------- tables
# Packed by hand, a few lines a table, so that the whole shape can be seen at once.
# fmt: off


def _desks() -> None:
    _table("desks", _own_id(), *_needed("slug"), *_words("name", "timezone"), _count("approvals_needed", 1),
           _count("entry_count"), *_words("last_hash"), sa.UniqueConstraint("slug"))
    _table("people", _own_id(), *_ids("telegram_id"), *_words("name", "username"), *_moments("met_at"),
           sa.UniqueConstraint("telegram_id"))
    _table("memberships", _desk(), _link("person_id", "people"), *_needed("role"), *_moments("granted_at"),
           sa.PrimaryKeyConstraint("desk_id", "person_id", "role"))
    op.create_index("ix_memberships_person_id", "memberships", ["person_id"])
    _table("invites", _own_id(), _desk(), *_needed("role", "token_hash"), _link("created_by", "people", nullable=True),
           *_moments("created_at", "expires_at"), *_moments("used_at", nullable=True),
           _link("used_by", "people", nullable=True), *_moments("voided_at", nullable=True),
           sa.UniqueConstraint("token_hash"))


def _announcements() -> None:
    _table("announcements", _own_id(), _desk(), _link("author_id", "people"), *_or_null("slug", "reference"),
           *_moments("created_at"), *_moments("first_published_at", nullable=True),
           sa.UniqueConstraint("desk_id", "slug"), sa.UniqueConstraint("desk_id", "reference"))
    _table("revisions", _own_id(), _link("announcement_id", "announcements"), *_whole("edition_number", "number"),
           _link("saved_by", "people"), *_moments("saved_at"), _bytes("canonical"), *_needed("sha256"),
           *_or_null("photo_sha256"), sa.UniqueConstraint("announcement_id", "edition_number", "number"))
    op.create_index("ix_revisions_photo_sha256", "revisions", ["photo_sha256"])
    _table("reference_counts", _desk(), *_whole("year"), _count("last"), sa.PrimaryKeyConstraint("desk_id", "year"))


def _editions() -> None:
    _table("editions", _own_id(), _desk(), _link("announcement_id", "announcements"), *_whole("number"),
           *_needed("state"), _link("revision_id", "revisions"), _count("touched"), *_moments("updated_at"),
           *_moments("due_at", "published_at", nullable=True),
           sa.Column("is_live", sa.Boolean, nullable=False, server_default=sa.false()),
           sa.UniqueConstraint("announcement_id", "number"))
    op.create_index("ix_editions_state", "editions", ["desk_id", "state", "due_at"])
    op.create_index("ix_editions_revision_id", "editions", ["revision_id"])
    _only_one("uq_editions_live", "editions", ["announcement_id"], "is_live")
    _table("contributors", _link("edition_id", "editions"), _link("person_id", "people"), *_moments("since"),
           sa.PrimaryKeyConstraint("edition_id", "person_id"))
    _table("approvals", _own_id(), _link("edition_id", "editions"), _link("revision_id", "revisions"),
           _link("person_id", "people"), *_words("role"), *_moments("at"), *_moments("voided_at", nullable=True))
    op.create_index("ix_approvals_edition_id", "approvals", ["edition_id"])
    _only_one("uq_approvals_standing", "approvals", ["revision_id", "person_id"], "voided_at IS NULL")
    _table("entries", _desk(), *_whole("seq"), *_moments("at"), *_needed("kind"),
           _link("person_id", "people", nullable=True), *_words("why"),
           _link("announcement_id", "announcements", nullable=True), _link("edition_id", "editions", nullable=True),
           *_whole("revision_number", nullable=True), *_words("revision_sha256", "previous_hash", "hash"),
           sa.PrimaryKeyConstraint("desk_id", "seq"))
    op.create_index("ix_entries_announcement_id", "entries", ["announcement_id"])


def _media() -> None:
    _table("media", sa.Column("sha256", sa.Text, primary_key=True), *_words("content_type"), _bytes("content"),
           *_moments("kept_at"))
    _table("renditions", *_needed("photo_sha256"),
           sa.Column("sha256", sa.Text, sa.ForeignKey("media.sha256"), nullable=False), *_whole("width", "height"),
           sa.PrimaryKeyConstraint("photo_sha256", "sha256"))
    op.create_index("ix_renditions_sha256", "renditions", ["sha256"])
    _table("file_ids", _desk(), *_needed("sha256"), *_words("file_id"), sa.PrimaryKeyConstraint("desk_id", "sha256"))


def _readers() -> None:
    _table("channels", _desk(), *_ids("chat_id"), *_words("title", "kind", "username", "purpose", "lost_because"),
           sa.PrimaryKeyConstraint("desk_id", "chat_id"))
    _table("subscribers", _own_id(), _desk(), *_ids("telegram_id"), *_words("name"),
           sa.UniqueConstraint("desk_id", "telegram_id"))
    _table("subscriptions", _own_id(), _link("subscriber_id", "subscribers"), *_moments("started_at"),
           *_moments("ended_at", nullable=True), *_words("ended_because"))
    _only_one("uq_subscriptions_running", "subscriptions", ["subscriber_id"], "ended_at IS NULL")


def _inboxes() -> None:
    _table("mail_addresses", _own_id(), _desk(), *_words("address", "folded"), *_or_null("unsubscribe_key"),
           *_moments("asked_at", "confirmed_at", "left_at", "suppressed_at", nullable=True),
           *_words("suppressed_because"), sa.UniqueConstraint("desk_id", "folded"),
           sa.UniqueConstraint("unsubscribe_key"))
    _table("consents", _own_id(), _link("address_id", "mail_addresses"), *_needed("kind"), *_moments("at"),
           *_words("wording"))
    op.create_index("ix_consents_address_id", "consents", ["address_id"])
    _table("mail_tokens", sa.Column("token_hash", sa.Text, primary_key=True), _link("address_id", "mail_addresses"),
           *_moments("expires_at"), *_moments("used_at", nullable=True))
    _table("letters", _own_id(), _desk(), *_words("address"), *_needed("kind"), *_words("link"), _count("attempts"),
           *_moments("ready_at"), *_moments("settled_at", nullable=True), *_words("reason"))
    op.create_index("ix_letters_ready_at", "letters", ["desk_id", "settled_at", "ready_at"])


def _outbox() -> None:
    _table("renderings", _link("edition_id", "editions"), *_needed("kind"), _bytes("content"),
           sa.PrimaryKeyConstraint("edition_id", "kind"))
    _table("deliveries", _own_id(), _link("edition_id", "editions"), *_needed("kind", "recipient", "state"),
           *_moments("ready_at"), _count("attempts"), *_words("key"), *_ids("message_id", nullable=True),
           *_words("reason", "unwanted"), *_whole("epoch", nullable=True),
           *_moments("intended_at", "settled_at", nullable=True),
           sa.UniqueConstraint("recipient", "kind", "edition_id"))
    op.create_index("ix_deliveries_next", "deliveries", ["edition_id", "kind", "state", "ready_at", "id"])
    _table("leases", _desk(), *_needed("lane"), *_words("owner"), _count("epoch"), *_moments("expires_at"),
           sa.PrimaryKeyConstraint("desk_id", "lane"))


def _chat() -> None:
    _table("cards", _own_id(), _link("edition_id", "editions"), *_ids("chat_id"),
           _link("person_id", "people", nullable=True), *_ids("message_id", "replaces", nullable=True),
           _count("shown", -1),
           sa.UniqueConstraint("edition_id", "chat_id"), reuse_ids=False)
    op.create_index("ix_cards_person_id", "cards", ["person_id"])
    _table("buttons", sa.Column("handle", sa.Text, primary_key=True), _desk(), *_needed("meaning", "action"),
           _link("edition_id", "editions", nullable=True), _link("revision_id", "revisions", nullable=True),
           *_words("subject"), *_moments("expires_at"), sa.UniqueConstraint("desk_id", "meaning"))
    op.create_index("ix_buttons_expires_at", "buttons", ["expires_at"])
    _table("conversations", _desk(), *_ids("telegram_id"), *_or_null("asked"),
           _link("asked_edition_id", "editions", nullable=True), _link("asked_revision_id", "revisions", nullable=True),
           _link("about_edition_id", "editions", nullable=True), sa.PrimaryKeyConstraint("desk_id", "telegram_id"))
    _table("sent_messages", _desk(), *_ids("chat_id", "message_id"), _link("edition_id", "editions"), *_words("part"),
           _bytes("gave"), *_moments("sent_at"), sa.PrimaryKeyConstraint("desk_id", "chat_id", "message_id"))
    _table("laid_aside", _desk(), *_ids("telegram_id", "message_id"), _bytes("content"),
           sa.PrimaryKeyConstraint("desk_id", "telegram_id"))
    _table("notices", _own_id(), _desk(), *_ids("chat_id"), *_needed("template", "template_values"),
           _count("attempts"), *_moments("ready_at"), reuse_ids=False)
    op.create_index("ix_notices_ready_at", "notices", ["desk_id", "ready_at"])


def _intake() -> None:
    _table("intake", _own_id(), _desk(), *_ids("update_id"), *_needed("raw"), _count("attempts"), *_words("error"),
           *_needed("state"), *_moments("received_at"), *_moments("finished_at", nullable=True),
           sa.UniqueConstraint("desk_id", "update_id"), reuse_ids=False)
    op.create_index("ix_intake_state", "intake", ["desk_id", "state", "id"])


# fmt: on
# --------------------------------------------------------------------------------------------- triggers


def _freezing(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_frozen_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for table in FROZEN
            for verb in ("UPDATE", "DELETE")
        ]
    function = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    return [function] + [
        f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in FROZEN
    ]
