"""Membership: its statuses and the rights each gives, as the Bot API's ChatMember and ChatPermissions name them.

Values only; who changes them and who is told is in membership.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.accounts import Account

Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
EVERYWHERE = (
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
IN_CHANNELS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
IN_GROUPS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
# Of each kind of content: the permission it takes, and how a refusal calls it.
_SPOKEN = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
    "video": ("can_send_videos", "videos"),
    "audio": ("can_send_audios", "music"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "animation": ("can_send_other_messages", "animations"),
    "poll": ("can_send_polls", "polls"),
    "video_note": ("can_send_video_notes", "video notes"),
}
_OTHER = ("can_send_other_messages", "other messages")
# What a fresh administrator gets when nobody says otherwise: everything but making others administrators.
USUAL = frozenset({*EVERYWHERE, *IN_CHANNELS, *IN_GROUPS} - {"can_promote_members"})


def rights_in(chat_type: str) -> tuple[str, ...]:
    """The names of the rights an administrator can hold in such a chat."""
    return (*EVERYWHERE, *(IN_CHANNELS if chat_type == "channel" else IN_GROUPS))


@dataclass(slots=True)
class Member:
    """One account's place in one chat. `rights` are of an administrator, `permissions` of someone restricted.

    `by_bot`: the bot made them an administrator, and so may change them again.
    """

    account: Account
    status: Status
    rights: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    is_anonymous: bool = False
    title: str = ""
    until: int = 0
    by_bot: bool = False

    @property
    def is_in(self) -> bool:
        return self.status not in {"left", "kicked"}

    @property
    def is_admin(self) -> bool:
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Whether an administrator's right is held; the owner holds all."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def json(self, chat_type: str) -> dict[str, Any]:
        """As the Bot API's ChatMember."""
        shape: dict[str, Any] = {"user": self.account.json(), "status": self.status}
        if self.status in {"creator", "administrator"}:
            shape["is_anonymous"] = self.is_anonymous
        if self.title and self.is_admin:
            shape["custom_title"] = self.title
        if self.status == "administrator":
            shape["can_be_edited"] = self.by_bot
            shape.update({right: right in self.rights for right in rights_in(chat_type)})
        elif self.status == "restricted":
            shape.update({name: name in self.permissions for name in PERMISSIONS})
            shape.update(is_member=True, until_date=self.until)
        elif self.status == "kicked":
            shape["until_date"] = self.until
        return shape


@dataclass(slots=True)
class Permissions:
    """What ordinary members of a group may do."""

    allowed: frozenset[str] = field(default_factory=lambda: frozenset(PERMISSIONS))

    def json(self) -> dict[str, bool]:
        return {name: name in self.allowed for name in PERMISSIONS}


def sending_right(kind: str) -> tuple[str, str]:
    """The permission that sending this kind of content takes, and what a refusal calls it."""
    return _SPOKEN.get(kind, _OTHER)


def may_send(of_all: Permissions | None, member: Member, kind: str) -> bool:
    """Whether a member without an administrator's rights may send this kind; `of_all` is what the group allows."""
    if member.status != "restricted" and of_all is None:
        return True
    allowed = member.permissions if member.status == "restricted" or of_all is None else of_all.allowed
    return {sending_right(kind)[0], "can_send_messages"} <= allowed
