"""Corrections: an edition says which one it replaces, and a delivery whose message it edits."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the columns."""
    _point("editions", "corrects_id", "editions")
    op.add_column("editions", sa.Column("posted_as", sa.Text, nullable=False, server_default=""))
    _point("deliveries", "replaces_id", "deliveries")


def _point(table: str, column: str, target: str) -> None:
    """Add a column that refers to another table's id; SQLite takes the reference only in the column itself."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER REFERENCES {target} (id)")
        return
    op.add_column(table, sa.Column(column, ID, nullable=True))
    op.create_foreign_key(f"fk_{table}_{column}", table, target, [column], ["id"])
