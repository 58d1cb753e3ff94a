"""Mail addresses with the record of their consent. Tokens are known by their hash only."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update

from bot.news.delivery import Kind
from bot.storage.tables import consents, deliveries, mail_addresses, mail_tokens
from bot.storage.transaction import Transaction
from bot.storage.unsent import exclude

ASK_AGAIN_AFTER = timedelta(minutes=10)

# What plan, count and ask mean by subscribed.
CONFIRMED = (
    mail_addresses.c.confirmed_at.is_not(None)
    & mail_addresses.c.left_at.is_(None)
    & mail_addresses.c.suppressed_at.is_(None)
)


def folded(address: str) -> str:
    """Return what makes two spellings one inbox: letter case does not tell them apart."""
    return address.strip().casefold()


class SqlInboxes:
    """An inbox is written to once it was confirmed, until it leaves or is suppressed."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def ask(self, address: str, token_hash: str, expires_at: datetime, wording: str) -> bool:
        """Record a wish to subscribe and its confirmation token; False when no confirmation mail is due."""
        address_id = await self._known(address)
        now = self._tx.now
        due = (
            update(mail_addresses)
            .where(mail_addresses.c.id == address_id, ~CONFIRMED, mail_addresses.c.suppressed_at.is_(None))
            .where(func.coalesce(mail_addresses.c.asked_at <= now - ASK_AGAIN_AFTER, True))
        )
        if not await self._tx.change(due.values(asked_at=now)):
            return False
        await self._tx.change(
            mail_tokens.insert().values(token_hash=token_hash, address_id=address_id, expires_at=expires_at)
        )
        await self._record(address_id, "asked", wording)
        return True

    async def pending(self, token_hash: str, now: datetime) -> str | None:
        """Return the address a live confirmation token is for (looking changes nothing)."""
        found: str | None = await self._tx.value(
            select(mail_addresses.c.address)
            .join(mail_tokens, mail_tokens.c.address_id == mail_addresses.c.id)
            .where(mail_addresses.c.desk_id == self._tx.desk_id, mail_addresses.c.suppressed_at.is_(None))
            .where(mail_tokens.c.token_hash == token_hash)
            .where(mail_tokens.c.used_at.is_(None), mail_tokens.c.expires_at > now)
        )
        return found

    async def confirm(self, token_hash: str, unsubscribe_key: str, now: datetime) -> str | None:
        """Use the token up and subscribe its address; None when unknown, used, expired or suppressed meanwhile."""
        if await self.pending(token_hash, now) is None:
            return None
        used = update(mail_tokens).where(
            mail_tokens.c.token_hash == token_hash, mail_tokens.c.used_at.is_(None)
        )
        address_id = await self._tx.value(used.values(used_at=now).returning(mail_tokens.c.address_id))
        if address_id is None:
            return None
        confirmed = update(mail_addresses).where(mail_addresses.c.id == address_id)
        key = func.coalesce(mail_addresses.c.unsubscribe_key, unsubscribe_key)
        address: str = await self._tx.value(
            confirmed.values(confirmed_at=now, left_at=None, unsubscribe_key=key).returning(
                mail_addresses.c.address
            )
        )
        await self._record(address_id, "confirmed", "")
        return address

    async def by_key(self, unsubscribe_key: str) -> str | None:
        """Return the address an unsubscribe key belongs to, subscribed or not."""
        found: str | None = await self._tx.value(
            select(mail_addresses.c.address).where(self._with_key(unsubscribe_key))
        )
        return found

    async def leave(self, unsubscribe_key: str, reason: str) -> bool:
        """End the subscription of this inbox at once and exclude what was planned for it; False when unknown."""
        keyed = self._with_key(unsubscribe_key)
        row = await self._tx.one(
            select(mail_addresses.c.id, mail_addresses.c.address).where(keyed).with_for_update()
        )
        if row is None:
            return False
        running = update(mail_addresses).where(
            mail_addresses.c.id == row.id, mail_addresses.c.left_at.is_(None)
        )
        if await self._tx.change(running.values(left_at=self._tx.now)):
            await self._record(row.id, "left", reason)
        await self._take_back(row.address, reason)
        return True

    async def suppress(self, address: str, reason: str) -> None:
        """Stop writing to an address that bounced or complained, known to us or not."""
        address_id = await self._known(address)
        fresh = update(mail_addresses).where(
            mail_addresses.c.id == address_id, mail_addresses.c.suppressed_at.is_(None)
        )
        said = fresh.values(suppressed_at=self._tx.now, suppressed_because=reason)
        if await self._tx.change(said):
            await self._record(address_id, "suppressed", reason)
        spelt = select(mail_addresses.c.address).where(mail_addresses.c.id == address_id)
        await self._take_back(await self._tx.value(spelt), reason)

    async def count(self) -> int:
        """Return the number of confirmed inboxes."""
        confirmed = select(func.count()).where(mail_addresses.c.desk_id == self._tx.desk_id, CONFIRMED)
        found: int = await self._tx.value(confirmed)
        return found

    async def _known(self, address: str) -> int:
        """The row of this inbox, made where needed; the first spelling stays."""
        new = self._tx.insert(mail_addresses).values(
            desk_id=self._tx.desk_id, address=address.strip(), folded=folded(address)
        )
        same = new.on_conflict_do_update(
            index_elements=["desk_id", "folded"], set_={"folded": folded(address)}
        )
        found: int = await self._tx.value(same.returning(mail_addresses.c.id))
        return found

    async def _record(self, address_id: int, kind: str, wording: str) -> None:
        await self._tx.change(
            consents.insert().values(address_id=address_id, kind=kind, at=self._tx.now, wording=wording)
        )

    async def _take_back(self, address: str, reason: str) -> None:
        theirs = (deliveries.c.recipient == address) & (deliveries.c.kind == Kind.INBOX)
        await exclude(self._tx, theirs, reason)

    def _with_key(self, unsubscribe_key: str) -> ColumnElement[bool]:
        this_desk = mail_addresses.c.desk_id == self._tx.desk_id
        return this_desk & (mail_addresses.c.unsubscribe_key == unsubscribe_key)
