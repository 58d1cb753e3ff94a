"""answerInlineQuery: what the bot offers to somebody who typed its name and some words."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.calls import Call, plays
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad
from bot.sandbox.inline import Offer
from bot.sandbox.keyboards import checked_markup
from bot.sandbox.media import media_content
from bot.sandbox.messages import Content
from bot.sandbox.methods.answering import TOO_OLD
from bot.sandbox.methods.send import place_content
from bot.sandbox.sending import words_of

MOST_RESULTS, MOST_ID_BYTES, MOST_OFFSET_BYTES = 50, 64, 64
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
# A known file is offered by one of these, whatever the type is called.
_CACHED = {
    "photo_file_id": "photo",
    "document_file_id": "document",
    "video_file_id": "video",
    "audio_file_id": "audio",
    "voice_file_id": "voice",
    "gif_file_id": "animation",
    "mpeg4_file_id": "animation",
}
_PLACES = {"location", "venue", "contact"}


@plays("answerInlineQuery")
def answer_inline_query(call: Call) -> bool:
    query = call.world.queries.by_id.get(call.params["inline_query_id"])
    if query is None or query.offers is not None or query.expires <= call.world.clock.unix():
        raise bad(TOO_OLD)
    results = call.params["results"]
    _check(call, results)
    query.offers = [_offer(call, result, query.chat) for result in results]
    query.button, query.next_offset = call.get("button"), call.get("next_offset", "")
    call.world.events.tell("inline_answered", query_id=query.id)
    return True


def _check(call: Call, results: list[dict[str, Any]]) -> None:
    if len(results) > MOST_RESULTS:
        raise bad("too many inline query results specified")
    ids = [result["id"] for result in results]
    if any(not 1 <= len(number.encode()) <= MOST_ID_BYTES for number in ids):
        raise bad("RESULT_ID_INVALID")
    if len(set(ids)) != len(ids):
        raise bad("RESULT_ID_DUPLICATE")
    if len(call.get("next_offset", "").encode()) > MOST_OFFSET_BYTES:
        raise bad("NEXT_OFFSET_INVALID")
    button = call.get("button")
    if button and "web_app" not in button and not _START.fullmatch(button.get("start_parameter", "")):
        raise bad("START_PARAM_INVALID")


def _offer(call: Call, result: dict[str, Any], chat: Chat) -> Offer:
    title = result.get("title") or result.get("first_name") or result["type"]
    markup = checked_markup(result.get("reply_markup"), chat, inline_only=True)
    return Offer(
        result["id"], title, result.get("description", ""), _content(call, result, result["type"]), markup
    )


def _content(call: Call, result: dict[str, Any], kind: str) -> Content | None:
    """What would be sent; None for a file at an address, which nobody fetches here. Raises Refused."""
    given = result.get("input_message_content")
    if given is not None:
        return _written(given)
    if kind in _PLACES:
        return place_content(kind, result)
    words = words_of(result, caption=True)
    for field, known in _CACHED.items():
        if field in result:
            return media_content(call, known, words, {known: result[field]})
    return None


def _written(given: dict[str, Any]) -> Content:
    """An InputMessageContent, told by its fields as the server tells it."""
    if "message_text" in given:
        words = words_of({**given, "text": given["message_text"]})
        if not words.text:
            raise bad("message text is empty")
        return Content("text", words)
    if "phone_number" in given:
        return place_content("contact", given)
    if "latitude" in given:
        return place_content("venue" if "address" in given else "location", given)
    raise bad("can't parse inline query result: the sandbox plays no invoices")
