"""Messages that must not be lost, kept with the change that caused them."""

import json
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.desk.ports.chat import Notice
from bot.storage.tables import notices
from bot.storage.transaction import Transaction


class SqlNotices:
    """A notice stays until it was said, or can never be."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def queue(self, chat_id: int, template: str, /, **values: object) -> None:
        """Want this said. Raises TypeError for values that JSON cannot hold."""
        await self._tx.change(
            notices.insert().values(
                desk_id=self._tx.desk_id,
                chat_id=chat_id,
                template=template,
                template_values=json.dumps(values, ensure_ascii=False),
                ready_at=self._tx.now,
            )
        )

    async def waiting(self, limit: int, now: datetime) -> list[Notice]:
        """Return the next ones whose time has come, oldest first."""
        rows = await self._tx.all(
            select(notices)
            .where(notices.c.desk_id == self._tx.desk_id, notices.c.ready_at <= now)
            .where(notices.c.put_aside == "")
            .order_by(notices.c.ready_at, notices.c.id)
            .limit(limit)
        )
        return [
            Notice(row.id, row.chat_id, row.template, json.loads(row.template_values), row.attempts)
            for row in rows
        ]

    async def said(self, notice_id: int) -> None:
        """It was accepted, or can never be."""
        await self._tx.change(delete(notices).where(notices.c.id == notice_id))

    async def later(self, notice_id: int, until: datetime) -> None:
        """Try again then; counts an attempt."""
        again = update(notices).where(notices.c.id == notice_id)
        await self._tx.change(again.values(ready_at=until, attempts=notices.c.attempts + 1))

    async def put_aside(self, notice: Notice, why: str) -> bool:
        """Never try this one again; True when it is the first with its template."""
        of_template = select(notices.c.id).where(
            notices.c.desk_id == self._tx.desk_id, notices.c.template == notice.template
        )
        known = await self._tx.one(of_template.where(notices.c.put_aside != ""))
        await self._tx.change(update(notices).where(notices.c.id == notice.id).values(put_aside=why))
        return known is None

    async def forget_chat(self, chat_id: int) -> None:
        """Say nothing more of what waits for a chat."""
        waiting = delete(notices).where(notices.c.desk_id == self._tx.desk_id, notices.c.chat_id == chat_id)
        await self._tx.change(waiting.where(notices.c.put_aside == ""))
