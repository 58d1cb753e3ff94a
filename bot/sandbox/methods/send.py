"""sendMessage and its neighbours with one file or none."""

from __future__ import annotations

from typing import Any

from bot.sandbox.calls import Call, plays
from bot.sandbox.errors import bad
from bot.sandbox.media import media_content
from bot.sandbox.messages import Content
from bot.sandbox.permissions import check_access
from bot.sandbox.sending import deliver, words_of

_DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


@plays("sendMessage")
def send_message(call: Call) -> dict[str, Any]:
    words = words_of(call.params)
    if not words.text:
        raise bad("message text is empty")
    return deliver(call, call.chat(), Content("text", words)).json(call.world.account)


@plays("sendPhoto", "sendDocument", "sendVideo", "sendAudio", "sendVoice", "sendVideoNote", "sendAnimation")
def send_file(call: Call) -> dict[str, Any]:
    kind = "video_note" if call.method == "sendVideoNote" else call.method.removeprefix("send").lower()
    words = words_of(call.params, caption=True)
    chat = call.chat()
    content = media_content(call, kind, words, call.params)
    return deliver(call, chat, content).json(call.world.account)


@plays("sendLocation", "sendVenue", "sendContact")
def send_place(call: Call) -> dict[str, Any]:
    kind = call.method.removeprefix("send").lower()
    return deliver(call, call.chat(), place_content(kind, call.params)).json(call.world.account)


def place_content(kind: str, given: dict[str, Any]) -> Content:
    """A location, venue or contact out of a call's or an inline result's fields."""
    named = {
        "location": ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading"),
        "venue": ("title", "address"),
        "contact": ("phone_number", "first_name", "last_name", "vcard"),
    }[kind]
    fields = {name: given[name] for name in named if name in given}
    beside: dict[str, Any] = {}
    if kind == "venue":
        fields["location"] = {"latitude": given["latitude"], "longitude": given["longitude"]}
        beside = {"location": fields["location"]}
    return Content(kind, fields=fields, beside=beside)


@plays("sendDice")
def send_dice(call: Call) -> dict[str, Any]:
    """The value follows from the message's number, so that a test sees the same every time."""
    emoji = call.get("emoji", "🎲")
    if emoji not in _DICE:
        raise bad("wrong dice emoji specified")
    fields: dict[str, Any] = {"emoji": emoji}
    message = deliver(call, call.chat(), Content("dice", fields=fields))
    fields["value"] = message.id % _DICE[emoji] + 1
    return message.json(call.world.account)


@plays("sendChatAction")
def send_chat_action(call: Call) -> bool:
    chat = call.chat()
    check_access(call.world, chat)
    call.world.events.tell("typing", chat_id=chat.id, action=call.params["action"])
    return True
