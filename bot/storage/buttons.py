"""Buttons' opaque handles."""

import json
import secrets
from datetime import datetime

from sqlalchemy import case, delete, select

from bot.desk.ports.chat import Button
from bot.storage.tables import buttons
from bot.storage.transaction import Transaction


class SqlButtons:
    """The same meaning has one handle, which lives as long as its latest use asked for."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def issue(
        self,
        action: str,
        *,
        edition_id: int | None,
        revision_id: int | None,
        subject: str,
        expires_at: datetime,
    ) -> str:
        """Return a handle of 22 ASCII characters that tells nothing."""
        new = self._tx.insert(buttons).values(
            handle=secrets.token_urlsafe(16),
            desk_id=self._tx.desk_id,
            meaning=json.dumps([action, edition_id, revision_id, subject]),
            action=action,
            edition_id=edition_id,
            revision_id=revision_id,
            subject=subject,
            expires_at=expires_at,
        )
        later = case(
            (buttons.c.expires_at < new.excluded.expires_at, new.excluded.expires_at),
            else_=buttons.c.expires_at,
        )
        same = new.on_conflict_do_update(index_elements=["desk_id", "meaning"], set_={"expires_at": later})
        handle: str = await self._tx.value(same.returning(buttons.c.handle))
        return handle

    async def find(self, handle: str) -> Button | None:
        """Return what a handle means, expired or not."""
        row = await self._tx.one(
            select(buttons).where(buttons.c.handle == handle, buttons.c.desk_id == self._tx.desk_id)
        )
        if row is None:
            return None
        return Button(row.handle, row.action, row.edition_id, row.revision_id, row.subject, row.expires_at)

    async def forget_expired(self, before: datetime) -> int:
        """Forget buttons that expired before this moment."""
        return await self._tx.change(delete(buttons).where(buttons.c.expires_at < before))
