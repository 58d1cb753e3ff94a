"""The last part of every send, whatever is sent: may the bot, is it not too fast, what does it answer, what under it.

Methods build a `Content` and call `deliver`.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad
from bot.sandbox.formatting.entities import Words
from bot.sandbox.formatting.reading import read
from bot.sandbox.keyboards import checked_markup
from bot.sandbox.messages import Content, Message
from bot.sandbox.permissions import check_write

MOST_TEXT, MOST_CAPTION = 4096, 1024
_NOT_PLAYED = {
    "business_connection_id": "business connection not found",
    "direct_messages_topic_id": "topic not found",
    "suggested_post_parameters": "suggested posts can be sent to channel direct messages chats only",
}


def words_of(source: Any, prefix: str = "", *, caption: bool = False) -> Words:
    """Text with entities out of a call's or a medium's fields, within its limit. Raises Refused."""
    field = "caption" if caption else f"{prefix}text"
    mark = "caption_" if caption else prefix
    raw = source.get(field) or ""
    words = read(raw, source.get("parse_mode") or "", source.get(f"{mark}entities"))
    if len(words.text) > (MOST_CAPTION if caption else MOST_TEXT):
        raise bad("message caption is too long" if caption else "message is too long")
    return words


def check_send(call: Call, chat: Chat, kinds: tuple[str, ...]) -> None:
    """Rights first, then the rate for so many messages. Raises Refused."""
    for name, reason in _NOT_PLAYED.items():
        if name in call.params:
            raise bad(reason)
    if call.get("message_thread_id"):
        raise bad("message thread not found")
    for kind in kinds:
        check_write(call.world, chat, kind)
    if "message_effect_id" in call.params and not chat.is_private:
        raise bad("message effects are allowed in private chats only")


def deliver(call: Call, chat: Chat, content: Content) -> Message:
    """Check, count against the flood limits, and put the bot's message into the chat. Raises Refused."""
    check_send(call, chat, (content.kind,))
    markup = checked_markup(call.get("reply_markup"), chat)
    reply_to = replied(call, chat)
    call.rooms.flood.pass_or_refuse(chat, paid=bool(call.get("allow_paid_broadcast")))
    message = place(call, chat, content)
    message.markup, message.reply_to = markup, reply_to
    if markup and "inline_keyboard" not in markup:
        _set_keyboard(chat, markup)
    call.world.tell("message", message)
    return message


def place(call: Call, chat: Chat, content: Content) -> Message:
    """The message itself, with its marks, unseen as yet."""
    message = call.world.put(chat, content, call.world.bot)
    if chat.type == "channel":
        message.sender_chat = chat
        message.signature = call.world.bot.name if chat.signatures else ""
    params, marks = call.params, message.marks
    if params.get("protect_content"):
        marks["has_protected_content"] = True
    if params.get("show_caption_above_media") and content.is_media:
        marks["show_caption_above_media"] = True
    if params.get("has_spoiler") and content.is_media:
        marks["has_media_spoiler"] = True
    if "link_preview_options" in params and content.is_text:
        marks["link_preview_options"] = params["link_preview_options"]
    if "message_effect_id" in params:
        marks["effect_id"] = params["message_effect_id"]
    call.accepted.append(message.id)
    return message


def replied(call: Call, chat: Chat) -> Message | None:
    """The message replied to; None without one or when it may be missing. Raises Refused."""
    asked = call.get("reply_parameters")
    if not asked:
        return None
    source = chat if asked.get("chat_id") is None else call.world.find(asked["chat_id"])
    message = source.messages.get(asked.get("message_id", 0)) if source else None
    if message is None and not asked.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    if message is not None and asked.get("quote"):
        _check_quote(message, asked)
    return message


def _check_quote(message: Message, asked: dict[str, Any]) -> None:
    quote = read(asked["quote"], asked.get("quote_parse_mode") or "", asked.get("quote_entities"))
    if quote.text not in message.words:
        raise bad("QUOTE_TEXT_INVALID")


def _set_keyboard(chat: Chat, markup: dict[str, Any]) -> None:
    chat.keyboard = None if markup.get("remove_keyboard") else markup
