"""The error table, second half: what is wrong with the thing sent, not with the chat it is sent to."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import Caller, picture

BAD, FORBIDDEN = "Bad Request: ", "Forbidden: "
OLD_QUERY = BAD + "query is too old and response timeout expired or query ID is invalid"


# --- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mode", "description"),
    [
        ("", "", "message text is empty"),
        (" \n ", "", "message text is empty"),
        ("<b> </b>", "HTML", "message text is empty"),
        ("x" * 4097, "", "message is too long"),
        ("x" * 32_769, "", "text is too long"),
        ("é" * 16_385, "", "text is too long"),
        ("<x>", "HTML", 'can\'t parse entities: Unsupported start tag "x" at byte offset 0'),
        (
            "a.",
            "MarkdownV2",
            "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
        ),
        ("x", "BBCode", "unsupported parse_mode"),
    ],
)
async def test_texts(api: Caller, ada: Person, text: str, mode: str, description: str) -> None:
    assert await api.refusal("sendMessage", chat_id=ada.id, text=text, parse_mode=mode) == BAD + description


async def test_the_longest_text_counts_after_parsing(api: Caller, ada: Person) -> None:
    message = await api.result(
        "sendMessage", chat_id=ada.id, text="<b>" + "é" * 4096 + "</b>", parse_mode="HTML"
    )
    assert len(message["text"]) == 4096


async def test_the_longest_caption(api: Caller, ada: Person) -> None:
    photo = ("p.jpg", picture())
    assert (await api.result("sendPhoto", chat_id=ada.id, photo=photo, caption="x" * 1024))[
        "caption"
    ] == "x" * 1024
    refused = await api.refusal("sendPhoto", chat_id=ada.id, photo=photo, caption="x" * 1025)
    assert refused == BAD + "message caption is too long"


# --- keyboards ---------------------------------------------------------------------------------------------------------


def _keys(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Go", **button}]]}


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (_keys(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (_keys(callback_data="é" * 33), "BUTTON_DATA_INVALID"),
        (_keys(), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (
            {"inline_keyboard": [[{"callback_data": "x"}]]},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            _keys(url="http://localhost/x"),
            "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
        (
            _keys(callback_data="x", style="purple"),
            "can't parse style: it must be one of ['danger', 'primary', 'success']",
        ),
        (_keys(callback_data="x", colour="red"), 'unknown field "colour" in InlineKeyboardButton'),
        ("[]", "object expected as reply markup"),
        ("{nonsense", "can't parse reply keyboard markup JSON object"),
        ({"buttons": []}, "can't parse reply keyboard markup JSON object"),
        (
            {"inline_keyboard": [[{"text": str(n), "callback_data": "x"}] for n in range(101)]},
            "reply markup is too long",
        ),
        (
            {"inline_keyboard": [[{"text": str(n), "callback_data": "x"} for n in range(9)]]},
            "reply markup is too long",
        ),
        (_keys(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
    ],
)
async def test_keyboards(api: Caller, ada: Person, markup: Any, description: str) -> None:
    assert (
        await api.refusal("sendMessage", chat_id=ada.id, text="x", reply_markup=markup) == BAD + description
    )


async def test_of_several_actions_the_address_comes_first_then_the_data(api: Caller, ada: Person) -> None:
    markup = _keys(callback_data="x", url="https://a.example/", switch_inline_query="y")
    message = await api.result("sendMessage", chat_id=ada.id, text="x", reply_markup=markup)
    assert message["reply_markup"]["inline_keyboard"] == [[{"text": "Go", "url": "https://a.example/"}]]


async def test_a_message_thread_of_a_chat_without_threads(api: Caller, newsroom: Chat) -> None:
    refused = await api.refusal("sendMessage", chat_id=newsroom.id, text="x", message_thread_id=5)
    assert refused == BAD + "message thread not found"


# --- answering presses ---------------------------------------------------------------------------------------------------


async def test_a_press_is_answered_once(api: Caller, ada: Person) -> None:
    await api.result("sendMessage", chat_id=ada.id, text="x", reply_markup=_keys(callback_data="x"))
    press = ada.press(ada.last(), "Go")
    await api.result("answerCallbackQuery", callback_query_id=press.id, text="Done")
    assert await api.refusal("answerCallbackQuery", callback_query_id=press.id) == OLD_QUERY
    assert (await press.answer()).text == "Done"


@pytest.mark.parametrize(
    ("answer", "description"),
    [
        ({"text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ({"url": "https://a.example/"}, "URL_INVALID"),
    ],
)
async def test_answers_to_presses_are_short_and_open_nothing_but_the_bot(
    api: Caller, ada: Person, answer: dict[str, str], description: str
) -> None:
    press = ada.press(ada.write("x"), data="x")
    assert await api.refusal("answerCallbackQuery", callback_query_id=press.id, **answer) == BAD + description
    link = "https://t.me/newsdesk_bot?start=topic"
    assert await api.result("answerCallbackQuery", callback_query_id=press.id, url=link)


async def test_a_press_cannot_be_answered_late_or_when_it_never_was(
    api: Caller, sandbox: Sandbox, ada: Person
) -> None:
    await api.result("sendMessage", chat_id=ada.id, text="x", reply_markup=_keys(callback_data="x"))
    press = ada.press(ada.last(), 0)
    sandbox.world.clock.shift(150)
    assert await api.refusal("answerCallbackQuery", callback_query_id=press.id) == OLD_QUERY
    assert await api.refusal("answerCallbackQuery", callback_query_id="77") == OLD_QUERY


# --- messages that are not there --------------------------------------------------------------------------------------------

MISSING: list[tuple[str, dict[str, Any], str]] = [
    ("editMessageText", {"text": "x"}, "message to edit not found"),
    ("editMessageCaption", {"caption": "x"}, "message to edit not found"),
    ("deleteMessage", {}, "message to delete not found"),
    ("forwardMessage", {"from_chat_id": "@northshirenews"}, "message to forward not found"),
    ("copyMessage", {"from_chat_id": "@northshirenews"}, "message to copy not found"),
    ("setMessageReaction", {"reaction": []}, "message to react not found"),
]


@pytest.mark.parametrize(("method", "params", "description"), MISSING)
async def test_missing_messages(
    api: Caller, ada: Person, channel: Chat, method: str, params: dict[str, Any], description: str
) -> None:
    assert await api.refusal(method, chat_id=ada.id, message_id=777, **params) == BAD + description


async def test_a_missing_message_to_reply_to(api: Caller, ada: Person) -> None:
    answer = api.refusal("sendMessage", chat_id=ada.id, text="x", reply_parameters={"message_id": 777})
    assert await answer == BAD + "message to be replied not found"
    lenient = {"message_id": 777, "allow_sending_without_reply": True}
    assert await api.result("sendMessage", chat_id=ada.id, text="x", reply_parameters=lenient)


async def test_no_identifiers_to_delete(api: Caller, ada: Person) -> None:
    description = BAD + "message identifiers are not specified"
    assert await api.refusal("deleteMessages", chat_id=ada.id, message_ids=[]) == description
    assert await api.refusal("deleteMessages", chat_id=ada.id) == description


# --- webhooks ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "http://bot.example/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://bot.example:99/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "bot.example"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1:1/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1:1/", "secret_token": "a" * 257}, "secret token is too long"),
        (
            {"url": "http://127.0.0.1:1/", "allowed_updates": ["news"]},
            "unknown update type in allowed_updates: news",
        ),
    ],
)
async def test_webhooks(api: Caller, params: dict[str, Any], description: str) -> None:
    assert await api.refusal("setWebhook", **params) == BAD + description


# --- form of a call ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendMessage", {"chat_id": 1, "text": "x", "txet": "y"}, 'unknown field "txet" in sendMessage'),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "link_preview_options": {"off": True}},
            'unknown field "off" in LinkPreviewOptions',
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "protect_content": "perhaps"},
            'parameter "protect_content" must be a Boolean',
        ),
        ("deleteMessage", {"chat_id": 1, "message_id": "one"}, 'parameter "message_id" must be an Integer'),
        ("sendMessage", {"chat_id": 1, "text": "x", "entities": "{"}, "can't parse entities JSON object"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "entities": {"type": "bold"}},
            "can't parse entities: expected an Array of MessageEntity",
        ),
        ("sendChatAction", {"chat_id": 1, "action": "dancing"}, "wrong parameter action in request"),
        ("answerInlineQuery", {"inline_query_id": "1"}, 'parameter "results" is required'),
        ("sendPhoto", {"chat_id": 1}, "there is no photo in the request"),
        ("sendDocument", {"chat_id": 1}, "there is no document in the request"),
    ],
)
async def test_the_form_of_a_call(api: Caller, method: str, params: dict[str, Any], description: str) -> None:
    assert await api.refusal(method, **params) == BAD + description
