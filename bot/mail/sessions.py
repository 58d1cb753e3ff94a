"""A few open SMTP sessions with one relay, used again and again; each hands over one message at a time.

Knows how far a message got when something breaks, which decides whether it may have been sent. Knows no edition.
"""

import asyncio
import contextlib
import ipaddress
import time
from dataclasses import dataclass
from typing import Protocol

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponse,
    SMTPSenderRefused,
)

from bot.mail import answers
from bot.news.delivery import Answer, Verdict

LONGEST_IDLE = 30.0  # seconds; firewalls forget quiet connections without telling
GO_AHEAD = 354


class Relay(Protocol):
    """Where mail is handed in; the settings' value has this shape."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def implicit_tls(self) -> bool: ...
    @property
    def username(self) -> str: ...
    @property
    def password(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for a reply to a command, and for the one to the whole message.

    The second is long because RFC 5321 4.5.3.2.6 gives the relay ten minutes, and giving up leaves a doubt.
    """

    command: float = 60.0
    message: float = 600.0


@dataclass(frozen=True, slots=True)
class Letter:
    """One message with its envelope; both addresses are safe and the message ends its lines with CRLF."""

    sender: str
    to: str
    message: bytes


class Unreachable(Exception):
    """No session could be opened; its words say why and what to look at."""


class Lost(Exception):
    """The session ended before the message was handed over: it certainly was not sent."""


class Sessions:
    """Lends at most `most` sessions at once, opened when needed and again when the relay has hung up."""

    def __init__(
        self, relay: Relay, our_name: str, *, most: int = 4, patience: Patience | None = None
    ) -> None:
        self._relay = relay
        self._our_name = our_name
        self._patience = patience or Patience()
        self._places = asyncio.Semaphore(most)
        self._idle: list[tuple[float, SMTP]] = []

    async def deliver(self, letter: Letter) -> Answer:
        """Hand over one message. Never raises for what the relay does."""
        async with self._places:
            session = self._take_idle()
            if session is not None:
                with contextlib.suppress(Lost):  # hung up while it was idle: try once more on a new one
                    return await self._use(session, letter)
            try:
                return await self._use(await self.open(), letter)
            except Unreachable as cause:
                return answers.no_relay(str(cause))
            except Lost as cause:
                return answers.not_sent(f"the relay hung up before it had the message ({cause})")

    async def open(self) -> SMTP:
        """Open a session that has answered EHLO and NOOP. Raises Unreachable."""
        relay = self._relay
        session = SMTP(
            hostname=relay.host,
            port=relay.port,
            use_tls=relay.implicit_tls,
            validate_certs=not is_local(relay.host),
            local_hostname=self._our_name,
            timeout=self._patience.command,
        )
        opened = False
        try:
            await session.connect()  # with STARTTLS when the relay offers it
            if relay.username:
                await _log_in(session, relay)
            await session.noop()
            opened = True
        except SMTPAuthenticationError as cause:
            words = answers.words_of(SMTPResponse(cause.code, cause.message))
            raise Unreachable(f"the relay refused the user name or password in SMTP_URL ({words})") from cause
        except (SMTPException, OSError, ValueError) as cause:
            place = f"{relay.host}:{relay.port}"
            raise Unreachable(f"the relay {place} of SMTP_URL takes no mail ({cause})") from cause
        finally:
            if not opened:
                session.close()
        return session

    async def close(self) -> None:
        """Take leave of the relay."""
        while self._idle:
            _, session = self._idle.pop()
            with contextlib.suppress(SMTPException, OSError):
                await session.quit(timeout=2)
            session.close()

    def _take_idle(self) -> SMTP | None:
        while self._idle:
            since, session = self._idle.pop()
            if session.is_connected and time.monotonic() - since < LONGEST_IDLE:
                return session
            session.close()
        return None

    async def _use(self, session: SMTP, letter: Letter) -> Answer:
        sound = False
        try:
            answer = await hand_over(session, letter, self._patience.message)
            sound = await _ready_again(session, answer)
        finally:
            if sound:
                self._idle.append((time.monotonic(), session))
            else:
                session.close()
        return answer


async def hand_over(session: SMTP, letter: Letter, patience: float) -> Answer:
    """Run one mail transaction. Raises Lost when it broke before the message went out."""
    try:
        await session.mail(letter.sender)
        await session.rcpt(letter.to)
        reply = await session.execute_command(b"DATA")
        if 400 <= reply.code < 600:
            return answers.to_message(reply)
        relay = session.protocol
        if reply.code != GO_AHEAD or relay is None:
            raise Lost(answers.words_of(reply))
        # Written by ourselves, for `SMTP.data` tells not whether an error came before the message or after.
        relay.write(_stuffed(letter.message))
    except (SMTPSenderRefused, SMTPRecipientRefused) as refusal:
        return _refused(refusal)
    except (SMTPException, OSError) as cause:
        raise Lost(str(cause)) from cause
    try:
        return answers.to_message(await relay.read_response(timeout=patience))
    except (SMTPException, OSError) as cause:
        return answers.unknown(f"the relay had the whole message and gave no answer ({cause})")


def _refused(refusal: SMTPSenderRefused | SMTPRecipientRefused) -> Answer:
    """Translate a refusal of the envelope. 421 is a goodbye, often to a session that has served long enough."""
    reply = SMTPResponse(refusal.code, refusal.message)
    if reply.code == answers.SHUTTING_DOWN:
        raise Lost(answers.words_of(reply)) from refusal
    by_sender = isinstance(refusal, SMTPSenderRefused)
    return answers.to_sender(reply) if by_sender else answers.to_recipient(reply)


def is_local(host: str) -> bool:
    """Tell whether a relay is on this machine: no wire to listen on, and no certificate that fits the name."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host.lower() == "localhost"


async def _log_in(session: SMTP, relay: Relay) -> None:
    encrypted = session.get_transport_info("sslcontext") is not None
    if not encrypted and not is_local(relay.host):
        raise Unreachable(
            f"SMTP_URL has a password but {relay.host} offers no encryption: use smtps://, or a relay with STARTTLS"
        )
    await session.login(relay.username, relay.password)


async def _ready_again(session: SMTP, answer: Answer) -> bool:
    """Tell whether the session can take the next message, its envelope emptied."""
    if answer.verdict is Verdict.ACCEPTED:
        return True
    if answer.verdict is Verdict.UNKNOWN or not session.is_connected:
        return False
    try:
        await session.rset()
    except (SMTPException, OSError):
        return False
    return True


def _stuffed(message: bytes) -> bytes:
    """Double the dot at the start of a line and add the one that ends the message (RFC 5321 4.5.2)."""
    return (b"\r\n" + message.removesuffix(b"\r\n")).replace(b"\r\n.", b"\r\n..")[2:] + b"\r\n.\r\n"
