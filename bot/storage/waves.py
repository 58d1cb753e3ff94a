"""The waves in which editions are given to the press under embargo, each with its own copies in the ledger."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, literal, select, text, update

from bot.desk.ports.contacts import Wave, Way
from bot.desk.ports.values import Edition
from bot.news.delivery import PRESS, DeliveryState, Kind, Tally
from bot.news.embargo import OPEN_WAVES, WaveState
from bot.storage.contacts import OPEN, STANDS
from bot.storage.tables import deliveries, editions, press_contacts, press_waves, press_ways
from bot.storage.tables.columns import Utc
from bot.storage.transaction import Transaction
from bot.storage.unsent import exclude

_COLUMNS = ["recipient", "key", "kind", "edition_id", "state", "ready_at", "wave"]
_MAY_HAVE_IT = (DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN, DeliveryState.INTENDED)
_ENDED = frozenset(WaveState) - OPEN_WAVES


class SqlWaves:
    """A wave moves by one conditional update, like an edition."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, edition: Edition, due_at: datetime, person_id: int) -> Wave:
        """Want the edition's present revision given to the press at this moment."""
        last = select(func.max(press_waves.c.number)).where(press_waves.c.edition_id == edition.id)
        new = press_waves.insert().values(
            edition_id=edition.id,
            number=(await self._tx.value(last) or 0) + 1,
            revision_id=edition.revision_id,
            due_at=due_at,
            state=WaveState.WAITING,
            person_id=person_id,
        )
        row = await self._tx.one(new.returning(press_waves))
        assert row is not None
        return _wave(row)

    async def get(self, wave_id: int) -> Wave | None:
        """Return a wave; inside a write its row stays locked until the transaction ends."""
        chosen = select(press_waves).where(press_waves.c.id == wave_id)
        row = await self._tx.one(chosen.with_for_update() if self._tx.writing else chosen)
        return _wave(row) if row else None

    async def open(self) -> list[Wave]:
        """Return the waves that are neither called off, lifted nor over, the earliest moment first."""
        ours = select(press_waves).join(editions, editions.c.id == press_waves.c.edition_id)
        ours = ours.where(editions.c.desk_id == self._tx.desk_id, press_waves.c.state.in_(OPEN_WAVES))
        rows = await self._tx.all(ours.order_by(press_waves.c.due_at, press_waves.c.id))
        return [_wave(row) for row in rows]

    async def of(self, edition_id: int) -> list[Wave]:
        """Return the waves of an edition, the first one first."""
        chosen = select(press_waves).where(press_waves.c.edition_id == edition_id)
        return [_wave(row) for row in await self._tx.all(chosen.order_by(press_waves.c.number))]

    async def turn(
        self, wave: Wave, state: WaveState, *, because: str = "", due_at: datetime | None = None
    ) -> bool:
        """Move a wave from the state it was seen in; False when somebody else was first."""
        moved = update(press_waves).where(press_waves.c.id == wave.id, press_waves.c.state == wave.state)
        said: dict[str, Any] = {"state": state, "because": because, "due_at": due_at or wave.due_at}
        if state is WaveState.GIVEN:
            said["given_at"] = self._tx.now
        if state in _ENDED:
            said["ended_at"] = self._tx.now
        return bool(await self._tx.change(moved.values(**said)))

    async def plan(self, wave: Wave) -> int:
        """Freeze whom it goes to: one planned copy for each way that is confirmed; returns how many."""
        if self._tx.on_postgresql:
            # Whoever leaves at this moment is either not planned for, or waits for us and is then excluded.
            await self._tx.connection.execute(text("LOCK TABLE press_contacts, press_ways IN SHARE MODE"))
        ways = select(press_ways.c.recipient, press_ways.c.key, press_ways.c.kind)
        ways = ways.join(press_contacts, press_contacts.c.id == press_ways.c.contact_id)
        ways = ways.where(press_contacts.c.desk_id == self._tx.desk_id, OPEN, STANDS).distinct()
        rows = ways.add_columns(
            literal(wave.edition_id),
            literal(DeliveryState.PLANNED.value),
            literal(self._tx.now, Utc),
            literal(wave.number),
        )
        planned = self._tx.insert(deliveries).from_select(_COLUMNS, rows)
        return await self._tx.change(planned.on_conflict_do_nothing())

    async def take_back(self, wave: Wave, reason: str) -> int:
        """Exclude what of this wave has not gone out; returns how many."""
        return await exclude(self._tx, self._copies(wave), reason)

    async def holders(self, wave: Wave) -> list[Way]:
        """Return the ways by which somebody who has not ended has this wave, or may have it."""
        same = (press_ways.c.recipient == deliveries.c.recipient) & (press_ways.c.kind == deliveries.c.kind)
        found = (
            select(press_ways)
            .join(deliveries, same)
            .join(press_contacts, press_contacts.c.id == press_ways.c.contact_id)
            .where(press_contacts.c.desk_id == self._tx.desk_id, OPEN, STANDS)
            .where(self._copies(wave), deliveries.c.state.in_(_MAY_HAVE_IT))
            .order_by(press_ways.c.id)
        )
        ways = [
            Way(Kind(row.kind), row.recipient, row.key, is_confirmed=True)
            for row in await self._tx.all(found)
        ]
        return list({(way.kind, way.recipient): way for way in ways}.values())

    async def tally(self, wave: Wave) -> Tally:
        """Return the counts of this wave."""
        counted = select(deliveries.c.state, func.count().label("so_many")).where(self._copies(wave))
        rows = await self._tx.all(counted.group_by(deliveries.c.state))
        return Tally({DeliveryState(row.state): row.so_many for row in rows})

    def _copies(self, wave: Wave) -> Any:
        of_press = deliveries.c.kind.in_(sorted(PRESS))
        return (deliveries.c.edition_id == wave.edition_id) & of_press & (deliveries.c.wave == wave.number)


def _wave(row: Row[Any]) -> Wave:
    return Wave(
        id=row.id,
        edition_id=row.edition_id,
        number=row.number,
        revision_id=row.revision_id,
        due_at=row.due_at,
        state=WaveState(row.state),
        person_id=row.person_id,
        because=row.because,
        given_at=row.given_at,
    )
