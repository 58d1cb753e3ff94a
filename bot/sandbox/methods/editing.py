"""editMessage…: the bot's own messages, at any age; whatever is left out, the keyboard too, is removed."""

from __future__ import annotations

from typing import Any

from bot.sandbox.calls import Call, plays
from bot.sandbox.errors import bad
from bot.sandbox.keyboards import checked_markup
from bot.sandbox.media import media_content
from bot.sandbox.messages import Content, Message
from bot.sandbox.permissions import check_access
from bot.sandbox.sending import words_of

Edited = dict[str, Any] | bool  # the message; True for one sent inline, whose chat the bot never sees
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


@plays("editMessageText")
def edit_text(call: Call) -> Edited:
    words = words_of(call.params)
    if not words.text:
        raise bad("message text is empty")
    message = _own(call)
    if not message.content.is_text:
        raise bad("there is no text in the message to edit")
    marks = dict(message.marks)
    marks.pop("link_preview_options", None)
    if "link_preview_options" in call.params:
        marks["link_preview_options"] = call.params["link_preview_options"]
    return _changed(call, message, Content("text", words), marks)


@plays("editMessageCaption")
def edit_caption(call: Call) -> Edited:
    words = words_of(call.params, caption=True)
    message = _own(call)
    if not message.content.is_media:
        raise bad("there is no caption in the message to edit")
    old = message.content
    marks = dict(message.marks)
    marks.pop("show_caption_above_media", None)
    if call.get("show_caption_above_media"):
        marks["show_caption_above_media"] = True
    return _changed(call, message, Content(old.kind, words, old.files, old.fields, old.beside), marks)


@plays("editMessageMedia")
def edit_media(call: Call) -> Edited:
    item = call.params["media"]
    words = words_of(item, caption=True)
    message = _own(call)
    if message.album and (item["type"] in {"photo", "video"}) != (message.content.kind in {"photo", "video"}):
        raise bad("can't use the media of the specified type in the album")
    if not message.content.is_media and not message.content.is_text:
        raise bad("there is no media in the message to edit")
    content = media_content(call, item["type"], words, item)
    marks = {k: v for k, v in message.marks.items() if k not in {"has_media_spoiler", "link_preview_options"}}
    if item.get("has_spoiler"):
        marks["has_media_spoiler"] = True
    return _changed(call, message, content, marks)


@plays("editMessageReplyMarkup")
def edit_markup(call: Call) -> Edited:
    message = _own(call)
    return _changed(call, message, message.content, message.marks)


def _own(call: Call) -> Message:
    """The message to edit. Raises Refused unless it is the bot's, or sent inline through it, and editable."""
    if "inline_message_id" in call.params:
        return _sent_inline(call)
    chat = call.chat()
    check_access(call.world, chat)
    message = call.message(chat, "message to edit not found")
    if not _may_edit(call, message):
        raise bad("message can't be edited")
    return message


def _sent_inline(call: Call) -> Message:
    message = call.world.queries.messages.get(call.params["inline_message_id"])
    if message is None:
        raise bad("invalid inline message identifier specified")
    if message.deleted:
        raise bad("MESSAGE_ID_INVALID")
    if call.files:
        raise bad("can't upload a new file for an inline message; use a file_id or a URL")
    return message


def _may_edit(call: Call, message: Message) -> bool:
    """Telegram: only messages without a markup or with an inline one; no forwards; others' posts with the right."""
    if message.origin is not None or (message.markup and "inline_keyboard" not in message.markup):
        return False
    if message.author is call.world.bot:
        return True
    member = message.chat.member(call.world.bot.id)
    return message.chat.type == "channel" and member is not None and member.may("can_edit_messages")


def _changed(call: Call, message: Message, content: Content, marks: dict[str, Any]) -> Edited:
    markup = checked_markup(call.get("reply_markup"), message.chat, inline_only=True)
    if (content, markup, marks) == (message.content, message.markup, message.marks):
        raise bad(_SAME)
    if message.album and markup:
        raise bad("message can't be edited")
    call.rooms.flood.pass_or_refuse(message.chat, edit=True)
    message.content, message.markup, message.marks = content, markup, marks
    message.edited = call.world.clock.unix()
    call.world.tell("edited", message)
    return True if "inline_message_id" in call.params else message.json(call.world.account)
