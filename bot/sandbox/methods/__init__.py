"""The methods of the Bot API the sandbox plays, one file a family; importing this package registers them all."""

from bot.sandbox.methods import (
    albums,
    answering,
    chats,
    copying,
    deleting,
    editing,
    inline,
    links,
    members,
    pinning,
    polls,
    powers,
    profile,
    receiving,
    send,
)

__all__ = [
    "albums",
    "answering",
    "chats",
    "copying",
    "deleting",
    "editing",
    "inline",
    "links",
    "members",
    "pinning",
    "polls",
    "powers",
    "profile",
    "receiving",
    "send",
]
