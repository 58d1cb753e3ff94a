"""Wishes for a speaker's agreement to their words, and whether the desk wants one for every quote."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table; until an admin decides otherwise a sign-off is wanted where one was asked for."""
    op.create_table(
        "sign_offs",
        sa.Column("id", ID, sa.Identity(), primary_key=True),
        sa.Column("desk_id", ID, sa.ForeignKey("desks.id"), nullable=False),
        sa.Column("edition_id", ID, sa.ForeignKey("editions.id"), nullable=False),
        sa.Column("revision_id", ID, sa.ForeignKey("revisions.id"), nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("canonical", sa.Text, nullable=False),
        sa.Column("stand", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=True),
        sa.Column("asked_by", ID, sa.ForeignKey("people.id"), nullable=True),
        sa.Column("asked_at", WHEN, nullable=True),
        sa.Column("expires_at", WHEN, nullable=True),
        sa.Column("answered_by", ID, sa.ForeignKey("people.id"), nullable=True),
        sa.Column("answered_at", WHEN, nullable=True),
        sa.Column("said", sa.Text, nullable=False, server_default=""),
        sa.Column("overridden_by", ID, sa.ForeignKey("people.id"), nullable=True),
        sa.Column("overridden_at", WHEN, nullable=True),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("lapsed_at", WHEN, nullable=True),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_sign_offs_edition_id", "sign_offs", ["edition_id"])
    op.create_index("ix_sign_offs_asked_by", "sign_offs", ["asked_by"])
    op.add_column("desks", sa.Column("signoffs", sa.Integer, nullable=False, server_default="0"))
    subject = sa.Column("asked_subject", sa.Text, nullable=False, server_default="")
    op.add_column("conversations", subject)
