"""Junk in every field of every method: always an answer in Telegram's form, never a broken server."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.calls import PLAYED
from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.requests import Request
from bot.sandbox.schema import method_form, method_names, table
from tests.sandbox.conftest import Caller, picture

WAITING = {"getUpdates", "setWebhook"}
JUNK = [
    "x",
    "0",
    "-1",
    "99999999999999999999",
    "true",
    "null",
    "[]",
    "{}",
    "[{}]",
    "[[]]",
    "[[{}]]",
    "[1]",
    '["x"]',
    "[null]",
    '{"type":"x"}',
    '[{"type":"bold","offset":-5,"length":9}]',
    '{"inline_keyboard":[[1]]}',
    '{"inline_keyboard":1}',
    '{"keyboard":[[{}]]}',
    '{"message_id":"x"}',
    '{"message_id":1,"quote":"zzz"}',
    '[{"type":"photo","media":"x"}]',
    '{"type":"photo","media":"attach://y"}',
    "<b>",
    "\ud800",
    "é" * 300,
    5,
    None,
    True,
    [1],
    {"a": 1},
    1.5,
]


def test_every_played_method_is_one_of_the_table() -> None:
    assert set(PLAYED) <= set(table()["methods"])
    assert method_names()["sendmessage"] == "sendMessage"


@pytest.mark.parametrize("method", sorted(set(PLAYED) - WAITING))
async def test_junk(api: Caller, ada: Person, channel: Chat, method: str) -> None:
    ada.send_photo(picture(), "photo")
    fields = method_form(method).checks
    for field in fields:
        for junk in JUNK:
            params = _fitting(fields, ada) | {field: junk}
            answer = await api.sandbox.api.answer(method, Request(params, {}))
            shape = json.loads(answer.body)
            assert answer.status in {200, 400, 403, 404, 413}, (field, junk)
            assert shape["ok"] == (answer.status == 200)


def _fitting(fields: Any, ada: Person) -> dict[str, Any]:
    """Values that would do, for the fields most methods need."""
    usual: dict[str, Any] = {
        "chat_id": ada.id,
        "from_chat_id": ada.id,
        "user_id": ada.id,
        "message_id": 2,
        "text": "x",
        "message_ids": [1, 2],
        "photo": ada.sees()[-1].content.files[0].file_id if ada.sees()[-1].content.files else "x",
        "question": "?",
        "options": [{"text": "a"}],
        "media": [],
        "latitude": 1,
        "longitude": 1,
        "title": "x",
        "address": "x",
        "phone_number": "1",
        "first_name": "x",
        "action": "typing",
        "commands": [],
        "permissions": {},
        "results": [],
        "callback_query_id": "1",
        "inline_query_id": "1",
        "file_id": "x",
        "invite_link": "x",
    }
    return {name: value for name, value in usual.items() if name in fields}
