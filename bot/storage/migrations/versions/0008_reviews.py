"""How each review has waited, and who says that they are looking at it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table; what is in review already has waited since it was last changed."""
    op.create_table(
        "reviews",
        sa.Column("id", ID, sa.Identity(), primary_key=True),
        sa.Column("edition_id", ID, sa.ForeignKey("editions.id"), nullable=False),
        sa.Column("revision_id", ID, sa.ForeignKey("revisions.id"), nullable=False),
        sa.Column("submitted_at", WHEN, nullable=False),
        sa.Column("reminded_at", WHEN, nullable=True),
        sa.Column("escalated_at", WHEN, nullable=True),
        sa.Column("lapsed_at", WHEN, nullable=True),
        sa.Column("claimed_by", ID, sa.ForeignKey("people.id"), nullable=True),
        sa.Column("claimed_until", WHEN, nullable=True),
    )
    op.create_index("ix_reviews_edition_id", "reviews", ["edition_id"])
    op.create_index("ix_reviews_claimed_by", "reviews", ["claimed_by"])
    op.execute(
        "INSERT INTO reviews (edition_id, revision_id, submitted_at) "
        "SELECT id, revision_id, updated_at FROM editions WHERE state = 'in_review'"
    )
