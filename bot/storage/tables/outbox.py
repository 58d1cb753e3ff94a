"""The ledger of deliveries, the bytes they carry, and the leases of the lanes that send them."""

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.tables.columns import (
    Id,
    count,
    desk,
    link,
    metadata,
    moment,
    moment_or_never,
    own_id,
    words,
)

renderings = Table(
    "renderings",
    metadata,
    link("edition_id", "editions"),
    Column("kind", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    count("wave"),
    PrimaryKeyConstraint("edition_id", "kind", "wave"),
)

# `wave`: 0 is the public's, each giving of the edition to the press another.
# `ready_at`: not to be tried earlier. `epoch`: of the lease it was claimed under. `unwanted`: why it must not be
# tried again once the attempt under way has ended. `attempts` counts the tries that were settled. `replaces_id`: the delivery
# of the edition before, whose message is edited if there is one; `message_id` is then known before anything is sent.
# The unique key begins with the recipient, because that is how an unsubscribe finds its rows; the second index is
# the claim's and, alone, the tally's.
deliveries = Table(
    "deliveries",
    metadata,
    own_id(),
    link("edition_id", "editions"),
    Column("kind", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("state", Text, nullable=False),
    moment("ready_at"),
    count("attempts"),
    words("key"),
    Column("message_id", Id, nullable=True),
    words("reason"),
    words("unwanted"),
    Column("epoch", Integer, nullable=True),
    moment_or_never("intended_at"),
    moment_or_never("settled_at"),
    count("wave"),
    link("replaces_id", "deliveries", nullable=True),
    UniqueConstraint("recipient", "kind", "edition_id", "wave"),
    Index("ix_deliveries_next", "edition_id", "kind", "state", "ready_at", "id"),
)

leases = Table(
    "leases",
    metadata,
    desk(),
    Column("lane", Text, nullable=False),
    words("owner"),
    count("epoch"),
    moment("expires_at"),
    PrimaryKeyConstraint("desk_id", "lane"),
)
