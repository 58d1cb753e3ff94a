"""Inline keyboards, checked as the service checks them. Knows nothing of messages."""

import json
from typing import Any

from tests.independent.formatting import checked_link
from tests.independent.refusing import Json, bad

ACTIONS = ("url", "callback_data", "web_app", "login_url", "switch_inline_query", "copy_text")
STYLES = {"danger", "success", "primary"}


def keyboard(given: Any) -> Json | None:
    """Return the inline keyboard of a call, None when there is none; other kinds of markup pass unseen."""
    if given in {None, ""}:
        return None
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError:
            raise bad("can't parse reply keyboard markup JSON object") from None
    if not isinstance(given, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" not in given:
        return None
    rows = [[_button(one) for one in row] for row in given["inline_keyboard"]]
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > 100 or len(json.dumps(rows)) > 10_000:
        raise bad("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _button(one: Json) -> Json:
    if not isinstance(one.get("text"), str) or not one["text"].strip():
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    action = next((name for name in ACTIONS if name in one), None)
    if action is None:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if action == "callback_data" and not 1 <= len(one["callback_data"].encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if action == "url" and not checked_link(one["url"]):
        raise bad(f"inline keyboard button URL '{one['url']}' is invalid: Wrong HTTP URL")
    if one.get("style", "primary") not in STYLES:
        raise bad("can't parse inline keyboard button: Invalid button style specified")
    kept = {name: one[name] for name in ("text", action, "style", "icon_custom_emoji_id") if name in one}
    if action == "url":
        kept["url"] = checked_link(one["url"])
    return kept
