"""Keyboards under messages: which the server takes, and in what form it keeps them.

Limits: Bot API InlineKeyboardButton; 100 buttons in all and 8 in a row from python-telegram-bot's constants.
"""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad
from bot.sandbox.formatting.links import checked_link, linked_person

MOST_BUTTONS, MOST_IN_A_ROW, MOST_BYTES, MOST_DATA_BYTES = 100, 8, 10_240, 64
# In the order the server looks for what a button does; the first one found is kept.
_ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "web_app",
    "copy_text",
)


def checked_markup(
    markup: dict[str, Any] | None, chat: Chat, *, inline_only: bool = False
) -> dict[str, Any] | None:
    """The markup as kept; None for none or an empty inline keyboard. Raises Refused."""
    if not markup:
        return None
    if len(json.dumps(markup, ensure_ascii=False).encode()) > MOST_BYTES:
        raise bad("reply markup is too long")
    if "inline_keyboard" in markup:
        rows = [[_button(b, chat) for b in row] for row in markup["inline_keyboard"] if row]
        _check_count(rows)
        return {"inline_keyboard": rows} if rows else None
    if inline_only or chat.type == "channel":
        raise bad("inline keyboard expected")
    if "keyboard" in markup:
        _check_count(markup["keyboard"])
        if not any(markup["keyboard"]):
            raise bad("reply keyboard is empty")
    return markup


def _check_count(rows: list[list[Any]]) -> None:
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad("reply markup is too long")


def _button(button: dict[str, Any], chat: Chat) -> dict[str, Any]:
    if "callback_data" in button or "url" in button:
        action = "url" if "url" in button else "callback_data"
    else:
        found = next((name for name in _ACTIONS if name in button), None)
        if found is None:
            raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        action = found
    if not button["text"].strip():
        raise bad("can't parse inline keyboard button: the text must be non-empty")
    _check_action(action, button[action], chat)
    kept = {"text": button["text"], action: button[action]}
    return {**kept, "style": button["style"]} if "style" in button else kept


def _check_action(action: str, value: Any, chat: Chat) -> None:
    if action == "callback_data" and not 1 <= len(value.encode()) <= MOST_DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if action == "url" and linked_person(value) is None and checked_link(value) is None:
        raise bad(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if action == "web_app":
        _check_web_app(value, chat)
    if action == "copy_text" and not 1 <= len(value.get("text", "")) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if action in {"pay", "callback_game", "login_url"}:
        raise bad("BUTTON_TYPE_INVALID")


def _check_web_app(value: dict[str, Any], chat: Chat) -> None:
    if not chat.is_private:
        raise bad("BUTTON_TYPE_INVALID")
    if not value.get("url", "").startswith("https://"):
        raise bad(
            f"inline keyboard button Web App URL '{value.get('url', '')}' is invalid: Only HTTPS links are allowed"
        )
