"""Who can act: an account, and the bot. (People, who have verbs, are in people.py.)

Knows nothing of chats.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ANONYMOUS_ADMIN = 1087968824
CHANNEL_IDENTITY = 136817688
TELEGRAM = 777000


@dataclass(slots=True, eq=False)
class Account:
    """Anyone with an id and a name."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    is_bot: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def json(self) -> dict[str, Any]:
        """As the Bot API's User."""
        user: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        return user


@dataclass(slots=True, eq=False)
class Bot(Account):
    """The one bot this server serves, with three switches of BotFather, all off as a new bot has them.

    `reads_groups`: privacy mode is off; `inline`: it takes inline queries; `inline_feedback`: it hears what was chosen.
    """

    token: str = ""
    reads_groups: bool = False
    inline: bool = False
    inline_feedback: bool = False
    commands: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, dict[str, Any]] = field(default_factory=dict)
    default_rights: dict[bool, dict[str, Any]] = field(default_factory=dict)

    def full_json(self) -> dict[str, Any]:
        """As getMe answers."""
        return {
            **self.json(),
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_groups,
            "supports_inline_queries": self.inline,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
        }


def special_account(identity: int) -> Account:
    """The stand-ins Telegram puts into `from` for those who do not speak in their own name."""
    names = {
        ANONYMOUS_ADMIN: ("Group", "GroupAnonymousBot"),
        CHANNEL_IDENTITY: ("Channel", "Channel_Bot"),
        TELEGRAM: ("Telegram", ""),
    }
    first_name, username = names[identity]
    return Account(identity, first_name, "", username, is_bot=identity != TELEGRAM)
