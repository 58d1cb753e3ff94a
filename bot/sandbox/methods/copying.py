"""copyMessage(s) and forwardMessage(s)."""

from __future__ import annotations

from typing import Any

from bot.sandbox.calls import Call, plays
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad
from bot.sandbox.messages import Content, Message
from bot.sandbox.permissions import check_access, check_write
from bot.sandbox.posting import origin_of
from bot.sandbox.sending import deliver, place, words_of

_UNCOPIED = (
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
)


@plays("forwardMessage")
def forward_message(call: Call) -> dict[str, Any]:
    chat, source = call.chat(), _source(call)
    original = call.message(source, "message to forward not found")
    _check_free(original, "forwarded")
    message = deliver(call, chat, original.content)
    message.origin = origin_of(original)
    return message.json(call.world.account)


@plays("copyMessage")
def copy_message(call: Call) -> dict[str, int]:
    chat, source = call.chat(), _source(call)
    original = call.message(source, "message to copy not found")
    _check_free(original, "copied")
    content = original.content
    if "caption" in call.params and content.is_media:
        content = Content(content.kind, words_of(call.params, caption=True), content.files, content.fields)
    return {"message_id": deliver(call, chat, content).id}


@plays("forwardMessages", "copyMessages")
def several(call: Call) -> list[dict[str, int]]:
    """Missing and protected ones are skipped; none left is an error."""
    chat, source = call.chat(), _source(call)
    numbers = call.params["message_ids"]
    forward = call.method == "forwardMessages"
    if not 1 <= len(numbers) <= 100 or sorted(set(numbers)) != numbers:
        raise bad("message identifiers must be 1-100 in strictly increasing order")
    originals = [source.messages[n] for n in numbers if n in source.messages and _is_free(source.messages[n])]
    if not originals:
        raise bad("there are no messages to " + ("forward" if forward else "copy"))
    for original in originals:
        check_write(call.world, chat, original.content.kind)
    call.rooms.flood.pass_or_refuse(chat, count=len(originals))
    made = [_again(call, chat, original, forward=forward) for original in originals]
    for message in made:
        call.world.tell("message", message)
    return [{"message_id": message.id} for message in made]


def _again(call: Call, chat: Chat, original: Message, *, forward: bool) -> Message:
    content = original.content
    if call.get("remove_caption") and content.is_media:
        content = Content(content.kind, files=content.files, fields=content.fields)
    message = place(call, chat, content)
    message.origin = origin_of(original) if forward else None
    if original.album:  # what was grouped stays grouped, as a group of its own
        message.album = album_again(original.album, call)
    return message


def album_again(album: str, call: Call) -> str:
    """The number of the copy of an album made by this call."""
    return str(int(album) + 1_000_000 + call.accepted[0])


def _source(call: Call) -> Chat:
    source = call.chat("from_chat_id")
    if source.person is None:
        check_access(call.world, source)
    return source


def _is_free(message: Message) -> bool:
    return message.content.kind not in _UNCOPIED and not message.marks.get("has_protected_content")


def _check_free(message: Message, spoken: str) -> None:
    if not _is_free(message):
        raise bad(f"message can't be {spoken}")
