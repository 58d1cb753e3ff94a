"""Comments on what is being worked on, and which messages of ours a reply is about."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make both tables; comments are only ever added to. The cards that stand can be replied to."""
    op.create_table(
        "comments",
        sa.Column("id", ID, sa.Identity(), primary_key=True),
        sa.Column("desk_id", ID, sa.ForeignKey("desks.id"), nullable=False),
        sa.Column("edition_id", ID, sa.ForeignKey("editions.id"), nullable=False),
        sa.Column("revision_id", ID, sa.ForeignKey("revisions.id"), nullable=False),
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("said", sa.Text, nullable=False, server_default=""),
        sa.Column("answers_id", ID, sa.ForeignKey("comments.id"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("desk_id", "chat_id", "message_id"),
    )
    op.create_index("ix_comments_edition_id", "comments", ["edition_id"])
    op.create_table(
        "spoken",
        sa.Column("desk_id", ID, sa.ForeignKey("desks.id"), nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("edition_id", ID, sa.ForeignKey("editions.id"), nullable=False),
        sa.Column("revision_id", ID, sa.ForeignKey("revisions.id"), nullable=False),
        sa.Column("comment_id", ID, sa.ForeignKey("comments.id"), nullable=True),
        sa.PrimaryKeyConstraint("desk_id", "chat_id", "message_id"),
    )
    op.execute(
        "INSERT INTO spoken (desk_id, chat_id, message_id, edition_id, revision_id) "
        "SELECT editions.desk_id, cards.chat_id, cards.message_id, editions.id, editions.revision_id "
        "FROM cards JOIN editions ON editions.id = cards.edition_id WHERE cards.message_id IS NOT NULL"
    )
    for statement in _freezing(op.get_bind().dialect.name):
        op.execute(statement)


def _freezing(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER comments_frozen_{verb.lower()} BEFORE {verb} ON comments "
            "BEGIN SELECT RAISE(ABORT, 'comments is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        (
            "CREATE TRIGGER comments_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON comments "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    ]
