"""How the bot hears: long polling with its offsets, and the webhook with its order and its patience."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import Listener
from bot.sandbox.updates import KEPT_SECONDS
from tests.sandbox.conftest import Caller


async def texts(api: Caller, **params: Any) -> list[str]:
    return [u["message"]["text"] for u in await api.result("getUpdates", **params)]


async def test_an_offset_confirms_what_came_before_it(api: Caller, ada: Person) -> None:
    for text in "abc":
        ada.write(text)
    updates = await api.result("getUpdates")
    assert [u["update_id"] for u in updates] == list(
        range(updates[0]["update_id"], updates[0]["update_id"] + 3)
    )
    assert await texts(api) == ["a", "b", "c"]
    assert await texts(api, offset=updates[1]["update_id"]) == ["b", "c"]
    assert await texts(api, offset=updates[2]["update_id"] + 1) == []
    assert await texts(api) == []


async def test_limits_and_negative_offsets(api: Caller, ada: Person) -> None:
    for text in "abcd":
        ada.write(text)
    assert await texts(api, limit=2) == ["a", "b"]
    assert await texts(api, offset=-3) == ["b", "c", "d"]
    assert await texts(api) == ["b", "c", "d"]


async def test_an_offset_from_another_life_loses_nothing(api: Caller, ada: Person) -> None:
    ada.write("a")
    assert await texts(api, offset=999_999_999) == ["a"]


async def test_updates_are_forgotten_after_a_day_and_presses_after_150_seconds(
    api: Caller, sandbox: Sandbox, ada: Person
) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await api.result("sendMessage", chat_id=ada.id, text="x", reply_markup=markup)
    ada.write("a")
    ada.press(ada.last(), "Go")
    assert len(await api.result("getUpdates")) == 2
    sandbox.world.clock.shift(150)
    assert await texts(api) == ["a"]
    sandbox.world.clock.shift(KEPT_SECONDS - 150)
    assert await api.result("getUpdates") == []


async def test_a_waiting_poll_is_woken(api: Caller, ada: Person) -> None:
    waiting = asyncio.create_task(texts(api, timeout=30))
    await asyncio.sleep(0.05)
    ada.write("now")
    assert await asyncio.wait_for(waiting, 2) == ["now"]


async def test_a_second_poll_ends_the_first(api: Caller, ada: Person) -> None:
    first = asyncio.create_task(api.refusal("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(texts(api, timeout=30))
    assert await first == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    ada.write("to the second")
    assert await second == ["to the second"]


async def test_kinds_are_chosen_and_the_choice_is_kept(api: Caller, ada: Person) -> None:
    await api.result("getUpdates", allowed_updates=["edited_message"])
    message = ada.write("a")
    ada.edit(message, "b")
    assert [set(u) - {"update_id"} for u in await api.result("getUpdates")] == [{"edited_message"}]
    await api.result("getUpdates", allowed_updates=[])
    ada.react(ada.write("c"), "👍")
    assert [set(u) - {"update_id"} for u in await api.result("getUpdates")] == [
        {"edited_message"},
        {"message"},
    ]


async def test_the_same_offset_at_once_is_slowed_when_limits_are_on(
    api: Caller, sandbox: Sandbox, ada: Person
) -> None:
    sandbox.limits.polling = True
    for text in "ab":
        ada.write(text)
    assert await texts(api, offset=5) == ["a", "b"]
    assert await texts(api, offset=5) == ["a"]


# --- webhook ------------------------------------------------------------------------------------------------------------


class Hook:
    """A bot's web server that answers what it is told and notes what came."""

    def __init__(self) -> None:
        self.url = ""
        self.came: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[tuple[int, bytes]] = []
        self.wait = 0.0

    async def take(self, request: Request) -> Response:
        self.came.append(json.loads(await request.body()))
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await asyncio.sleep(self.wait)
        status, body = self.answers.pop(0) if self.answers else (200, b"")
        return Response(body, status)

    def texts(self) -> list[str]:
        return [u["message"]["text"] for u in self.came]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = Starlette(routes=[Route("/hook", hook.take, methods=["POST"])])
    server = Listener(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.005)
    hook.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/hook"
    yield hook
    server.end()
    await serving


