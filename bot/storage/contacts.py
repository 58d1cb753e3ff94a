"""Press contacts, and the ways in which each confirmed to be reached."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, update

from bot.desk.ports.contacts import Contact, Way
from bot.news.delivery import PRESS, Kind
from bot.storage.tables import deliveries, press_contacts, press_ways
from bot.storage.transaction import Transaction
from bot.storage.unsent import exclude

# What planning means by a way that may be used; joined with a contact who has not ended.
OPEN = press_ways.c.confirmed_at.is_not(None) & (press_ways.c.lost_because == "")
STANDS = press_contacts.c.ended_at.is_(None)


class SqlContacts:
    """A contact stands until they leave or are ended; then no way leads to them."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, name: str, organisation: str, by: int) -> int:
        """Return the number of this contact, made where nobody of that name and organisation stands."""
        same = (func.lower(press_contacts.c.name) == name.lower()) & (
            func.lower(press_contacts.c.organisation) == organisation.lower()
        )
        known = select(press_contacts.c.id).where(self._ours(), STANDS, same)
        found: int | None = await self._tx.value(known)
        if found is not None:
            return found
        new = press_contacts.insert().values(
            desk_id=self._tx.desk_id,
            name=name,
            organisation=organisation,
            added_by=by,
            added_at=self._tx.now,
        )
        made: int = await self._tx.value(new.returning(press_contacts.c.id))
        return made

    async def ask(self, contact_id: int, way: Way, token_hash: str, expires_at: datetime) -> bool:
        """Want this way confirmed; False when it is confirmed already."""
        theirs = (press_ways.c.contact_id == contact_id) & (press_ways.c.kind == way.kind)
        known = await self._tx.one(select(press_ways).where(theirs))
        same = known is not None and (way.kind is Kind.PRESS_CHAT or known.recipient == way.recipient)
        if known is not None and same and known.confirmed_at is not None and not known.lost_because:
            return False
        said = {
            "recipient": way.recipient,
            "key": way.key,
            "token_hash": token_hash,
            "expires_at": expires_at,
            "confirmed_at": None,
            "lost_because": "",
        }
        if known is None:
            await self._tx.change(press_ways.insert().values(contact_id=contact_id, kind=way.kind, **said))
        else:
            await self._take_back([known], "another way was asked for")
            await self._tx.change(update(press_ways).where(theirs).values(**said))
        return True

    async def pending(self, token_hash: str, now: datetime) -> tuple[Contact, Way] | None:
        """Return whom and what a live token would confirm."""
        alive = (press_ways.c.token_hash == token_hash) & (press_ways.c.expires_at > now)
        row = await self._tx.one(self._joined().where(alive, STANDS, press_ways.c.confirmed_at.is_(None)))
        contact = await self.get(row.contact_id) if row else None
        return (contact, _way(row)) if row and contact else None

    async def confirm(self, token_hash: str, recipient: str, now: datetime) -> tuple[Contact, Way] | None:
        """Use the token up; None when it is unknown, used, too old, or its contact has ended."""
        found = await self.pending(token_hash, now)
        if found is None:
            return None
        used = update(press_ways).where(
            press_ways.c.token_hash == token_hash, press_ways.c.confirmed_at.is_(None)
        )
        said = {"confirmed_at": now, "token_hash": None, **({"recipient": recipient} if recipient else {})}
        if not await self._tx.change(used.values(**said)):
            return None
        contact = await self.get(found[0].id)
        way = next((one for one in contact.ways if one.kind is found[1].kind), None) if contact else None
        return (contact, way) if contact and way else None

    async def by_key(self, key: str) -> Contact | None:
        """Return the contact a way's key belongs to, None once they have ended."""
        return await self._one((press_ways.c.key == key) & (press_ways.c.key != ""))

    async def of_chat(self, telegram_id: int) -> Contact | None:
        """Return the contact who confirmed from this private chat."""
        chat = (press_ways.c.kind == Kind.PRESS_CHAT) & (press_ways.c.recipient == str(telegram_id))
        return await self._one(chat & OPEN)

    async def get(self, contact_id: int) -> Contact | None:
        """Return a contact who has not ended."""
        rows = await self._tx.all(
            select(press_contacts).where(self._ours(), STANDS, press_contacts.c.id == contact_id)
        )
        return (await self._whole(rows))[0] if rows else None

    async def standing(self) -> list[Contact]:
        """Return everybody who has not ended, by organisation and name."""
        chosen = select(press_contacts).where(self._ours(), STANDS)
        return await self._whole(
            await self._tx.all(chosen.order_by(press_contacts.c.organisation, press_contacts.c.name))
        )

    async def end(self, contact_id: int, reason: str) -> bool:
        """End a contact for good and exclude what was planned for them; False when that was done already."""
        this = (press_contacts.c.id == contact_id) & self._ours()
        ended = update(press_contacts).where(this, STANDS)
        if not await self._tx.change(ended.values(ended_at=self._tx.now, ended_because=reason)):
            return False
        ways = await self._tx.all(select(press_ways).where(press_ways.c.contact_id == contact_id))
        forgotten = update(press_ways).where(press_ways.c.contact_id == contact_id)
        await self._tx.change(forgotten.values(token_hash=None))
        await self._take_back(ways, reason)
        return True

    async def lose(self, kind: Kind, recipient: str, reason: str) -> Contact | None:
        """Note that a way leads nowhere any more, and exclude what was planned by it."""
        row = await self._tx.one(
            self._joined().where(press_ways.c.kind == kind, press_ways.c.recipient == recipient, OPEN, STANDS)
        )
        if row is None:
            return None
        lost = update(press_ways).where(press_ways.c.id == row.id)
        await self._tx.change(lost.values(lost_because=reason or "lost"))
        await self._take_back([row], reason)
        return await self.get(row.contact_id)

    async def _take_back(self, ways: Iterable[Row[Any]], reason: str) -> None:
        for way in ways:
            theirs = (deliveries.c.recipient == way.recipient) & (deliveries.c.kind == way.kind)
            await exclude(self._tx, theirs, reason)

    async def _one(self, condition: ColumnElement[bool]) -> Contact | None:
        row = await self._tx.one(self._joined().where(condition, STANDS))
        return await self.get(row.contact_id) if row else None

    async def _whole(self, rows: Iterable[Row[Any]]) -> list[Contact]:
        found = list(rows)
        theirs = press_ways.c.contact_id.in_([row.id for row in found])
        ways = await self._tx.all(select(press_ways).where(theirs).order_by(press_ways.c.id))
        return [
            Contact(
                row.id, row.name, row.organisation, tuple(_way(w) for w in ways if w.contact_id == row.id)
            )
            for row in found
        ]

    def _joined(self) -> Any:
        chosen = select(press_ways).join(press_contacts, press_contacts.c.id == press_ways.c.contact_id)
        return chosen.where(self._ours(), press_ways.c.kind.in_(PRESS))

    def _ours(self) -> ColumnElement[bool]:
        return press_contacts.c.desk_id == self._tx.desk_id


def _way(row: Row[Any]) -> Way:
    return Way(Kind(row.kind), row.recipient, row.key, row.confirmed_at is not None, row.lost_because)
