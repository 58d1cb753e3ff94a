"""A person: what they can do in Telegram, and what they see there.

Verbs are short; how a message, a press or a membership comes about is in posting.py, pressing.py, membership.py.
`to` is always a chat; without it, the private chat with the bot is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Unpack

from bot.sandbox import inline, invites, membership, posting, pressing, reacting
from bot.sandbox.accounts import Account
from bot.sandbox.errors import Refused
from bot.sandbox.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.sandbox.chats import Chat
    from bot.sandbox.inline import Query
    from bot.sandbox.messages import Message
    from bot.sandbox.posting import Attachment, Manner
    from bot.sandbox.pressing import Press
    from bot.sandbox.world import World

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
__all__ = ["NotPossible", "Person"]


@dataclass(slots=True, eq=False)
class Person(Account):
    """Someone with a Telegram account. Verbs raise NotPossible for what their app would not let them do.

    `about` is a word or two on who they are in the play, for the page; Telegram never sees it.
    """

    world: World = field(kw_only=True, repr=False)
    language: str = "en"
    about: str = ""
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    seen: dict[int, int] = field(default_factory=dict, repr=False)

    def json(self) -> dict[str, Any]:
        if self.deactivated:
            return {"id": self.id, "is_bot": self.is_bot, "first_name": "Deleted Account"}
        return {**Account.json(self), **({"language_code": self.language} if self.language else {})}

    # --- talking --------------------------------------------------------------------------------------------

    def start(self, payload: str = "") -> Message:
        """Press Start, or follow a deep link with `payload` (Telegram: at most 64 of A-Z a-z 0-9 _ -)."""
        if not _PAYLOAD.fullmatch(payload):
            raise NotPossible("A deep link's payload has at most 64 letters, digits, _ and -.")
        if self.blocked:
            self.unblock()
        return self.write(f"/start {payload}".strip())

    def write(self, text: str, to: Chat | None = None, **manner: Unpack[Manner]) -> Message:
        """Send a text. `formatting="html"` reads it as an app would take formatted text."""
        return posting.write(self, to or self._home(), text, manner)

    def send_photo(
        self, photo: bytes, caption: str = "", to: Chat | None = None, **manner: Unpack[Manner]
    ) -> Message:
        """Send a picture as a photo; its bytes stay as they are, Exif too."""
        return posting.attach(self, to or self._home(), posting.photo(photo, caption), manner)

    def send_document(
        self, document: Attachment, to: Chat | None = None, **manner: Unpack[Manner]
    ) -> Message:
        """Send a file as a file: `Attachment(name, content, mime, caption)`."""
        return posting.attach(self, to or self._home(), document, manner)

    def send_album(
        self, items: Iterable[Attachment], to: Chat | None = None, **manner: Unpack[Manner]
    ) -> list[Message]:
        """Send two to ten photos (`posting.photo`) or files together."""
        return posting.album(self, to or self._home(), list(items), manner)

    def forward(self, message: Message, to: Chat | None = None, *, hidden: bool = False) -> Message:
        """Forward; `hidden` when the author's settings hide their account."""
        return posting.forward(self, to or self._home(), message, hidden=hidden)

    def edit(self, message: Message, text: str, formatting: str = "") -> None:
        """Change the text or the caption of one's own message (or, as an administrator, of a channel's)."""
        posting.edit(self, message, text, formatting)

    def delete(self, message: Message) -> None:
        """Delete for everyone; a bot is not told."""
        posting.delete(self, message)

    def ask(self, query: str, chat: Chat | None = None, offset: str = "") -> Query:
        """Type `@bot query` into a chat's text field: an inline query."""
        return inline.ask(self, query, chat or self._home(), offset)

    def choose(self, query: Query | str, offer: str) -> Message:
        """Send what the bot offered under this id."""
        return inline.choose(self, query if isinstance(query, str) else query.id, offer)

    def press(self, message: Message, button: str | int | None = None, *, data: str | None = None) -> Press:
        """Press a button by its label or its index, or send any `data` as a forged client can."""
        return pressing.press(self, message, button, data)

    def vote(self, message: Message, options: list[int]) -> None:
        """Vote in a poll by the options' indexes; an empty list takes the vote back."""
        reacting.vote(self, message, options)

    def react(self, message: Message, *emoji: str) -> None:
        """Set one's reactions; none takes them away."""
        reacting.react(self, message, list(emoji))

    # --- the bot and the chats ------------------------------------------------------------------------------

    def block(self) -> None:
        """Stop and block the bot."""
        membership.block(self)

    def unblock(self) -> None:
        membership.unblock(self)

    def deactivate(self) -> None:
        """Delete one's account."""
        self.deactivated = True
        self.world.events.tell("person", person_id=self.id)

    def join(self, chat: Chat) -> None:
        membership.join(self, chat)

    def follow(self, link: str) -> None:
        """Open an invite link: come in, or ask to be let in."""
        invites.follow(self, link)

    def leave(self, chat: Chat) -> None:
        membership.leave(self, chat)

    def add(self, person: Person, chat: Chat) -> None:
        """Bring someone into a group or channel."""
        membership.bring(self, person, chat)

    def promote(self, person: Person, chat: Chat, rights: Iterable[str] | None = None) -> None:
        """Make someone an administrator."""
        membership.promote(self, person, chat, rights)

    def remove(self, person: Person, chat: Chat) -> None:
        """Throw someone out."""
        membership.remove(self, person, chat)

    def add_bot(self, chat: Chat, rights: Iterable[str] | None = None) -> None:
        """Bring the bot in: into a channel as an administrator, into a group as one only if `rights` are given."""
        membership.add_bot(self, chat, rights)

    def promote_bot(self, chat: Chat, rights: Iterable[str] | None = None) -> None:
        """Give the bot these rights (all usual ones when None)."""
        membership.promote(self, self.world.bot, chat, rights)

    def restrict_bot(self, chat: Chat, allowed: Iterable[str] = ()) -> None:
        """Leave the bot only these permissions of an ordinary member."""
        membership.restrict_bot(self, chat, allowed)

    def demote_bot(self, chat: Chat) -> None:
        """Take the bot's administrator rights away; it stays a member."""
        membership.demote(self, self.world.bot, chat)

    def remove_bot(self, chat: Chat) -> None:
        """Kick the bot out."""
        membership.remove(self, self.world.bot, chat)

    def close(self, chat: Chat) -> None:
        """Delete one's group or channel for everyone."""
        membership.close(self, chat)

    def upgrade(self, group: Chat) -> Chat:
        """Turn a basic group into a supergroup; returns the new chat."""
        return membership.upgrade(self, group)

    # --- seeing ---------------------------------------------------------------------------------------------

    def chats(self) -> list[Chat]:
        """Chats this person is in, and public channels they could open."""
        everything = self.world.chats.values()
        return [c for c in everything if c.holds(self.id) or (c.type == "channel" and c.username)]

    def sees(self, chat: Chat | None = None) -> list[Message]:
        """The messages of a chat as this person sees them, oldest first. Raises NotPossible for a closed chat."""
        chat = chat or self._home()
        if not chat.holds(self.id) and not chat.is_open:
            raise NotPossible(f"{self.name} is not in {chat.name} and cannot see it.")
        return list(chat.messages.values())

    def last(self, chat: Chat | None = None) -> Message:
        """The newest message of a chat that is not this person's own. Raises NotPossible when there is none."""
        for message in reversed(self.sees(chat)):
            if message.author is not self:
                return message
        raise NotPossible(f"Nobody has written to {self.name} there yet.")

    def _home(self) -> Chat:
        return self.world.chats[self.id]


def not_possible(refused: Refused) -> NotPossible:
    """What the server would refuse the bot, a person's app refuses too."""
    return NotPossible(refused.description)
