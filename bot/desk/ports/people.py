"""The roster and its invites, as the desk needs them."""

from datetime import datetime
from typing import Protocol

from bot.desk.ports.values import Invite
from bot.news.staff import Person, Role


class People(Protocol):
    """Everyone who ever wrote to us, and which of them hold which role on this desk."""

    async def find(self, telegram_id: int) -> Person | None:
        """Return the person behind a Telegram id with the roles they hold right now."""
        ...

    async def hold(self, telegram_id: int) -> Person | None:
        """Return the same person, whose roles nobody can change until this transaction ends."""
        ...

    async def hold_admins(self) -> frozenset[int]:
        """Return the ids of all admins, none of whom can leave until this transaction ends."""
        ...

    async def get(self, person_id: int) -> Person | None:
        """Return one person by our own id, roles included."""
        ...

    async def meet(self, telegram_id: int, name: str, username: str) -> Person:
        """Return the person, made known or renamed where needed. Gives no role."""
        ...

    async def roster(self) -> list[Person]:
        """Return everyone who holds a role on this desk, by name."""
        ...

    async def grant(self, person_id: int, role: Role) -> bool:
        """Give a role; False when it was held already."""
        ...

    async def take(self, person_id: int, role: Role) -> bool:
        """Take one role, and with that of an admin void the invites they issued; False when it was not held."""
        ...

    async def remove(self, person_id: int) -> bool:
        """Take every role from a person and void the invites they issued; False when they held none."""
        ...

    async def add_invite(
        self, role: Role, token_hash: str, *, created_by: int | None, expires_at: datetime
    ) -> None:
        """Keep an invite by the SHA-256 (hex) of its token."""
        ...

    async def take_invite(self, token_hash: str, person_id: int, now: datetime) -> Invite | None:
        """Use an invite up in one conditional update; None when unknown, used, void or expired."""
        ...
