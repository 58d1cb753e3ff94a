"""The desk's policy, a part of the desk's own row."""

from dataclasses import asdict

from sqlalchemy import select, update

from bot.news.policy import Policy
from bot.storage.tables import desks
from bot.storage.transaction import Transaction


class SqlPolicies:
    """Read with every use, so that what an admin changed holds at once and in every process."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def current(self) -> Policy:
        """Return what holds now. Raises LookupError when the desk's row is gone."""
        columns = (desks.c[name] for name in asdict(Policy()))
        row = await self._tx.one(select(*columns).where(desks.c.id == self._tx.desk_id))
        if row is None:
            raise LookupError(f"there is no desk {self._tx.desk_id}")
        return Policy(**row._asdict())

    async def change(self, old: Policy, new: Policy) -> bool:
        """Put a new one in the old one's place; False when it had been changed meanwhile."""
        same = (desks.c[name] == value for name, value in asdict(old).items())
        changed = update(desks).where(desks.c.id == self._tx.desk_id, *same)
        return await self._tx.change(changed.values(**asdict(new))) == 1
