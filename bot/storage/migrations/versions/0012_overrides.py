"""Overrides of findings, only ever added to."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table and freeze it."""
    op.create_table(
        "overrides",
        sa.Column("id", ID, sa.Identity(), primary_key=True),
        sa.Column("edition_id", ID, sa.ForeignKey("editions.id"), nullable=False),
        sa.Column("revision_id", ID, sa.ForeignKey("revisions.id"), nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False, server_default="")
            for name in ("code", "words", "reason")
        ),
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", WHEN, nullable=False),
    )
    op.create_index("ix_overrides_edition_id", "overrides", ["edition_id"])
    for statement in _freezing(op.get_bind().dialect.name):
        op.execute(statement)


def _freezing(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER overrides_frozen_{verb.lower()} BEFORE {verb} ON overrides "
            "BEGIN SELECT RAISE(ABORT, 'overrides is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        (
            "CREATE TRIGGER overrides_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON overrides "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    ]
