"""What came of asking the outside whether it still answers."""

from sqlalchemy import select

from bot.desk.ports.soundings import Sounding
from bot.storage.tables import soundings
from bot.storage.transaction import Transaction


class SqlSoundings:
    """One row for each of those asked."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def of(self, whom: str) -> Sounding | None:
        """Return what came of it last."""
        found = select(soundings).where(soundings.c.desk_id == self._tx.desk_id, soundings.c.whom == whom)
        row = await self._tx.one(found)
        return Sounding(row.asked_at, row.answered_at, row.trouble) if row else None

    async def note(self, whom: str, trouble: str) -> None:
        """Note what came of it now; a failure leaves the moment of the last answer as it was."""
        said: dict[str, object] = {"asked_at": self._tx.now, "trouble": trouble}
        if not trouble:
            said["answered_at"] = self._tx.now
        new = self._tx.insert(soundings).values(desk_id=self._tx.desk_id, whom=whom, **said)
        await self._tx.change(new.on_conflict_do_update(index_elements=["desk_id", "whom"], set_=said))
