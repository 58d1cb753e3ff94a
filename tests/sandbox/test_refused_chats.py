"""The error table, first half: addresses, chats and rights; every refusal word for word, over HTTP, with its status."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.sandbox.chats import Chat
from bot.sandbox.faults import Fault
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import Caller, picture

BAD, FORBIDDEN = "Bad Request: ", "Forbidden: "
OLD_QUERY = BAD + "query is too old and response timeout expired or query ID is invalid"


# --- the address ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/botnonsense/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot7000000001:other/getMe", 401, "Unauthorized"),
        ("/bot7000000001:other", 404, "Not Found"),
    ],
)
async def test_addresses(api: Caller, path: str, status: int, description: str) -> None:
    answer = await api.client.get(path)
    assert (answer.status_code, answer.json()["description"]) == (status, description)


async def test_an_unknown_method(api: Caller) -> None:
    assert await api.refusal("sendNews") == "Not Found: method not found"


async def test_a_method_that_is_not_played_says_so(api: Caller) -> None:
    assert "does not play sendGift" in await api.refusal("sendGift", gift_id="1")


# --- who may be written to ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({}, "chat_id is empty"),
        ({"chat_id": ""}, "chat_id is empty"),
        ({"chat_id": 77}, "chat not found"),
        ({"chat_id": "@nobody"}, "chat not found"),
    ],
)
async def test_chats_that_are_not_there(api: Caller, params: dict[str, Any], description: str) -> None:
    assert await api.refusal("sendMessage", text="x", **params) == BAD + description


async def test_someone_who_never_started(api: Caller, ada: Person, stranger: Person, newsroom: Chat) -> None:
    ada.add(stranger, newsroom)
    assert await _sent(api, stranger.id) == FORBIDDEN + "bot can't initiate conversation with a user"


async def test_someone_who_blocked_the_bot_and_came_back(api: Caller, ada: Person) -> None:
    ada.block()
    assert await _sent(api, ada.id) == FORBIDDEN + "bot was blocked by the user"
    ada.start()
    assert await _sent(api, ada.id) == ""


async def test_someone_who_deleted_their_account(api: Caller, ada: Person) -> None:
    ada.deactivate()
    assert await _sent(api, ada.id) == FORBIDDEN + "user is deactivated"


async def test_another_bot(api: Caller, sandbox: Sandbox, ada: Person, newsroom: Chat) -> None:
    other = sandbox.world.add_person("Weather", "weather_bot", is_bot=True)
    ada.add(other, newsroom)
    assert await _sent(api, other.id) == FORBIDDEN + "the bot can't send messages to the bot"


@pytest.mark.parametrize(
    ("kind", "spoken"),
    [
        ("group", "group chat"),
        ("supergroup", "supergroup chat"),
        ("channel", "channel chat"),
    ],
)
async def test_a_chat_that_threw_the_bot_out(api: Caller, ada: Person, kind: str, spoken: str) -> None:
    chat = _chat(ada, kind)
    ada.add_bot(chat)
    ada.remove_bot(chat)
    assert await _sent(api, chat.id) == FORBIDDEN + f"bot was kicked from the {spoken}"


@pytest.mark.parametrize(
    ("kind", "spoken"),
    [
        ("group", "group chat"),
        ("supergroup", "supergroup chat"),
        ("channel", "channel chat"),
    ],
)
async def test_a_chat_the_bot_left(api: Caller, ada: Person, kind: str, spoken: str) -> None:
    chat = _chat(ada, kind)
    ada.add_bot(chat)
    await api.result("leaveChat", chat_id=chat.id)
    assert await _sent(api, chat.id) == FORBIDDEN + f"bot is not a member of the {spoken}"


async def test_a_public_channel_the_bot_never_joined(api: Caller, sandbox: Sandbox, ada: Person) -> None:
    sandbox.world.add_channel("Other news", "othernews", owner=ada)
    assert await _sent(api, "@OtherNews") == FORBIDDEN + "bot is not a member of the channel chat"


async def test_a_closed_channel_the_bot_never_joined_does_not_exist_for_it(api: Caller, ada: Person) -> None:
    assert await _sent(api, _chat(ada, "channel").id) == BAD + "chat not found"


async def test_a_group_that_was_deleted(api: Caller, ada: Person, newsroom: Chat) -> None:
    ada.close(newsroom)
    assert await _sent(api, newsroom.id) == FORBIDDEN + "the group chat was deleted"


async def test_a_group_that_became_a_supergroup_names_the_new_chat(api: Caller, ada: Person) -> None:
    group = _chat(ada, "group")
    ada.add_bot(group)
    new = ada.upgrade(group)
    answer = (await api.answer("sendMessage", chat_id=group.id, text="x")).json()
    assert answer["description"] == BAD + "group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    assert await _sent(api, new.id) == ""
    kinds = [set(u["message"]) & {"migrate_to_chat_id", "migrate_from_chat_id"} for u in await _messages(api)]
    assert {"migrate_to_chat_id"} in kinds
    assert {"migrate_from_chat_id"} in kinds


# --- what it may do there ---------------------------------------------------------------------------------------------


async def test_a_channel_without_the_right_to_post(api: Caller, ada: Person, channel: Chat) -> None:
    ada.promote_bot(channel, ["can_edit_messages"])
    assert await _sent(api, channel.id) == BAD + "need administrator rights in the channel chat"
    ada.demote_bot(channel)
    assert await _sent(api, channel.id) == BAD + "need administrator rights in the channel chat"


async def test_a_supergroup_that_restricts_the_bot(api: Caller, ada: Person, newsroom: Chat) -> None:
    ada.restrict_bot(newsroom)
    assert await _sent(api, newsroom.id) == BAD + "not enough rights to send text messages to the chat"
    ada.restrict_bot(newsroom, ["can_send_messages"])
    assert await _sent(api, newsroom.id) == ""
    photo = ("p.jpg", picture())
    refused = await api.refusal("sendPhoto", chat_id=newsroom.id, photo=photo)
    assert refused == BAD + "not enough rights to send photos to the chat"


async def test_a_basic_group_closed_to_its_members(api: Caller, ada: Person) -> None:
    group = _chat(ada, "group")
    ada.add_bot(group)
    assert group.permissions is not None
    group.permissions.allowed = frozenset()
    assert await _sent(api, group.id) == BAD + "have no write access to the chat"


async def test_pinning_without_the_right(api: Caller, newsroom: Chat) -> None:
    message = await api.result("sendMessage", chat_id=newsroom.id, text="x")
    refused = await api.refusal("pinChatMessage", chat_id=newsroom.id, message_id=message["message_id"])
    assert refused == BAD + "not enough rights to manage pinned messages in the chat"


@pytest.mark.parametrize(
    "description",
    [
        BAD + "CHAT_WRITE_FORBIDDEN",
        BAD + "private chat not found",
        "Internal Server Error: restart",
    ],
)
async def test_what_only_the_real_servers_state_can_cause_comes_as_a_fault(
    api: Caller, sandbox: Sandbox, ada: Person, description: str
) -> None:
    code = 500 if description.startswith("Internal") else 400
    sandbox.faults.add(Fault("answer", code=code, description=description))
    assert await _sent(api, ada.id) == description


def _chat(owner: Person, kind: str) -> Chat:
    world = owner.world
    makers: dict[str, Callable[[], Chat]] = {
        "channel": lambda: world.add_channel("Closed", owner=owner),
        "group": lambda: world.add_group("Desk", owner=owner, kind="group"),
        "supergroup": lambda: world.add_group("Desk", owner=owner),
    }
    return makers[kind]()


async def _sent(api: Caller, chat_id: int | str) -> str:
    """The refusal's description, nothing when it was accepted."""
    answer = (await api.answer("sendMessage", chat_id=chat_id, text="x")).json()
    return str(answer.get("description", ""))


async def _messages(api: Caller) -> list[dict[str, Any]]:
    updates: Awaitable[list[dict[str, Any]]] = api.result("getUpdates")
    return [u for u in await updates if "message" in u]
