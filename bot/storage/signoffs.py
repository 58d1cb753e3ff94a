"""Wishes for a speaker's agreement in the database: each answer, override and lapse is one conditional update."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, select, update

from bot.desk.ports.signoffs import Hand, SignOff
from bot.desk.ports.values import Edition
from bot.news.signoffs import ANSWERABLE, STANDING, Quoted, Stand, from_canonical
from bot.storage.tables import editions, people, revisions, sign_offs
from bot.storage.transaction import Transaction

_ASKER, _SPEAKER, _OVERRIDER = (people.alias(name) for name in ("asker", "speaker", "overrider"))


class SqlSignOffs:
    """One row a wish. What has ended stays as a record."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def of(self, announcement_id: int) -> list[SignOff]:
        """Return every wish of an announcement, oldest first."""
        return await self._where(editions.c.announcement_id == announcement_id)

    async def find(self, token_hash: str) -> SignOff | None:
        """Return the wish behind a token, in whatever stand."""
        found = await self._where(sign_offs.c.token_hash == token_hash)
        return found[0] if found else None

    async def get(self, sign_off_id: int) -> SignOff | None:
        """Return one wish."""
        found = await self._where(sign_offs.c.id == sign_off_id)
        return found[0] if found else None

    async def want(self, edition: Edition, quoted: Quoted) -> None:
        """Note that a quote has to be asked about."""
        await self._add(edition, quoted, stand=Stand.WANTED)

    async def ask(
        self, edition: Edition, quoted: Quoted, by: int, *, token_hash: str, expires_at: datetime
    ) -> None:
        """Keep a wish by the hash of its token; earlier ones for this quote are replaced."""
        of_it = select(editions.c.id).where(editions.c.announcement_id == edition.announcement_id)
        earlier = update(sign_offs).where(
            sign_offs.c.edition_id.in_(of_it),
            sign_offs.c.identity == quoted.identity,
            sign_offs.c.stand.in_(STANDING),
        )
        await self._tx.change(earlier.values(stand=Stand.REPLACED))
        asked = {"asked_by": by, "asked_at": self._tx.now, "token_hash": token_hash, "expires_at": expires_at}
        await self._add(edition, quoted, stand=Stand.ASKED, **asked)

    async def answer(self, sign_off_id: int, stand: Stand, *, person_id: int | None, said: str) -> bool:
        """Take the speaker's answer; False when there is one already, or the wish has ended or expired."""
        waiting = self._still(sign_off_id, ANSWERABLE).where(sign_offs.c.expires_at > self._tx.now)
        answer = {"answered_by": person_id, "answered_at": self._tx.now, "said": said}
        return await self._tx.change(waiting.values(stand=stand, **answer)) == 1

    async def override(self, sign_off_id: int, by: int, reason: str) -> bool:
        """Go on without an answer; False when there is one meanwhile, or the wish has ended."""
        silent = self._still(sign_off_id, {Stand.ASKED})
        override = {"overridden_by": by, "overridden_at": self._tx.now, "reason": reason}
        return await self._tx.change(silent.values(stand=Stand.OVERRIDDEN, **override)) == 1

    async def lapse(self, sign_off_id: int, stand: Stand) -> bool:
        """End a wish as lapsed or replaced; False when it had ended."""
        standing = self._still(sign_off_id, STANDING)
        return await self._tx.change(standing.values(stand=stand, lapsed_at=self._tx.now)) == 1

    async def waiting_of(self, person_id: int) -> list[SignOff]:
        """Return the unanswered wishes that a person asked for."""
        return await self._where(sign_offs.c.asked_by == person_id, sign_offs.c.stand.in_(ANSWERABLE))

    def _still(self, sign_off_id: int, stands: Iterable[Stand]) -> Update:
        """The conditional update: meets the row only while it stands as it was looked at."""
        this = (sign_offs.c.id == sign_off_id, sign_offs.c.desk_id == self._tx.desk_id)
        return update(sign_offs).where(*this, sign_offs.c.stand.in_(stands))

    async def _add(self, edition: Edition, quoted: Quoted, **more: Any) -> None:
        await self._tx.change(
            sign_offs.insert().values(
                desk_id=self._tx.desk_id,
                edition_id=edition.id,
                revision_id=edition.revision_id,
                identity=quoted.identity,
                canonical=quoted.canonical,
                **more,
            )
        )

    async def _where(self, *conditions: ColumnElement[bool]) -> list[SignOff]:
        joined = (
            sign_offs.join(editions, editions.c.id == sign_offs.c.edition_id)
            .join(revisions, revisions.c.id == sign_offs.c.revision_id)
            .outerjoin(_ASKER, _ASKER.c.id == sign_offs.c.asked_by)
            .outerjoin(_SPEAKER, _SPEAKER.c.id == sign_offs.c.answered_by)
            .outerjoin(_OVERRIDER, _OVERRIDER.c.id == sign_offs.c.overridden_by)
        )
        named = (_ASKER.c.name.label("asker"), _SPEAKER.c.name.label("speaker"))
        chosen = select(
            sign_offs,
            revisions.c.edition_number,
            revisions.c.number,
            *named,
            _OVERRIDER.c.name.label("overrider"),
        ).select_from(joined)
        mine = chosen.where(sign_offs.c.desk_id == self._tx.desk_id, *conditions)
        return [_sign_off(row) for row in await self._tx.all(mine.order_by(sign_offs.c.id))]


def _sign_off(row: Row[Any]) -> SignOff:
    return SignOff(
        id=row.id,
        edition_id=row.edition_id,
        identity=row.identity,
        quoted=from_canonical(row.canonical),
        stand=Stand(row.stand),
        asked=_hand(row.asked_by, row.asker, row.asked_at),
        expires_at=row.expires_at,
        revision=(row.edition_number, row.number),
        answered=_hand(row.answered_by, row.speaker, row.answered_at),
        said=row.said,
        overridden=_hand(row.overridden_by, row.overrider, row.overridden_at),
        reason=row.reason,
        lapsed_at=row.lapsed_at,
    )


def _hand(person_id: int | None, name: str | None, at: datetime | None) -> Hand | None:
    return Hand(person_id, name or "", at) if at else None
