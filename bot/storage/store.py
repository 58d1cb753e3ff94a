"""The store: runs one use case in one transaction, with every part of the database at its hand."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.ports import Clock, Work
from bot.desk.ports.chat import Buttons, Cards, Conversations, Notices
from bot.desk.ports.comments import Comments
from bot.desk.ports.contacts import Contacts, Waves
from bot.desk.ports.editions import Editions
from bot.desk.ports.emergencies import Emergencies
from bot.desk.ports.guards import Guards
from bot.desk.ports.history import History
from bot.desk.ports.letters import Letters
from bot.desk.ports.media import Media
from bot.desk.ports.outbox import Leases, Outbox
from bot.desk.ports.overrides import Overrides
from bot.desk.ports.people import People
from bot.desk.ports.policy import Policies
from bot.desk.ports.readers import Channels, Inboxes, Readers
from bot.desk.ports.record import Record
from bot.desk.ports.reviews import Reviews
from bot.desk.ports.schedules import Schedules
from bot.desk.ports.signoffs import SignOffs
from bot.desk.ports.soundings import Soundings
from bot.desk.ports.values import Desk
from bot.storage.buttons import SqlButtons
from bot.storage.cards import SqlCards
from bot.storage.channels import SqlChannels
from bot.storage.comments import SqlComments
from bot.storage.contacts import SqlContacts
from bot.storage.conversations import SqlConversations
from bot.storage.editions import SqlEditions
from bot.storage.emergencies import SqlEmergencies
from bot.storage.engines import Engines
from bot.storage.gate import Gate
from bot.storage.guards import SqlGuards
from bot.storage.history import SqlHistory
from bot.storage.inboxes import SqlInboxes
from bot.storage.intake import SqlIntake
from bot.storage.leases import SqlLeases
from bot.storage.letters import SqlLetters
from bot.storage.media import SqlMedia
from bot.storage.notices import SqlNotices
from bot.storage.outbox import SqlOutbox
from bot.storage.overrides import SqlOverrides
from bot.storage.people import SqlPeople
from bot.storage.policies import SqlPolicies
from bot.storage.readers import SqlReaders
from bot.storage.record import SqlRecord
from bot.storage.reviews import SqlReviews
from bot.storage.schedules import SqlSchedules
from bot.storage.signoffs import SqlSignOffs
from bot.storage.soundings import SqlSoundings
from bot.storage.transaction import Transaction
from bot.storage.waves import SqlWaves

T = TypeVar("T")


@dataclass(slots=True)
class SqlWork:
    """One transaction, as a use case sees it: each of its fields is the port of that name."""

    now: datetime
    desk: Desk
    people: People
    editions: Editions
    history: History
    record: Record
    media: Media
    channels: Channels
    readers: Readers
    inboxes: Inboxes
    letters: Letters
    outbox: Outbox
    leases: Leases
    cards: Cards
    buttons: Buttons
    conversations: Conversations
    notices: Notices
    schedules: Schedules
    contacts: Contacts
    waves: Waves
    policy: Policies
    sign_offs: SignOffs
    emergencies: Emergencies
    reviews: Reviews
    comments: Comments
    guards: Guards
    overrides: Overrides
    soundings: Soundings


class SqlStore:
    """One desk's database. `intake` stands apart: each of its calls is a transaction of its own."""

    def __init__(self, engines: Engines, desk: Desk, clock: Clock) -> None:
        self.desk = desk
        self.intake = SqlIntake(self)
        self.changes = 0
        self._changed = asyncio.Event()
        self._engines = engines
        self._clock = clock
        self._writing = Gate(engines.writing, engines.writers, looking=False)
        self._reading = Gate(engines.reading, engines.readers, looking=True)

    async def write(self, step: Callable[[Work], Awaitable[T]]) -> T:
        """Run a step that may change things; an exception rolls everything back.

        Raises `StorageUnavailable` for failures that pass. The step runs to its end even when the caller is cancelled.
        """

        async def unit(tx: Transaction) -> T:
            history = SqlHistory(tx)
            result = await step(_work(tx, self.desk, history))
            await history.seal()
            return result

        return await self.change(unit)

    async def read(self, step: Callable[[Work], Awaitable[T]]) -> T:
        """Run a step that only looks, at one moment of the database; writing in it fails."""

        async def unit(tx: Transaction) -> T:
            return await step(_work(tx, self.desk, SqlHistory(tx)))

        return await self.look(unit)

    async def change(self, unit: Callable[[Transaction], Awaitable[T]]) -> T:
        """Run what needs no use case around it, in a transaction of its own."""

        async def begun(connection: AsyncConnection) -> tuple[T, bool]:
            tx = self._begun(connection, writing=True)
            return await unit(tx), tx.has_changed

        result, has_changed = await self._writing.run(begun)
        if has_changed:
            self._tell()
        return result

    async def changed(self, since: int, seconds: float) -> None:
        """Wait until this program has changed something since it had `since` times, at most so long."""
        if self.changes == since:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._changed.wait()

    def _tell(self) -> None:
        self.changes += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def look(self, unit: Callable[[Transaction], Awaitable[T]]) -> T:
        """Run what only looks and needs no use case around it."""
        return await self._reading.run(lambda connection: unit(self._begun(connection, writing=False)))

    async def close(self) -> None:
        """Let what is under way end, then give every connection back. The store cannot be used again."""
        await self._writing.finish()
        await self._reading.finish()
        await self._engines.dispose()

    def _begun(self, connection: AsyncConnection, *, writing: bool) -> Transaction:
        return Transaction(connection, self.desk.id, self._clock.now(), writing)


def _work(tx: Transaction, desk: Desk, history: SqlHistory) -> SqlWork:
    return SqlWork(
        now=tx.now,
        desk=desk,
        people=SqlPeople(tx),
        editions=SqlEditions(tx),
        history=history,
        record=SqlRecord(tx),
        media=SqlMedia(tx),
        channels=SqlChannels(tx),
        readers=SqlReaders(tx),
        inboxes=SqlInboxes(tx),
        letters=SqlLetters(tx),
        outbox=SqlOutbox(tx),
        leases=SqlLeases(tx),
        cards=SqlCards(tx),
        buttons=SqlButtons(tx),
        conversations=SqlConversations(tx),
        notices=SqlNotices(tx),
        schedules=SqlSchedules(tx),
        contacts=SqlContacts(tx),
        waves=SqlWaves(tx),
        policy=SqlPolicies(tx),
        sign_offs=SqlSignOffs(tx),
        emergencies=SqlEmergencies(tx),
        reviews=SqlReviews(tx),
        comments=SqlComments(tx),
        guards=SqlGuards(tx),
        overrides=SqlOverrides(tx),
        soundings=SqlSoundings(tx),
    )
