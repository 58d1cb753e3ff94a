"""Kinds of column every table is made of; above all times, which are UTC and aware or are not stored.

Knows no table.
"""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Identity, Integer, MetaData, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator

# Constraints carry names, so that a later migration can name what it changes on either database.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# SQLite counts ids itself only in a column declared INTEGER; that holds 64 bits all the same.
Id = BigInteger().with_variant(Integer, "sqlite")


class NaiveTime(ValueError, DontWrapMixin):
    """A time without its zone was about to be stored."""


class Utc(TypeDecorator[datetime]):
    """A moment: refuses naive times (`NaiveTime`), stores UTC, gives back aware UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any aware time into UTC."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise NaiveTime(f"{value.isoformat()} has no time zone: store aware times only.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite gives the digits back without their zone, PostgreSQL in the session's zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def own_id() -> Column[int]:
    """Return a primary key the database counts."""
    return Column("id", Id, Identity(), primary_key=True)


def link(name: str, target: str, *, nullable: bool = False, key: bool = False) -> Column[int]:
    """Return a reference to another table's id; `key` makes it part of the primary key."""
    return Column(
        name, Id, ForeignKey(f"{target}.id"), nullable=nullable, primary_key=key, autoincrement=False
    )


def desk() -> Column[int]:
    """Return the desk a row belongs to."""
    return link("desk_id", "desks")


def words(name: str) -> Column[str]:
    """Return text that is never null; empty when nothing was said."""
    return Column(name, Text, nullable=False, server_default="")


def count(name: str, start: int = 0) -> Column[int]:
    """Return a whole number that begins at `start`."""
    return Column(name, Integer, nullable=False, server_default=str(start))


def moment(name: str) -> Column[datetime]:
    """Return a time that is always known."""
    return Column(name, Utc, nullable=False)


def moment_or_never(name: str) -> Column[datetime | None]:
    """Return a time that may not have come."""
    return Column(name, Utc, nullable=True)
