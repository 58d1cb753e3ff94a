"""The transcript of a play: who said what to whom, what popped up, what arrived where, and when.

It listens to the sandbox's events and adds nothing of its own but the scenes' headings.
"""

import asyncio
import textwrap
from dataclasses import dataclass, field
from typing import Any

import click

from bot.sandbox.chats import Chat
from bot.sandbox.events import Event
from bot.sandbox.mailbox import Mail
from bot.sandbox.messages import Message
from bot.sandbox.sandbox import Sandbox

WIDTH = 92
MOST_LINES = 14
BRIEF = 3
PLACES = {"channel": "the channel", "group": "the group", "supergroup": "the group"}
INDENT = " " * 9
_WRAPPER = textwrap.TextWrapper(WIDTH, break_long_words=False, break_on_hyphens=False)


@dataclass
class Transcript:
    """Prints as things happen. `arrived` holds when each message (chat id, number) and mail ("mail", number) came.

    Times are seconds since the play began.
    """

    sandbox: Sandbox
    arrived: dict[tuple[int | str, int], float] = field(default_factory=dict)
    _shown: set[str] = field(default_factory=set)
    _words: dict[tuple[int, int], str] = field(default_factory=dict)
    _began: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    async def follow(self) -> None:
        """Print every event until cancelled."""
        with self.sandbox.world.events.listen() as self._queue:
            while True:
                self._tell(await self._queue.get())

    def heading(self, words: str) -> None:
        """Begin a scene, after everything that has happened until now."""
        self.catch_up()
        click.echo(f"\n── {words}")

    def remark(self, words: str) -> None:
        """Say what somebody sees who looks elsewhere."""
        self.catch_up()
        self._line(words)

    def catch_up(self) -> None:
        """Print what has happened and is not printed yet."""
        while not self._queue.empty():
            self._tell(self._queue.get_nowait())

    def elapsed(self) -> float:
        return asyncio.get_running_loop().time() - self._began

    def _tell(self, event: Event) -> None:
        teller = {
            "message": self._message,
            "edited": self._edited,
            "press": self._press,
            "press_answered": self._answered,
            "mail": self._mail,
        }.get(event.kind)
        if teller is not None:
            teller(event.detail)

    def _message(self, detail: dict[str, Any]) -> None:
        message = self._find(detail)
        if message is None:
            return
        self.arrived[message.chat.id, message.id] = self.elapsed()
        self._words[message.chat.id, message.id] = message.words
        speaker = message.author.name if message.author else "Somebody"
        own = message.chat.person is not None and message.chat.person is message.author
        self._line(f"{speaker} → {self.sandbox.world.bot.name if own else self._where(message.chat)}")
        self._body(message)

    def _edited(self, detail: dict[str, Any]) -> None:
        message = self._find(detail)
        if message is not None:
            first, *lines = message.words.splitlines()
            self._line(f"The message to {self._where(message.chat)} now says: {first}")
            before = self._words.get((message.chat.id, message.id), "").splitlines()
            self._said("\n".join(line for line in lines if line and line not in before))
            self._buttons(message)
            self._words[message.chat.id, message.id] = message.words

    def _press(self, detail: dict[str, Any]) -> None:
        press = self.sandbox.world.presses.by_id[detail["press_id"]]
        buttons = [button for row in press.message.rows for button in row]
        label = next((b["text"] for b in buttons if b.get("callback_data") == press.data), "a button")
        private = press.message.chat.is_private
        self._line(
            f"{press.person.name} presses [{label}]{'' if private else f' in {self._where(press.message.chat)}'}"
        )

    def _answered(self, detail: dict[str, Any]) -> None:
        if detail["text"]:
            how = "in a box to be closed" if detail["alert"] else "for a moment"
            person = self.sandbox.world.people[detail["person_id"]]
            self._line(f"{person.name} sees {how}: {detail['text']}")

    def _mail(self, detail: dict[str, Any]) -> None:
        mail = self._mail_numbered(detail["number"])
        self.arrived["mail", mail.number] = self.elapsed()
        self._line(f"Mail → {', '.join(mail.recipients)}: {mail.subject}")
        self._said(mail.text)

    def _mail_numbered(self, number: int) -> Mail:
        return next(mail for mail in self.sandbox.mailbox.mails if mail.number == number)

    def _find(self, detail: dict[str, Any]) -> Message | None:
        chat = self.sandbox.world.chats[detail["chat_id"]]
        return chat.messages.get(detail["message_id"])

    @staticmethod
    def _where(chat: Chat) -> str:
        return chat.name if chat.is_private else f"{PLACES[chat.type]} {chat.name}"

    def _body(self, message: Message) -> None:
        if message.content.files:
            file = message.content.files[-1]
            size = f"{file.width} × {file.height}" if file.width else f"{file.name}, {file.size} bytes"
            self._indented(f"[{message.content.kind} {size}]")
        picture = message.marks.get("link_preview_options", {}).get("url")
        if picture:
            self._indented(f"[picture {picture}]")
        self._said(message.words)
        self._buttons(message)

    def _buttons(self, message: Message) -> None:
        for row in message.rows:
            self._indented("  ".join(f"[{button['text']}]" for button in row))

    def _said(self, words: str) -> None:
        """Print a text once; when the same comes again, its first lines only."""
        lines = [line for paragraph in words.splitlines() for line in _WRAPPER.wrap(paragraph) or [""]]
        most = BRIEF if words in self._shown and len(lines) > MOST_LINES else MOST_LINES
        self._shown.add(words)
        for line in lines[:most]:
            self._indented(line)
        if len(lines) > most:
            self._indented(f"… ({len(words):,} characters in all)")

    def _line(self, words: str) -> None:
        click.echo(f"{self.elapsed():6.1f} s {words}")

    @staticmethod
    def _indented(words: str) -> None:
        click.echo(f"{INDENT}  {words}".rstrip())
