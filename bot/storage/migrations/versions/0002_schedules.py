"""When editions were to go out, and the links to the calendar of what is planned."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables; schedules are only ever added to."""
    op.create_table(
        "schedules",
        sa.Column("id", ID, sa.Identity(), primary_key=True),
        sa.Column("edition_id", ID, sa.ForeignKey("editions.id"), nullable=False),
        sa.Column("due_at", WHEN, nullable=False),
        sa.Column("words", sa.Text, nullable=False, server_default=""),
        sa.Column("timezone", sa.Text, nullable=False, server_default=""),
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", WHEN, nullable=False),
    )
    op.create_index("ix_schedules_edition_id", "schedules", ["edition_id"])
    op.create_table(
        "calendar_links",
        sa.Column("desk_id", ID, sa.ForeignKey("desks.id"), nullable=False),
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("desk_id", "person_id"),
    )
    for statement in _freezing(op.get_bind().dialect.name):
        op.execute(statement)


def _freezing(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER schedules_frozen_{verb.lower()} BEFORE {verb} ON schedules "
            "BEGIN SELECT RAISE(ABORT, 'schedules is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        (
            "CREATE TRIGGER schedules_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON schedules "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    ]
