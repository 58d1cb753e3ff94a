"""Inline mode from both sides: asked in a text field, answered by the bot, sent by the person, edited by its inline id."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.chats import Chat
from bot.sandbox.people import NotPossible, Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import Caller, picture

KEYS = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}


def article(**more: Any) -> dict[str, Any]:
    content = {"message_text": "<b>Road open</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": "1", "title": "Road open", "input_message_content": content, **more}


@pytest.fixture(autouse=True)
def switched_on(sandbox: Sandbox) -> None:
    """As BotFather's /setinline and /setinlinefeedback do."""
    sandbox.world.bot.inline = sandbox.world.bot.inline_feedback = True


async def heard(api: Caller, kind: str) -> list[dict[str, Any]]:
    updates = await api.result("getUpdates")
    return [update[kind] for update in updates if kind in update]


async def test_what_is_chosen_is_sent_via_the_bot_and_edited_by_its_inline_id(
    api: Caller, sandbox: Sandbox, ada: Person, newsroom: Chat
) -> None:
    query = ada.ask("roads", newsroom)
    (asked,) = await heard(api, "inline_query")
    assert (asked["query"], asked["chat_type"]) == ("roads", "supergroup")
    await api.result("answerInlineQuery", inline_query_id=asked["id"], results=[article(reply_markup=KEYS)])
    (offer,) = await query.answer()
    message = ada.choose(query, offer.id)

    (chosen,) = await heard(api, "chosen_inline_result")
    shape = message.json(sandbox.world.account)
    assert shape["via_bot"]["username"] == sandbox.world.bot.username
    assert (shape["text"], shape["from"]["id"]) == ("Road open", ada.id)
    press = ada.press(message, "More")
    pressed = (await heard(api, "callback_query"))[-1]
    assert "message" not in pressed, "the bot never sees the chat"
    assert pressed["inline_message_id"] == chosen["inline_message_id"]
    await api.result("answerCallbackQuery", callback_query_id=press.id)
    changed = {"inline_message_id": chosen["inline_message_id"], "text": "Road closed"}
    assert await api.result("editMessageText", **changed) is True
    assert (message.text, message.buttons) == ("Road closed", [])
    assert "not modified" in await api.refusal("editMessageText", **changed)
    ada.delete(message)
    assert await api.refusal("editMessageText", **changed) == "Bad Request: MESSAGE_ID_INVALID"


async def test_everything_that_can_be_sent_without_the_internet_is_sent(
    api: Caller, sandbox: Sandbox, ada: Person
) -> None:
    photo = await api.result("sendPhoto", chat_id=str(ada.id), photo=("p.jpg", picture(), "image/jpeg"))
    place = {"latitude": 54.0, "longitude": -1.5, "title": "Hall", "address": "Mill Lane"}
    results = [
        {"type": "photo", "id": "p", "photo_file_id": photo["photo"][-1]["file_id"], "caption": "The crew"},
        {"type": "venue", "id": "v", **place},
        article(id="w", input_message_content=place),
        {"type": "contact", "id": "c", "phone_number": "+44", "first_name": "Desk"},
        {
            "type": "photo",
            "id": "u",
            "photo_url": "https://a.example/p.jpg",
            "thumbnail_url": "https://a.example/t",
        },
    ]
    query = ada.ask("")
    await api.result("answerInlineQuery", inline_query_id=query.id, results=results)

    kinds = [ada.choose(query, number).content.kind for number in "pvwc"]
    assert kinds == ["photo", "venue", "venue", "contact"]
    with pytest.raises(NotPossible, match="fetched from the Internet"):
        ada.choose(query, "u")
    with pytest.raises(NotPossible, match="has offered Ada Marsh no"):
        ada.choose(query, "z")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article(id="x" * 65)]}, "RESULT_ID_INVALID"),
        ({"results": [article(id=str(n)) for n in range(51)]}, "too many inline query results specified"),
        ({"results": [article(input_message_content={"message_text": " "})]}, "message text is empty"),
        ({"results": [article(colour="red")]}, 'unknown field "colour" in InlineQueryResultArticle'),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "Join", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        (
            {"results": [article(input_message_content={"message_text": "<b>x", "parse_mode": "HTML"})]},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
    ],
)
async def test_what_telegram_refuses_is_refused(
    api: Caller, ada: Person, more: dict[str, Any], reason: str
) -> None:
    query = ada.ask("roads")

    assert (
        await api.refusal("answerInlineQuery", inline_query_id=query.id, **more) == f"Bad Request: {reason}"
    )
    assert query.offers is None


async def test_a_query_is_answered_once_and_in_time(api: Caller, sandbox: Sandbox, ada: Person) -> None:
    first, late = ada.ask("a"), ada.ask("b")
    await api.result("answerInlineQuery", inline_query_id=first.id, results=[])
    assert "query is too old" in await api.refusal("answerInlineQuery", inline_query_id=first.id, results=[])
    sandbox.world.clock.shift(151)
    assert "query is too old" in await api.refusal("answerInlineQuery", inline_query_id=late.id, results=[])


async def test_a_bot_without_inline_mode_hears_nothing(api: Caller, sandbox: Sandbox, ada: Person) -> None:
    sandbox.world.bot.inline = False

    assert (await api.result("getMe"))["supports_inline_queries"] is False
    with pytest.raises(NotPossible, match="/setinline"):
        ada.ask("roads")


async def test_no_feedback_without_the_switch_and_no_inline_id_without_buttons(
    api: Caller, sandbox: Sandbox, ada: Person
) -> None:
    sandbox.world.bot.inline_feedback = False
    query = ada.ask("roads")
    await api.result("answerInlineQuery", inline_query_id=query.id, results=[article()])
    ada.choose(query, "1")

    assert await heard(api, "chosen_inline_result") == []
    assert sandbox.world.queries.messages == {}
    assert "invalid inline message identifier" in await api.refusal(
        "editMessageText", inline_message_id="AQ", text="x"
    )
