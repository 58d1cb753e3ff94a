"""Hands editions to inboxes through one relay, and the single mails a reader asked for.

Satisfies the desk's `Carrier`. Knows neither the ledger nor why an edition goes out.
"""

import contextlib
from urllib.parse import quote

from aiosmtplib import SMTPException

from bot.mail.addresses import Sender, tidy
from bot.mail.compose import address, message_id_for
from bot.mail.headers import Unfit
from bot.mail.sessions import Letter, Patience, Relay, Sessions, Unreachable
from bot.news.delivery import Answer, Delivery, Kind, Verdict

NO_ADDRESS = Answer(Verdict.PERMANENT, reason="this is not a mail address")


class SmtpCarrier:
    """One relay, written to in one sender's name. `public_url` is where readers unsubscribe."""

    def __init__(
        self,
        relay: Relay,
        sender: Sender,
        public_url: str,
        *,
        sessions: int = 4,
        patience: Patience | None = None,
    ) -> None:
        self._sender = sender
        self._public_url = public_url.rstrip("/")
        self._sessions = Sessions(relay, sender.domain, most=sessions, patience=patience)

    async def carry(self, rendering: bytes, delivery: Delivery) -> Answer:
        """Make one attempt to hand the edition to the relay for this inbox."""
        to = tidy(delivery.recipient)
        if to is None:
            return NO_ADDRESS
        if not delivery.key:
            return Answer(Verdict.OUR_FAULT, reason="this inbox has no way out: no unsubscribe key")
        of_press = delivery.kind is Kind.PRESS_INBOX
        # A changed text under embargo is another mail, not the first one once more.
        secret = f"{delivery.key}\n{delivery.wave}" if delivery.wave else delivery.key
        try:
            message = address(
                rendering,
                to=to,
                unsubscribe_url=(self.leaving_url if of_press else self.unsubscribe_url)(delivery.key),
                message_id=message_id_for(secret, delivery.edition_id, to, self._sender.domain),
            )
        except Unfit as cause:
            return Answer(Verdict.OUR_FAULT, reason=str(cause))
        return await self.send(message, to)

    async def send(self, message: bytes, to: str) -> Answer:
        """Make one attempt to hand over a whole message, such as a confirmation."""
        plain = tidy(to)
        if plain is None:
            return NO_ADDRESS
        return await self._sessions.deliver(Letter(self._sender.address, plain, message))

    async def trouble(self) -> str | None:
        """Open a session, say EHLO and NOOP; return a sentence when the relay does not answer well, else None."""
        try:
            session = await self._sessions.open()
        except Unreachable as cause:
            return str(cause)
        with contextlib.suppress(SMTPException, OSError):
            await session.quit(timeout=2)
        session.close()
        return None

    def unsubscribe_url(self, key: str) -> str:
        """Return the address at which the owner of this key leaves."""
        return f"{self._public_url}/unsubscribe/{quote(key, safe='')}"

    def leaving_url(self, key: str) -> str:
        """Return the address at which the press contact with this key ends it."""
        return f"{self._public_url}/press/leave/{quote(key, safe='')}"

    async def close(self) -> None:
        """End the sessions kept open."""
        await self._sessions.close()
