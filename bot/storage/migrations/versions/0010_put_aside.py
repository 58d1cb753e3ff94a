"""Why a notice could not be worded, so that it is put aside and its chat goes on."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Put none aside yet."""
    op.add_column("notices", sa.Column("put_aside", sa.Text, nullable=False, server_default=""))
