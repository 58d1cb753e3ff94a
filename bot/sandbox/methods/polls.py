"""sendPoll and stopPoll."""

from __future__ import annotations

from typing import Any

from bot.sandbox.calls import Call, plays
from bot.sandbox.errors import bad
from bot.sandbox.formatting.entities import Words
from bot.sandbox.formatting.reading import read
from bot.sandbox.keyboards import checked_markup
from bot.sandbox.messages import Content, words_json
from bot.sandbox.permissions import check_access
from bot.sandbox.sending import deliver


@plays("sendPoll")
def send_poll(call: Call) -> dict[str, Any]:
    chat = call.chat()
    question = _words(call.params, "question", 300, "poll question must be non-empty")
    options = _options(call.params["options"])
    poll: dict[str, Any] = {
        "id": str(5_000_000_000_000 + call.world.last_private_message_id + chat.last_message_id * 7),
        "question": question.text,
        "options": options,
        "total_voter_count": 0,
        "is_closed": bool(call.get("is_closed")),
        "is_anonymous": call.get("is_anonymous", True),
        "type": call.get("type", "regular"),
        "allows_multiple_answers": bool(call.get("allows_multiple_answers")),
        "allows_revoting": call.get("allows_revoting", call.get("type", "regular") == "regular"),
        "members_only": bool(call.get("members_only")),
    }
    if question.entities:
        poll["question_entities"] = words_json(question, call.world.account)
    if poll["type"] == "quiz":
        poll |= _quiz(call, len(options))
    return deliver(call, chat, Content("poll", fields={"": poll})).json(call.world.account)


@plays("stopPoll")
def stop_poll(call: Call) -> dict[str, Any]:
    chat = call.chat()
    check_access(call.world, chat)
    message = call.message(chat, "message with poll to stop not found")
    if message.content.kind != "poll" or message.author is not call.world.bot:
        raise bad("message with poll to stop not found")
    poll: dict[str, Any] = message.content.fields[""]
    if poll["is_closed"]:
        raise bad("poll has already been closed")
    message.markup = checked_markup(call.get("reply_markup"), chat, inline_only=True)
    poll["is_closed"] = True
    call.world.tell("edited", message)
    return poll


def _words(source: dict[str, Any], field: str, most: int, empty: str) -> Words:
    words = read(
        source.get(field, ""), source.get(f"{field}_parse_mode") or "", source.get(f"{field}_entities")
    )
    if not words.text:
        raise bad(empty)
    if len(words.text) > most:
        raise bad(
            f"poll {field}s length must not exceed {most}"
            if field != "question"
            else f"poll question length must not exceed {most}"
        )
    return words


def _options(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if len(given) < 1:
        raise bad("poll must have at least 1 option")
    if len(given) > 12:
        raise bad("poll can't have more than 12 options")
    texts = [_words(option, "text", 100, "poll options must be non-empty").text for option in given]
    return [{"persistent_id": str(index), "text": text, "voter_count": 0} for index, text in enumerate(texts)]


def _quiz(call: Call, count: int) -> dict[str, Any]:
    correct = call.get("correct_option_ids") or []
    if not correct or any(not 0 <= index < count for index in correct):
        raise bad("wrong correct option identifiers specified")
    explained = call.get("explanation", "")
    return {"correct_option_ids": correct, **({"explanation": explained} if explained else {})}
