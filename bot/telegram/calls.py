"""One call on the newsroom, whatever it came by: who makes it, where, and what about."""

from dataclasses import dataclass

from telegram import CallbackQuery, Message, User

from bot.desk.people import Newcomer
from bot.desk.ports.chat import Button
from bot.news.staff import NOBODY, Person


@dataclass(frozen=True, slots=True)
class Call:
    """A command, a message or a press. `person` is who is known under this Telegram id right now, if anybody.

    `words` is what follows a command; `button` and `query` only for a press; `message` not for a press.
    """

    user: User
    person: Person | None
    chat_id: int
    message: Message | None = None
    words: str = ""
    button: Button | None = None
    query: CallbackQuery | None = None

    @property
    def staff(self) -> Person:
        """The member of staff who calls; the entrance has checked that there is one."""
        if self.person is None:
            raise LookupError("this route is open to strangers")
        return self.person

    @property
    def newcomer(self) -> Newcomer:
        """The caller as Telegram names them."""
        return Newcomer(self.user.id, self.user.full_name, self.user.username or "")

    @property
    def said(self) -> Message:
        """The message of this call; the entrance has checked that there is one."""
        if self.message is None:
            raise LookupError("a press has no message of its caller's")
        return self.message

    @property
    def pressed(self) -> Button:
        """The button of this call; the entrance has checked that there is one."""
        if self.button is None:
            raise LookupError("this call is no press")
        return self.button

    @property
    def looked_at(self) -> tuple[int, int]:
        """Edition and revision the pressed button was about."""
        button = self.pressed
        if button.edition_id is None or button.revision_id is None:
            raise LookupError("this button is about no edition")
        return button.edition_id, button.revision_id


def has_authority(message: Message) -> bool:
    """Tell whether a message was written by a person in their own name (rule 6).

    Anonymous admins, channels, forwards and inline bots speak in another's.
    """
    user = message.from_user
    if user is None or user.id in NOBODY or user.is_bot:
        return False
    return message.sender_chat is None and message.forward_origin is None and message.via_bot is None
