"""A mail relay of our own that can be shut and opened, and keeps what it took."""

from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.ports import free_port


@dataclass
class Mailbox:
    """The relay and all that it took, by recipient."""

    port: int = field(default_factory=free_port)
    raw: list[tuple[str, bytes]] = field(default_factory=list)
    controller: Any = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        for recipient in envelope.rcpt_tos:
            self.raw.append((recipient, envelope.content))
        return "250 OK"

    def open(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def shut(self) -> None:
        self.controller.stop()

    def letters(self, to: str) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for who, raw in self.raw if who == to]
