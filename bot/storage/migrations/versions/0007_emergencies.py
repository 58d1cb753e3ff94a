"""Editions that a duty officer ordered out without approval: why, when, and who looked at them afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table; nothing that is out already was an emergency."""
    op.create_table(
        "emergencies",
        sa.Column("id", ID, sa.Identity(), primary_key=True),
        sa.Column("edition_id", ID, sa.ForeignKey("editions.id"), nullable=False),
        sa.Column("revision_id", ID, sa.ForeignKey("revisions.id"), nullable=False),
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("asked_at", WHEN, nullable=False),
        sa.Column("ordered_at", WHEN),
        sa.Column("ended_at", WHEN),
        sa.Column("published_at", WHEN),
        sa.Column("reviewed_at", WHEN),
        sa.Column("reviewed_by", ID, sa.ForeignKey("people.id")),
        sa.Column("reminded", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("ix_emergencies_edition_id", "emergencies", ["edition_id"])
