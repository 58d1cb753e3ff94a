"""Photos' bytes under their own hash."""

import hashlib

from sqlalchemy import exists, select

from bot.desk.ports.values import Rendition
from bot.news.status import LIVE
from bot.storage.tables import editions, file_ids, media, renditions, revisions
from bot.storage.transaction import Transaction


class SqlMedia:
    """Content-addressed: what is kept under a hash has that hash."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def put(self, rendition: Rendition, content: bytes) -> None:
        """Keep the bytes of a rendition; raises ValueError when they are not those its hash names."""
        if hashlib.sha256(content).hexdigest() != rendition.sha256:
            raise ValueError(f"these {len(content)} bytes are not the ones {rendition.sha256} names")
        kept = self._tx.insert(media).values(
            sha256=rendition.sha256,
            content_type=rendition.content_type,
            content=content,
            kept_at=self._tx.now,
        )
        await self._tx.change(kept.on_conflict_do_nothing())
        size = self._tx.insert(renditions).values(
            photo_sha256=rendition.photo_sha256,
            sha256=rendition.sha256,
            width=rendition.width,
            height=rendition.height,
        )
        await self._tx.change(size.on_conflict_do_nothing())

    async def get(self, sha256: str) -> tuple[str, bytes] | None:
        """Return content type and bytes."""
        row = await self._tx.one(
            select(media.c.content_type, media.c.content).where(media.c.sha256 == sha256)
        )
        return (row.content_type, row.content) if row else None

    async def renditions(self, photo_sha256: str) -> list[Rendition]:
        """Return the served sizes of a photo, widest first."""
        rows = await self._tx.all(
            select(renditions, media.c.content_type)
            .join(media, media.c.sha256 == renditions.c.sha256)
            .where(renditions.c.photo_sha256 == photo_sha256)
            .order_by(renditions.c.width.desc(), renditions.c.sha256)
        )
        return [
            Rendition(row.photo_sha256, row.sha256, row.content_type, row.width, row.height) for row in rows
        ]

    async def is_live(self, sha256: str) -> bool:
        """Tell whether these bytes belong to a photo of a live edition of this desk."""
        shown = (
            select(editions.c.id)
            .join(revisions, revisions.c.id == editions.c.revision_id)
            .join(renditions, renditions.c.photo_sha256 == revisions.c.photo_sha256)
            .where(renditions.c.sha256 == sha256, editions.c.desk_id == self._tx.desk_id)
            .where(editions.c.is_live, editions.c.state.in_(LIVE))
        )
        return bool(await self._tx.value(select(exists(shown))))

    async def file_id(self, sha256: str) -> str | None:
        """Return Telegram's name for these bytes once uploaded."""
        known = select(file_ids.c.file_id).where(
            file_ids.c.desk_id == self._tx.desk_id, file_ids.c.sha256 == sha256
        )
        found: str | None = await self._tx.value(known)
        return found

    async def remember_file_id(self, sha256: str, file_id: str) -> None:
        """Keep Telegram's name for these bytes."""
        named = self._tx.insert(file_ids).values(desk_id=self._tx.desk_id, sha256=sha256, file_id=file_id)
        await self._tx.change(
            named.on_conflict_do_update(index_elements=["desk_id", "sha256"], set_={"file_id": file_id})
        )
