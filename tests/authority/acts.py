"""The things one account can do, each as the update that does it, and the families they are tried in."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.authority import updates

ACCOUNT = 701  # Telegram's number of the one account that acts
COLLEAGUE = 801  # a drafter who hands in whatever lies there, as colleagues do
PRESSED = "2030-01-01 00:00:00.000000"
OPEN_GROUP, CLOSED_GROUP, A_CHANNEL = -2001, -2002, -2003
PLACES = {
    OPEN_GROUP: ("supergroup", "an_open_group"),
    CLOSED_GROUP: ("supergroup", ""),
    A_CHANNEL: ("channel", ""),
}
NAMED = "closed_no_more"  # the public name the closed group is given later


@dataclass(frozen=True)
class Act:
    """One thing done: its name in a report, and the update that does it (with the button's row), or the time that passes.

    `before` are rows that something done earlier may have left in the person's chat.
    """

    name: str
    update: dict[str, Any] | None = None
    until: datetime | None = None
    issued: tuple[object, ...] = ()
    before: tuple[tuple[str, tuple[object, ...]], ...] = ()

    @property
    def is_free(self) -> bool:
        """Time passes by itself."""
        return self.update is None


@dataclass(frozen=True)
class Row:
    """An edition that is there."""

    id: int
    revision_id: int
    announcement_id: int
    state: str


# Who is on the desk and how it decides; where it writes. What remains is the work itself.
PEOPLE = ("invite", "/start", "remove", "policy_is", "take_role", "give_role", "hand_over")
PLACING = ("adds the bot", "place_", "/rehearse")
CORE = ("writes", "edits", "says a few", "submit", "approve", "send_back", "publish_now", "a colleague")


def everything(_kind: str) -> bool:
    """No act is left out."""
    return True


def work(kind: str) -> bool:
    """All that is done with announcements."""
    return not kind.startswith((*PEOPLE, *PLACING))


def people(kind: str) -> bool:
    """Joining, leaving, inviting oneself and others, changing the policy, among the steps of publishing."""
    return kind.startswith((*PEOPLE, *CORE))


def places(kind: str) -> bool:
    """Opening places and saying what they are for, among the steps of publishing."""
    return kind.startswith((*PLACING, *CORE))


FAMILIES = (work, people, places)


def press(said: str, action: str, edition: Row | None, subject: str = "", *, by: int = ACCOUNT) -> Act:
    """A press of a button that was issued for what is there now, whoever's card it hung on."""
    about = (edition.id, edition.revision_id) if edition else (None, None)
    meaning = f"{action} {about} {subject}"
    handle = f"handle-{zlib.crc32(meaning.encode()):010d}"
    name = f"{said} #{edition.id}" if edition else said
    issued = (handle, 1, meaning, action, *about, subject, PRESSED)
    return Act(name, updates.press(by, handle), issued=issued)


def adds() -> Iterator[Act]:
    for chat_id, (kind, username) in PLACES.items():
        yield Act(f"adds the bot to {username or kind}", _added(chat_id, username))
    yield Act("adds the bot to the closed group, open by now", _added(CLOSED_GROUP, NAMED))


def _added(chat_id: int, username: str) -> dict[str, Any]:
    kind, _ = PLACES[chat_id]
    bot = {"id": 1, "is_bot": True, "first_name": "The desk"}
    member = {
        "user": bot,
        "status": "administrator",
        "can_post_messages": True,
        **dict.fromkeys(RIGHTS, False),
    }
    chat = {"id": chat_id, "type": kind, "title": "A place", **({"username": username} if username else {})}
    change = {
        "chat": chat,
        "from": {"id": ACCOUNT, "is_bot": False, "first_name": "X"},
        "date": updates.WHEN,
        "old_chat_member": {"user": bot, "status": "left"},
        "new_chat_member": member,
    }
    return {"my_chat_member": change}


RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
