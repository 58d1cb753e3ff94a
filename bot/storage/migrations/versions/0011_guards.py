"""What guards ask for: pre-election periods with the answers given in them, and how far a case is that words tell of."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; answers are only ever added to."""
    op.create_table(
        "periods",
        sa.Column("id", ID, sa.Identity(), primary_key=True),
        _link("desk_id", "desks"),
        _words("name"),
        _words("words"),
        sa.Column("starts_at", WHEN, nullable=False),
        sa.Column("ends_at", WHEN, nullable=False),
        _link("added_by", "people"),
        sa.Column("added_at", WHEN, nullable=False),
        sa.Column("ended_at", WHEN),
    )
    op.create_table(
        "guard_answers",
        sa.Column("id", ID, sa.Identity(), primary_key=True),
        _link("edition_id", "editions"),
        _link("revision_id", "revisions"),
        _link("person_id", "people"),
        sa.Column("period_id", ID, sa.ForeignKey("periods.id")),
        sa.Column("kind", sa.Text, nullable=False),
        _words("facts"),
        _words("seals"),
        sa.Column("at", WHEN, nullable=False),
    )
    op.create_index("ix_guard_answers_edition_id", "guard_answers", ["edition_id"])
    for statement in _freezing(op.get_bind().dialect.name):
        op.execute(statement)


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _link(name: str, target: str) -> sa.Column[int]:
    return sa.Column(name, ID, sa.ForeignKey(f"{target}.id"), nullable=False)


def _freezing(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER guard_answers_frozen_{verb.lower()} BEFORE {verb} ON guard_answers "
            "BEGIN SELECT RAISE(ABORT, 'guard_answers is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        (
            "CREATE TRIGGER guard_answers_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON guard_answers "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    ]
