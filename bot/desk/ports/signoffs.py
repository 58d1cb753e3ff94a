"""Wishes for a speaker's agreement to their words, as the desk needs them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.desk.ports.values import Edition
from bot.news.signoffs import Quoted, Stand


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did something and when. `person_id` is None for whoever came by the link, whose name nobody knows."""

    person_id: int | None
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SignOff:
    """One wish for agreement to one quote. `revision` is edition number and revision number it was asked in.

    `said` is what the speaker wants changed, `reason` why it goes out without their answer. A quote that has to be asked
    about and was not yet is `WANTED` and has no `asked`.
    """

    id: int
    edition_id: int
    identity: str
    quoted: Quoted
    stand: Stand
    asked: Hand | None = None
    expires_at: datetime | None = None
    revision: tuple[int, int] = (0, 0)
    answered: Hand | None = None
    said: str = ""
    overridden: Hand | None = None
    reason: str = ""
    lapsed_at: datetime | None = None


class SignOffs(Protocol):
    """Every wish that was ever made. Answers, overrides and lapses are conditional updates: the first one wins."""

    async def of(self, announcement_id: int) -> list[SignOff]:
        """Return every wish of an announcement, oldest first."""
        ...

    async def find(self, token_hash: str) -> SignOff | None:
        """Return the wish behind a token, in whatever stand."""
        ...

    async def get(self, sign_off_id: int) -> SignOff | None:
        """Return one wish."""
        ...

    async def want(self, edition: Edition, quoted: Quoted) -> None:
        """Note that a quote has to be asked about."""
        ...

    async def ask(
        self, edition: Edition, quoted: Quoted, by: int, *, token_hash: str, expires_at: datetime
    ) -> None:
        """Keep a wish by the SHA-256 (hex) of its token; earlier ones for this quote are replaced."""
        ...

    async def answer(self, sign_off_id: int, stand: Stand, *, person_id: int | None, said: str) -> bool:
        """Take the speaker's answer; False when there is one already, or the wish has ended or expired."""
        ...

    async def override(self, sign_off_id: int, by: int, reason: str) -> bool:
        """Go on without an answer; False when there is one meanwhile, or the wish has ended."""
        ...

    async def lapse(self, sign_off_id: int, stand: Stand) -> bool:
        """End a wish as lapsed or replaced; False when it had ended."""
        ...

    async def waiting_of(self, person_id: int) -> list[SignOff]:
        """Return the unanswered wishes that a person asked for."""
        ...
