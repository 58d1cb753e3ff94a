"""Embargoes: press contacts and how each is reached, and the waves in which the press is written to.

A copy of an edition is from now on one of a wave: 0 is the public's, each giving to the press another.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
WHEN = sa.DateTime(timezone=True)
OLD, NEW = "uq_deliveries_recipient_kind_edition_id", "uq_deliveries_recipient_kind_edition_id_wave"


def upgrade() -> None:
    """Make the new tables, and add to the old ones what they have to know."""
    op.add_column("letters", _words("about"))
    _contacts()
    _waves()
    if op.get_bind().dialect.name == "sqlite":
        _wave_of_copies_on_sqlite()
    else:
        _wave_of_copies()


def _contacts() -> None:
    op.create_table(
        "press_contacts",
        _own_id(),
        _link("desk_id", "desks"),
        _words("name"),
        _words("organisation"),
        _link("added_by", "people"),
        sa.Column("added_at", WHEN, nullable=False),
        sa.Column("ended_at", WHEN, nullable=True),
        _words("ended_because"),
    )
    op.create_table(
        "press_ways",
        _own_id(),
        _link("contact_id", "press_contacts"),
        sa.Column("kind", sa.Text, nullable=False),
        _words("recipient"),
        _words("key"),
        sa.Column("token_hash", sa.Text, nullable=True),
        sa.Column("expires_at", WHEN, nullable=True),
        sa.Column("confirmed_at", WHEN, nullable=True),
        _words("lost_because"),
        sa.UniqueConstraint("contact_id", "kind", name="uq_press_ways_contact_id_kind"),
        sa.UniqueConstraint("token_hash", name="uq_press_ways_token_hash"),
    )
    op.create_index("ix_press_ways_recipient", "press_ways", ["recipient", "kind"])


def _waves() -> None:
    op.create_table(
        "press_waves",
        _own_id(),
        _link("edition_id", "editions"),
        sa.Column("number", sa.Integer, nullable=False),
        _link("revision_id", "revisions"),
        sa.Column("due_at", WHEN, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        _words("because"),
        _link("person_id", "people"),
        sa.Column("given_at", WHEN, nullable=True),
        sa.Column("ended_at", WHEN, nullable=True),
        sa.UniqueConstraint("edition_id", "number", name="uq_press_waves_edition_id_number"),
    )
    op.create_index("ix_press_waves_state", "press_waves", ["state", "due_at"])


def _wave_of_copies() -> None:
    for table in ("renderings", "deliveries"):
        op.add_column(table, _wave())
    op.drop_constraint("pk_renderings", "renderings", type_="primary")
    op.create_primary_key("pk_renderings", "renderings", ["edition_id", "kind", "wave"])
    op.drop_constraint(OLD, "deliveries", type_="unique")
    op.create_unique_constraint(NEW, "deliveries", ["recipient", "kind", "edition_id", "wave"])


def _wave_of_copies_on_sqlite() -> None:
    """SQLite cannot change a key: what has one is made anew, its rows and triggers carried over."""
    triggers = op.get_bind().execute(
        sa.text(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('renderings', 'deliveries')"
        )
    )
    made = [row.sql for row in triggers.all()]
    op.rename_table("renderings", "old_renderings")
    op.create_table(
        "renderings",
        _link("edition_id", "editions"),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        _wave(),
        sa.PrimaryKeyConstraint("edition_id", "kind", "wave", name="pk_renderings"),
    )
    op.execute(
        "INSERT INTO renderings (edition_id, kind, content) SELECT edition_id, kind, content FROM old_renderings"
    )
    op.drop_table("old_renderings")
    with op.batch_alter_table("deliveries", recreate="always") as changed:
        changed.add_column(_wave())
        changed.drop_constraint(OLD, type_="unique")
        changed.create_unique_constraint(NEW, ["recipient", "kind", "edition_id", "wave"])
    for statement in made:
        op.execute(statement)


def _own_id() -> sa.Column[int]:
    return sa.Column("id", ID, sa.Identity(), primary_key=True)


def _link(name: str, target: str) -> sa.Column[int]:
    return sa.Column(name, ID, sa.ForeignKey(f"{target}.id"), nullable=False)


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _wave() -> sa.Column[int]:
    return sa.Column("wave", sa.Integer, nullable=False, server_default="0")
