"""The roster and its invites in the database."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select, update

from bot.desk.ports.values import Invite
from bot.news.staff import Person, Role
from bot.storage.tables import invites, memberships, people
from bot.storage.transaction import Transaction


class SqlPeople:
    """Everyone who ever wrote to us, with the roles they hold on this desk."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def find(self, telegram_id: int) -> Person | None:
        """Return the person behind a Telegram id with the roles they hold right now."""
        return await self._first(people.c.telegram_id == telegram_id)

    async def hold(self, telegram_id: int) -> Person | None:
        """Return the same person; who changes roles waits (on SQLite everybody who writes waits anyway)."""
        if self._tx.on_postgresql:
            one = select(people.c.id).where(people.c.telegram_id == telegram_id)
            await self._tx.value(one.with_for_update(read=True))
        return await self.find(telegram_id)

    async def hold_admins(self) -> frozenset[int]:
        """Return the ids of all admins; several who remove one another go one by one."""
        admins = select(memberships.c.person_id).where(
            memberships.c.desk_id == self._tx.desk_id, memberships.c.role == Role.ADMIN
        )
        if self._tx.on_postgresql:
            admins = admins.order_by(memberships.c.person_id).with_for_update()
        return frozenset(row.person_id for row in await self._tx.all(admins))

    async def get(self, person_id: int) -> Person | None:
        """Return one person by our own id."""
        return await self._first(people.c.id == person_id)

    async def meet(self, telegram_id: int, name: str, username: str) -> Person:
        """Return the person, made known or renamed where needed."""
        known = await self.find(telegram_id)
        new = self._tx.insert(people).values(
            telegram_id=telegram_id, name=name, username=username, met_at=self._tx.now
        )
        renamed = new.on_conflict_do_update(
            index_elements=["telegram_id"], set_={"name": name, "username": username}
        )
        person_id: int = await self._tx.value(renamed.returning(people.c.id))
        return Person(person_id, telegram_id, name, known.roles if known else frozenset())

    async def roster(self) -> list[Person]:
        """Return everyone who holds a role on this desk, by name."""
        return await self._where(memberships.c.role.is_not(None))

    async def grant(self, person_id: int, role: Role) -> bool:
        """Give a role; False when it was held already."""
        await self._wait_for_calls_of(person_id)
        membership = self._tx.insert(memberships).values(
            desk_id=self._tx.desk_id, person_id=person_id, role=role, granted_at=self._tx.now
        )
        return await self._tx.change(membership.on_conflict_do_nothing()) == 1

    async def take(self, person_id: int, role: Role) -> bool:
        """Take one role, and with that of an admin void the invites they issued; False when it was not held."""
        await self._wait_for_calls_of(person_id)
        held = delete(memberships).where(
            memberships.c.desk_id == self._tx.desk_id,
            memberships.c.person_id == person_id,
            memberships.c.role == role,
        )
        taken = await self._tx.change(held)
        if role is Role.ADMIN:
            await self._void_invites(person_id)
        return taken == 1

    async def remove(self, person_id: int) -> bool:
        """Take every role from a person and void the invites they issued."""
        await self._wait_for_calls_of(person_id)
        held = delete(memberships).where(
            memberships.c.desk_id == self._tx.desk_id, memberships.c.person_id == person_id
        )
        removed = await self._tx.change(held)
        await self._void_invites(person_id)
        return removed > 0

    async def _void_invites(self, person_id: int) -> None:
        await self._tx.change(
            update(invites)
            .where(invites.c.desk_id == self._tx.desk_id, invites.c.created_by == person_id)
            .where(invites.c.used_at.is_(None), invites.c.voided_at.is_(None))
            .values(voided_at=self._tx.now)
        )

    async def add_invite(
        self, role: Role, token_hash: str, *, created_by: int | None, expires_at: datetime
    ) -> None:
        """Keep an invite by the SHA-256 (hex) of its token."""
        await self._tx.change(
            invites.insert().values(
                desk_id=self._tx.desk_id,
                role=role,
                token_hash=token_hash,
                created_by=created_by,
                created_at=self._tx.now,
                expires_at=expires_at,
            )
        )

    async def take_invite(self, token_hash: str, person_id: int, now: datetime) -> Invite | None:
        """Use an invite up, if it still can be."""
        row = await self._tx.one(
            update(invites)
            .where(invites.c.desk_id == self._tx.desk_id, invites.c.token_hash == token_hash)
            .where(invites.c.used_at.is_(None), invites.c.voided_at.is_(None), invites.c.expires_at > now)
            .values(used_at=now, used_by=person_id)
            .returning(invites.c.id, invites.c.role, invites.c.created_by)
        )
        return Invite(row.id, Role(row.role), row.created_by) if row else None

    async def _wait_for_calls_of(self, person_id: int) -> None:
        """Whatever this person does by the roles they hold (`hold`) ends before those change."""
        if self._tx.on_postgresql:
            one = select(people.c.id).where(people.c.id == person_id)
            await self._tx.value(one.with_for_update(key_share=True))

    async def _first(self, condition: ColumnElement[bool]) -> Person | None:
        return next(iter(await self._where(condition)), None)

    async def _where(self, condition: ColumnElement[bool]) -> list[Person]:
        """One row for each role; a person without any has one row with none."""
        on_this_desk = (memberships.c.person_id == people.c.id) & (memberships.c.desk_id == self._tx.desk_id)
        rows = await self._tx.all(
            select(people.c.id, people.c.telegram_id, people.c.name, memberships.c.role)
            .select_from(people.outerjoin(memberships, on_this_desk))
            .where(condition)
            .order_by(people.c.name, people.c.id)
        )
        return list(_by_person(rows))


def _by_person(rows: Iterable[Row[Any]]) -> Iterable[Person]:
    found: dict[int, tuple[Row[Any], set[Role]]] = {}
    for row in rows:
        _, roles = found.setdefault(row.id, (row, set()))
        if row.role is not None:
            roles.add(Role(row.role))
    return (Person(row.id, row.telegram_id, row.name, frozenset(roles)) for row, roles in found.values())
