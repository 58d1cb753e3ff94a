"""Letters to one person that must not be lost, kept with the change that caused them."""

import json
from datetime import datetime

from sqlalchemy import select, update

from bot.desk.ports.letters import Letter, LetterKind
from bot.storage.tables import letters
from bot.storage.transaction import Transaction


class SqlLetters:
    """A letter waits until it was accepted, or can never be; then its link, which holds a token, is forgotten."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def queue(self, address: str, kind: LetterKind, link: str, /, **about: str) -> None:
        """Want this letter sent."""
        letter = letters.insert().values(
            desk_id=self._tx.desk_id,
            address=address,
            kind=kind,
            link=link,
            about=json.dumps(about, ensure_ascii=False),
            ready_at=self._tx.now,
        )
        await self._tx.change(letter)

    async def waiting(self, limit: int, now: datetime) -> list[Letter]:
        """Return the next ones whose time has come, oldest first."""
        rows = await self._tx.all(
            select(letters)
            .where(letters.c.desk_id == self._tx.desk_id)
            .where(letters.c.settled_at.is_(None), letters.c.ready_at <= now)
            .order_by(letters.c.ready_at, letters.c.id)
            .limit(limit)
        )
        return [
            Letter(
                row.id,
                row.address,
                LetterKind(row.kind),
                row.link,
                row.attempts,
                json.loads(row.about or "{}"),
            )
            for row in rows
        ]

    async def settle(self, letter_id: int, reason: str = "") -> None:
        """It was accepted, or with a reason can never be."""
        settled = update(letters).where(letters.c.id == letter_id)
        await self._tx.change(settled.values(settled_at=self._tx.now, reason=reason, link="", about=""))

    async def later(self, letter_id: int, until: datetime) -> None:
        """Try again then; counts an attempt."""
        again = update(letters).where(letters.c.id == letter_id)
        await self._tx.change(again.values(ready_at=until, attempts=letters.c.attempts + 1))
