"""What a desk decides about itself besides how many must agree: emergencies, and when a review is called to mind."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add what holds until an admin chooses otherwise."""
    yes = sa.true() if op.get_bind().dialect.name == "postgresql" else sa.text("1")
    op.add_column("desks", sa.Column("emergency_allowed", sa.Boolean, nullable=False, server_default=yes))
    for name, hours in (("remind_hours", 4), ("escalate_hours", 24), ("lapse_hours", 72)):
        op.add_column("desks", sa.Column(name, sa.Integer, nullable=False, server_default=str(hours)))
