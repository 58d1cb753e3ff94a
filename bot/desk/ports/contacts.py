"""Press contacts and the waves in which editions are given to them under embargo, as the desk needs them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.desk.ports.values import Edition
from bot.news.delivery import Kind, Tally
from bot.news.embargo import WaveState


@dataclass(frozen=True, slots=True)
class Way:
    """How a contact is reached: `recipient` is a mail address or a chat's id, `key` the secret that leaves by it."""

    kind: Kind
    recipient: str
    key: str
    is_confirmed: bool
    lost_because: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A named person of the press. Nothing goes to them but by a way they confirmed themselves."""

    id: int
    name: str
    organisation: str
    ways: tuple[Way, ...] = ()


class Contacts(Protocol):
    """Who gets an announcement under embargo. Tokens are known by SHA-256 (hex) only."""

    async def add(self, name: str, organisation: str, by: int) -> int:
        """Return the number of this contact, made where nobody of that name and organisation stands."""
        ...

    async def ask(self, contact_id: int, way: Way, token_hash: str, expires_at: datetime) -> bool:
        """Want this way confirmed; False when it is confirmed already. A new token makes the one before worthless."""
        ...

    async def pending(self, token_hash: str, now: datetime) -> tuple[Contact, Way] | None:
        """Return whom and what a live token would confirm (looking changes nothing)."""
        ...

    async def confirm(self, token_hash: str, recipient: str, now: datetime) -> tuple[Contact, Way] | None:
        """Use the token up; None when it is unknown, used, too old, or its contact has ended.

        `recipient` is the chat it was confirmed from, "" for an inbox.
        """
        ...

    async def by_key(self, key: str) -> Contact | None:
        """Return the contact a way's key belongs to, None once they have ended."""
        ...

    async def of_chat(self, telegram_id: int) -> Contact | None:
        """Return the contact who confirmed from this private chat."""
        ...

    async def get(self, contact_id: int) -> Contact | None:
        """Return a contact who has not ended."""
        ...

    async def standing(self) -> list[Contact]:
        """Return everybody who has not ended, by organisation and name."""
        ...

    async def end(self, contact_id: int, reason: str) -> bool:
        """End a contact for good and exclude what was planned for them; False when that was done already."""
        ...

    async def lose(self, kind: Kind, recipient: str, reason: str) -> Contact | None:
        """Note that a way leads nowhere any more, and exclude what was planned by it; None when nobody is there."""
        ...


@dataclass(frozen=True, slots=True)
class Wave:
    """One giving of an edition's revision to the press. `person_id` is who scheduled it."""

    id: int
    edition_id: int
    number: int
    revision_id: int
    due_at: datetime
    state: WaveState
    person_id: int
    because: str = ""
    given_at: datetime | None = None


class Waves(Protocol):
    """Every giving of an edition to the press, each with its own copies in the ledger."""

    async def add(self, edition: Edition, due_at: datetime, person_id: int) -> Wave:
        """Want the edition's present revision given to the press at this moment."""
        ...

    async def get(self, wave_id: int) -> Wave | None:
        """Return a wave; inside a write its row stays locked until the transaction ends."""
        ...

    async def open(self) -> list[Wave]:
        """Return the waves that are neither called off, lifted nor over, the earliest moment first."""
        ...

    async def of(self, edition_id: int) -> list[Wave]:
        """Return the waves of an edition, the first one first."""
        ...

    async def turn(
        self, wave: Wave, state: WaveState, *, because: str = "", due_at: datetime | None = None
    ) -> bool:
        """Move a wave from the state it was seen in; False when somebody else was first."""
        ...

    async def plan(self, wave: Wave) -> int:
        """Freeze whom it goes to: one planned copy for each way that is confirmed; returns how many."""
        ...

    async def take_back(self, wave: Wave, reason: str) -> int:
        """Exclude what of this wave has not gone out; returns how many."""
        ...

    async def holders(self, wave: Wave) -> list[Way]:
        """Return the ways by which somebody who has not ended has this wave, or may have it."""
        ...

    async def tally(self, wave: Wave) -> Tally:
        """Return the counts of this wave."""
        ...
