"""History that can be shown in part: each entry keeps the name of who acted, a salt and a mark.

Entries there are already get theirs, and the chain is made anew by the rule in docs/disclosure.md.
"""

import hashlib
import json
import secrets
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NOT_SAID = ("mark", "previous_hash", "hash", "person_name", "tag", "known_number")


def upgrade() -> None:
    """Add the columns, thaw the entries, seal them anew and freeze them again."""
    for name in ("name", "reference", "salt", "mark"):
        op.add_column("entries", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("entries", sa.Column("edition_number", sa.Integer, nullable=True))
    op.add_column("announcements", sa.Column("tag", sa.Text, nullable=False, server_default=""))
    connection = op.get_bind()
    _tag_announcements(connection)
    for statement in _thawing(connection.dialect.name):
        op.execute(statement)
    for desk in connection.execute(sa.text("SELECT id FROM desks")).all():
        _seal_anew(connection, desk.id)
    for statement in _freezing(connection.dialect.name):
        op.execute(statement)


def _tag_announcements(connection: sa.Connection) -> None:
    change = sa.text("UPDATE announcements SET tag = :tag WHERE id = :id")
    for row in connection.execute(sa.text("SELECT id FROM announcements")).all():
        connection.execute(change, {"id": row.id, "tag": secrets.token_hex(16)})


def _seal_anew(connection: sa.Connection, desk_id: int) -> None:
    found = sa.text(
        "SELECT e.*, p.name AS person_name, a.tag, d.number AS known_number FROM entries e "
        "LEFT JOIN people p ON p.id = e.person_id LEFT JOIN announcements a ON a.id = e.announcement_id "
        "LEFT JOIN editions d ON d.id = e.edition_id WHERE e.desk_id = :desk ORDER BY e.seq"
    ).columns(at=sa.DateTime(timezone=True))
    last = ""
    for row in connection.execute(found, {"desk": desk_id}).mappings().all():
        sealed = _sealed(dict(row), last)
        connection.execute(
            sa.text(
                "UPDATE entries SET name = :name, edition_number = :edition_number, salt = :salt, mark = :mark, "
                "previous_hash = :previous_hash, hash = :hash WHERE desk_id = :desk_id AND seq = :seq"
            ),
            {key: value for key, value in sealed.items() if key != "at"},
        )
        last = sealed["hash"]
    connection.execute(
        sa.text("UPDATE desks SET last_hash = :last WHERE id = :desk"), {"last": last, "desk": desk_id}
    )


def _sealed(row: dict[str, Any], previous_hash: str) -> dict[str, Any]:
    row |= {
        "name": row["person_name"] or "",
        "edition_number": row["known_number"],
        "salt": secrets.token_hex(16),
        "mark": _sha256(f"{row['tag']}:{row['seq']}") if row["tag"] else secrets.token_hex(32),
    }
    at = row["at"].replace(tzinfo=UTC) if row["at"].tzinfo is None else row["at"].astimezone(UTC)
    said = {name: value for name, value in row.items() if name not in NOT_SAID} | {"at": at.isoformat()}
    digest = _sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
    return row | {
        "previous_hash": previous_hash,
        "hash": _sha256(f"{previous_hash}{row['mark']}{digest}"),
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _thawing(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [f"DROP TRIGGER entries_frozen_{verb}" for verb in ("update", "delete")]
    return ["DROP TRIGGER entries_frozen ON entries"]


def _freezing(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER entries_frozen_{verb.lower()} BEFORE {verb} ON entries "
            "BEGIN SELECT RAISE(ABORT, 'entries is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    statement = "CREATE TRIGGER entries_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON entries "
    return [f"{statement} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"]
