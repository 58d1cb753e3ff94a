"""sendMediaGroup: two to ten together, which can fail in part."""

from __future__ import annotations

from typing import Any

from bot.sandbox.calls import Call, plays
from bot.sandbox.errors import Refused, bad
from bot.sandbox.formatting.entities import Words
from bot.sandbox.media import media_content
from bot.sandbox.messages import Content, Message
from bot.sandbox.sending import check_send, place, replied, words_of

_SERVER_ERRORS = ("IMAGE_PROCESS_FAILED", "PHOTO_INVALID_DIMENSIONS")


@plays("sendMediaGroup")
def send_media_group(call: Call) -> list[dict[str, Any]]:
    """Raises Refused; when the server stumbles over one item, the others stay posted, as Telegram leaves them."""
    items, chat = call.params["media"], call.chat()
    _check_kinds(items)
    read = [(item, words_of(item, caption=True)) for item in items]
    check_send(call, chat, tuple(item["type"] for item in items))
    reply_to = replied(call, chat)
    made = [_content(call, item, words) for item, words in read]
    call.rooms.flood.pass_or_refuse(chat, count=len(items), paid=bool(call.get("allow_paid_broadcast")))
    number = str(13_900_000_000_000_000 + chat.last_message_id * 1000 + len(chat.messages))
    messages = []
    for content, item in zip(made, items, strict=True):
        if isinstance(content, Content):
            message = _placed(call, content, item)
            message.album, message.reply_to = number, reply_to
            messages.append(message)
    for message in messages:
        call.world.tell("message", message)
    _check_all(made)
    return [message.json(call.world.account) for message in messages]


def _check_kinds(items: list[dict[str, Any]]) -> None:
    if not items:
        raise bad("there are no messages to send")
    if not 2 <= len(items) <= 10:
        raise bad(
            "too many messages to send as an album" if len(items) > 10 else "an album must have 2-10 items"
        )
    kinds = {item["type"] for item in items}
    if "animation" in kinds:
        raise bad('type "animation" can\'t be used in sendMediaGroup')
    if len(kinds) > 1 and not kinds <= {"photo", "video"}:
        raise bad("can't use the media of the specified type in the album")


def _content(call: Call, item: dict[str, Any], words: Words) -> Content | str:
    """A content, or the server's complaint about this one item."""
    try:
        return media_content(call, item["type"], words, item)
    except Refused as refused:
        complaint = refused.description.removeprefix("Bad Request: ")
        if complaint in _SERVER_ERRORS:
            return complaint
        raise


def _placed(call: Call, content: Content, item: dict[str, Any]) -> Message:
    message = place(call, call.chat(), content)
    for field, mark in (("has_spoiler", "has_media_spoiler"), ("show_caption_above_media",) * 2):
        if item.get(field):
            message.marks[mark] = True
    return message


def _check_all(made: list[Content | str]) -> None:
    for index, content in enumerate(made, 1):
        if isinstance(content, str):
            raise bad(f'Failed to send message #{index} with the error message "{content}"')
