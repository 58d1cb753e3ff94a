"""The inbox: an SMTP server on a real socket that keeps what arrives, and can misbehave on demand.

It accepts every address and sends nothing on. Knows the world only to date and announce a mail.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Literal
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, Envelope

from bot.sandbox.world import World

MOST_BYTES = 30 * 2**20


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it came over the wire. `recipients` are those of the envelope, not of the To field."""

    number: int
    sender: str
    recipients: tuple[str, ...]
    raw: bytes = field(repr=False)
    at: datetime

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: Literal["plain", "html"]) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""

    def json(self) -> dict[str, Any]:
        """For a list."""
        parsed = self.message
        return {
            "number": self.number,
            "from": str(parsed["From"] or self.sender),
            "subject": self.subject,
            "to": str(parsed["To"] or ""),
            "recipients": list(self.recipients),
            "at": self.at.isoformat(),
        }

    def full_json(self) -> dict[str, Any]:
        """With its parts, every header, attachments' names and the raw text."""
        parsed = self.message
        return self.json() | {
            "date": str(parsed["Date"] or ""),
            "text": self.text,
            "html": self.html,
            "headers": [[name, str(value)] for name, value in parsed.items()],
            "attachments": [part.get_filename() or "" for part in parsed.iter_attachments()],
            "raw": self.raw.decode("utf-8", "replace"),
        }


@dataclass(slots=True)
class MailFault:
    """`refuse`: `code` and `reason` after RCPT TO; `drop`: the connection ends at DATA; `slow`: waits `seconds`.

    `address` None hits every recipient; `times` None lasts until cleared.
    """

    what: Literal["refuse", "drop", "slow"]
    address: str | None = None
    code: int = 550
    reason: str = "5.1.1 No such mailbox"
    seconds: float = 1.0
    times: int | None = None


class Mailbox:
    """Not listening until started; a stopped one is a dead relay."""

    def __init__(self, world: Callable[[], World]) -> None:
        self._world = world
        self._server: asyncio.Server | None = None
        self.mails: list[Mail] = []
        self.faults: list[MailFault] = []
        self.host, self.port = "127.0.0.1", 0
        self._count = 0
        self._sessions: WeakSet[SMTP] = WeakSet()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one, and a later start takes the same again."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, host, port or self.port)
        self.host, self.port = self._server.sockets[0].getsockname()[:2]

    async def stop(self) -> None:
        """Be dead: open sessions are torn and new ones refused."""
        if self._server is not None:
            self._server.close()
            for session in self._sessions:
                _tear(session)
            await self._server.wait_closed()
        self._server = None

    def clear(self) -> None:
        """Forget mails and faults."""
        self.mails.clear()
        self.faults.clear()

    def to(self, address: str) -> list[Mail]:
        """What came for one address, oldest first."""
        return [m for m in self.mails if address.lower() in {r.lower() for r in m.recipients}]

    async def arrived(self, address: str | None = None, *, count: int = 1, within: float = 5.0) -> list[Mail]:
        """Wait until so many mails are there (for that address). Raises TimeoutError."""

        def enough() -> list[Mail]:
            found = self.mails if address is None else self.to(address)
            return list(found) if len(found) >= count else []

        return await self._world().until(enough, within)

    def _session(self) -> SMTP:
        session = SMTP(
            self,
            data_size_limit=MOST_BYTES,
            enable_SMTPUTF8=True,
            ident="sandbox",
            hostname="sandbox.example",
        )
        self._sessions.add(session)
        return session

    # --- what aiosmtpd calls --------------------------------------------------------------------------------

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: object, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        fault = self._fault({"refuse"}, address)
        if fault is not None:
            return f"{fault.code} {fault.reason}"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, _session: object, envelope: Envelope) -> str:  # noqa: N802 - the same
        slow = self._fault({"slow"}, *envelope.rcpt_tos)
        if slow is not None:
            await asyncio.sleep(slow.seconds)
        if self._fault({"drop"}, *envelope.rcpt_tos) is not None:
            _tear(server)
            return "421 4.4.2 Connection dropped"
        self._keep(envelope)
        return "250 2.0.0 Kept"

    def _keep(self, envelope: Envelope) -> None:
        world, raw = self._world(), envelope.original_content or b""
        self._count += 1
        mail = Mail(self._count, envelope.mail_from or "", tuple(envelope.rcpt_tos), raw, world.clock.now())
        self.mails.append(mail)
        world.events.tell("mail", number=mail.number, subject=mail.subject, recipients=list(mail.recipients))

    def _fault(self, kinds: set[str], *addresses: str) -> MailFault | None:
        for fault in self.faults:
            if fault.what in kinds and (fault.address is None or fault.address in addresses):
                if fault.times is not None:
                    fault.times -= 1
                    self.faults = [f for f in self.faults if f.times is None or f.times > 0]
                return fault
        return None


def _tear(server: SMTP) -> None:
    transport = server.transport
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()