async def eventually(sandbox: Sandbox, hook: Hook, count: int) -> None:
    async with asyncio.timeout(5):
        while len(hook.came) < count or len(sandbox.world.updates):
            await asyncio.sleep(0.01)


async def test_updates_are_posted_with_the_secret(
    api: Caller, sandbox: Sandbox, ada: Person, hook: Hook
) -> None:
    ada.write("before")
    await api.result("setWebhook", url=hook.url, secret_token="s3cret")
    ada.write("after")
    await eventually(sandbox, hook, 2)
    assert hook.texts() == ["before", "after"]
    assert hook.secrets == ["s3cret"] * 2
    info = await api.result("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (hook.url, 0, 40)


async def test_what_is_not_accepted_comes_again(
    api: Caller, sandbox: Sandbox, ada: Person, hook: Hook
) -> None:
    sandbox.api.rooms.webhook.first_pause = 0.01
    hook.answers = [(500, b""), (404, b"")]
    await api.result("setWebhook", url=hook.url)
    ada.write("again")
    await eventually(sandbox, hook, 3)
    assert hook.texts() == ["again"] * 3
    assert "404 Not Found" in (await api.result("getWebhookInfo"))["last_error_message"]


async def test_one_chat_waits_for_its_turn_and_others_do_not(
    api: Caller, sandbox: Sandbox, ada: Person, hook: Hook
) -> None:
    ben = sandbox.world.add_person("Ben Hill")
    hook.wait = 0.1
    await api.result("setWebhook", url=hook.url)
    for text in "ab":
        ada.write(text)
    ben.write("other")
    await asyncio.sleep(0.07)
    assert sorted(hook.texts()) == ["a", "other"]
    await eventually(sandbox, hook, 3)
    assert hook.texts()[-1] == "b"


async def test_an_answer_can_be_a_call(api: Caller, sandbox: Sandbox, ada: Person, hook: Hook) -> None:
    call = {"method": "sendMessage", "chat_id": ada.id, "text": "heard"}
    hook.answers = [(200, json.dumps(call).encode())]
    await api.result("setWebhook", url=hook.url)
    ada.write("hello")
    assert await sandbox.world.until(lambda: ada.last().text == "heard" if len(ada.sees()) > 2 else None)


async def test_a_webhook_excludes_polling_and_says_what_it_did(api: Caller, hook: Hook) -> None:
    polling = asyncio.create_task(api.refusal("getUpdates", timeout=30))
    await asyncio.sleep(0.05)

    async def said(method: str, **params: Any) -> str:
        return str((await api.answer(method, **params)).json()["description"])

    assert await said("setWebhook", url=hook.url) == "Webhook was set"
    assert await polling == "Conflict: terminated by setWebhook request"
    assert await said("setWebhook", url=hook.url) == "Webhook is already set"
    assert await api.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    assert await said("deleteWebhook") == "Webhook was deleted"
    assert await said("deleteWebhook") == "Webhook is already deleted"


async def test_a_dead_hook_keeps_updates(api: Caller, sandbox: Sandbox, ada: Person) -> None:
    await api.result("setWebhook", url="http://127.0.0.1:9/")
    ada.write("kept")
    await asyncio.sleep(0.1)
    assert "Connection failed" in (await api.result("getWebhookInfo"))["last_error_message"]
    await api.result("deleteWebhook")
    assert await texts(api) == ["kept"]
    ada.write("dropped")
    await api.result("deleteWebhook", drop_pending_updates=True)
    assert await texts(api) == []


@pytest.mark.parametrize(("hours", "kept"), [(22, True), (23, False)])
async def test_a_hook_that_is_gone_for_23_hours_is_given_up(
    api: Caller, sandbox: Sandbox, ada: Person, hook: Hook, *, hours: int, kept: bool
) -> None:
    sandbox.api.rooms.webhook.first_pause = 0.01
    hook.answers = [(410, b"")] * 1000
    await api.result("setWebhook", url=hook.url)
    ada.write("x")
    async with asyncio.timeout(5):
        while len(hook.came) < 2:
            await asyncio.sleep(0.01)
        sandbox.world.clock.shift(hours * 3600)
        tries = len(hook.came)
        while len(hook.came) < tries + 2 and sandbox.api.rooms.webhook.url:
            await asyncio.sleep(0.01)

    assert bool((await api.result("getWebhookInfo"))["url"]) == kept
