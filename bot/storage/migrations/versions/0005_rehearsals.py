"""Rehearsals: announcements that can never become live, whatever any program asks of the database."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

STAYS = "a rehearsal stays one"
NEVER_LIVE = "a rehearsal cannot become live"
ITS_OWN_PLACES = "a rehearsal goes to its own places only"
_IS_ONE = "(SELECT rehearsal FROM announcements WHERE id = NEW.announcement_id)"
_FOR_ONE = (
    "(SELECT a.rehearsal FROM announcements a JOIN editions e ON e.announcement_id = a.id "
    "WHERE e.id = NEW.edition_id)"
)
# Name, table, moment, the condition under which a row is refused, and what the error says.
ROWS = (
    ("rehearsals_stay", "announcements", "UPDATE OF rehearsal", "NEW.rehearsal <> OLD.rehearsal", STAYS),
    ("rehearsals_never_live", "editions", "UPDATE OF is_live", f"NEW.is_live AND {_IS_ONE}", NEVER_LIVE),
    ("rehearsals_never_born_live", "editions", "INSERT", f"NEW.is_live AND {_IS_ONE}", NEVER_LIVE),
    (
        "rehearsals_not_redirected",
        "deliveries",
        "UPDATE OF kind, edition_id",
        f"(NEW.kind <> 'rehearsal') = {_FOR_ONE}",
        ITS_OWN_PLACES,
    ),
)
_AMONG_FRESH = (
    "EXISTS (SELECT 1 FROM fresh JOIN editions e ON e.id = fresh.edition_id "
    "JOIN announcements a ON a.id = e.announcement_id WHERE (fresh.kind <> 'rehearsal') = a.rehearsal)"
)
PLANNED = ("rehearsals_reach_nobody", "deliveries", "INSERT", ROWS[-1][3], ITS_OWN_PLACES)


def upgrade() -> None:
    """Add the mark to announcements, and the triggers that hold it."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    no = sa.false() if on_postgresql else sa.text("0")
    op.add_column("announcements", sa.Column("rehearsal", sa.Boolean, nullable=False, server_default=no))
    statements = _postgresql() if on_postgresql else _sqlite()
    for statement in statements:
        op.execute(statement)


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for name, table, verb, condition, words in (*ROWS, PLANNED)
    ]


def _postgresql() -> list[str]:
    """PostgreSQL takes no query in WHEN, so conditions stand in functions; an audience is looked at once, not by the row."""
    made: list[str] = []
    for name, table, verb, condition, words in ROWS:
        made.append(_function(name, condition, words, gives="NEW"))
        made.append(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
    name, table, verb, _, words = PLANNED
    made.append(_function(name, _AMONG_FRESH, words, gives="NULL"))
    fresh = f"AFTER {verb} ON {table} REFERENCING NEW TABLE AS fresh"
    made.append(f"CREATE TRIGGER {name} {fresh} FOR EACH STATEMENT EXECUTE FUNCTION {name}()")
    return made


def _function(name: str, condition: str, words: str, *, gives: str) -> str:
    refusing = f"IF {condition} THEN RAISE EXCEPTION '{words}'; END IF; RETURN {gives};"
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refusing} END $$"
