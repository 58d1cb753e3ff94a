"""A mail relay on a real socket, taking mail or failing in one of the ways relays fail. Knows nothing of ours."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import AnyStr

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE = Path(__file__).with_name("relay.pem")


@dataclass
class Taken:
    """One mail as it arrived."""

    sender: str
    to: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        parsed = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed


@dataclass
class Relay:
    """What arrived, and what goes wrong. A reply is a whole SMTP line; "" lets the step succeed."""

    host: str = "127.0.0.1"
    port: int = 0
    implicit_tls: bool = False
    username: str = ""
    password: str = ""
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0
    encrypted: bool = False

    greeting: str = ""  # or "silence"
    to_ehlo: str = ""
    to_sender: str = ""
    to_recipients: dict[str, str] = field(default_factory=dict)
    before_message: str = ""
    after_message: str = ""  # a reply, or "silence", or "reset"
    accepts: LoginPassword | None = None
    open: set["Line"] = field(default_factory=set)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def hang_up(self) -> None:
        """Close every connection, as relays do with those idle for too long."""
        for line in list(self.open):
            line.abort()

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.to_sender or "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = self.to_recipients.get(address, "")
        if not refusal:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, server: "Line", session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        if self.after_message in {"", "silence", "reset"}:
            assert isinstance(envelope.content, bytes)
            self.taken.append(Taken(envelope.mail_from or "", envelope.rcpt_tos[0], envelope.content))
        if self.after_message == "silence":
            await self.closing.wait()
        if self.after_message == "reset":
            server.abort()
        return self.after_message or "250 2.0.0 taken"

    def check_login(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=login == self.accepts, handled=False)


class Line(SMTP):
    """One connection of a client."""

    def __init__(self, relay: Relay, tls: ssl.SSLContext | None) -> None:
        super().__init__(
            relay,
            hostname="relay.invalid",
            tls_context=tls,
            auth_require_tls=relay.accepts is None,
            authenticator=relay.check_login if relay.accepts else None,
        )
        self.relay = relay
        self.greeted = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.relay.encrypted = transport.get_extra_info("sslcontext") is not None
        self.relay.connections += not self.relay.encrypted or self.relay.implicit_tls
        self.relay.open.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.relay.open.discard(self)
        super().connection_lost(error)

    def abort(self) -> None:
        assert isinstance(self.transport, asyncio.Transport)
        self.transport.abort()

    def say_goodbye(self) -> None:
        assert self.transport
        self.transport.close()

    async def push(self, status: AnyStr) -> None:
        if self.relay.greeting == "silence":
            await self.relay.closing.wait()
        greeting = "" if self.greeted else self.relay.greeting
        self.greeted = True
        await (super().push(greeting) if greeting else super().push(status))
        if (greeting or str(status)).startswith("421"):
            self.say_goodbye()

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - aiosmtpd's name
        await (self.push(self.relay.to_ehlo) if self.relay.to_ehlo else super().smtp_EHLO(hostname))

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        refusal = self.relay.before_message
        await (self.push(refusal) if refusal else super().smtp_DATA(arg))


def certificate() -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    return context


@asynccontextmanager
async def running(relay: Relay, *, starttls: bool = False) -> AsyncIterator[Relay]:
    """Run the relay on a free port until the block ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Line(relay, certificate() if starttls else None),
        "127.0.0.1",
        relay.port,
        ssl=certificate() if relay.implicit_tls else None,
    )
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        relay.closing.set()
        server.close()
        relay.hang_up()
        await server.wait_closed()
        await asyncio.sleep(0)
