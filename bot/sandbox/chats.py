"""A chat: private, group, supergroup or channel, with its members and its messages.

Values and look-ups; it knows no HTTP, no updates and no rules of what a bot may do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from bot.sandbox.rights import Member, Permissions

if TYPE_CHECKING:
    from bot.sandbox.files import StoredFile
    from bot.sandbox.messages import Message
    from bot.sandbox.people import Person

ChatType = Literal["private", "group", "supergroup", "channel"]
WORDS_FOR = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


@dataclass(slots=True, eq=False)
class Chat:
    """`person` is the other side of a private chat; `keyboard` what a reply keyboard put under their text field.

    `invites` are its links, `uses` how many came in by each, `requests` by which link somebody asks to come in.
    """

    id: int
    type: ChatType
    title: str = ""
    username: str = ""
    person: Person | None = None
    description: str = ""
    signatures: bool = False
    deleted: bool = False
    migrated_to: int | None = None
    last_message_id: int = 0
    messages: dict[int, Message] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    permissions: Permissions | None = None
    pinned: list[int] = field(default_factory=list)
    invites: dict[str, dict[str, Any]] = field(default_factory=dict)
    uses: dict[str, int] = field(default_factory=dict)
    requests: dict[int, dict[str, Any]] = field(default_factory=dict)
    photo: tuple[StoredFile, ...] = ()
    keyboard: dict[str, Any] | None = None

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    @property
    def is_open(self) -> bool:
        """Whether anyone may look in by its username."""
        return bool(self.username) and self.person is None

    @property
    def shares_counter(self) -> bool:
        """Private chats and basic groups number their messages from one counter of the bot."""
        return self.type in {"private", "group"}

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.title

    def member(self, account_id: int) -> Member | None:
        return self.members.get(account_id)

    def holds(self, account_id: int) -> bool:
        """Whether the account is in the chat."""
        if self.person is not None:
            return account_id == self.person.id
        member = self.members.get(account_id)
        return member is not None and member.is_in

    def json(self) -> dict[str, Any]:
        """As the Bot API's Chat."""
        if self.person is not None:
            shape = self.person.json()
            for only_a_user in ("is_bot", "language_code"):
                shape.pop(only_a_user, None)
            return shape | {"type": "private"}
        shape = {"id": self.id, "title": self.title, "type": self.type}
        if self.username:
            shape["username"] = self.username
        return shape
