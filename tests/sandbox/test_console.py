"""The console: a whole play over HTTP, its events, and its closed door for foreign pages."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import Caller, picture


async def post(api: Caller, path: str, **body: Any) -> Any:
    answer = await api.client.post(f"/console/{path}", json=body)
    assert answer.status_code < 300, answer.text
    return answer.json()


async def act(api: Caller, who: str, do: str, **fields: Any) -> Any:
    return (await post(api, "act", **{"as": who, "do": do, **fields}))["result"]


async def get(api: Caller, path: str, **params: Any) -> Any:
    answer = await api.client.get(f"/console/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_play_from_an_empty_world(api: Caller) -> None:
    await post(api, "people", name="Ada Marsh", username="ada")
    channel = await post(api, "chats", type="channel", title="News", owner="@ada", username="news")
    await act(api, "@ada", "add_bot", chat_id=channel["id"])
    await act(api, "@ada", "start", payload="invite-1")
    started = (await api.result("getUpdates"))[-1]["message"]
    assert started["text"] == "/start invite-1"
    keys = {"inline_keyboard": [[{"text": "Go", "callback_data": "go", "style": "success"}]]}
    await api.result(
        "sendMessage", chat_id=started["from"]["id"], text="<b>Hi</b>", parse_mode="HTML", reply_markup=keys
    )
    shown = (await get(api, f"chats/{started['chat']['id']}/messages", **{"as": "@ada"}))["messages"][-1]
    assert (shown["speaker"], shown["text"], shown["own"], shown["from_bot"]) == (
        "Newsdesk",
        "Hi",
        False,
        True,
    )
    assert shown["buttons"] == keys["inline_keyboard"]
    press = await act(api, "@ada", "press", message_id=shown["id"], button="Go")
    waiting = asyncio.create_task(get(api, f"presses/{press['press_id']}", wait=5))
    await api.result("answerCallbackQuery", callback_query_id=press["press_id"], text="Gone", show_alert=True)
    assert (await waiting)["answer"] == {"text": "Gone", "alert": True, "url": ""}


async def test_the_state_of_one_person(api: Caller, ada: Person, channel: Chat) -> None:
    await api.result("sendMessage", chat_id=ada.id, text="One")
    await api.result("sendMessage", chat_id=channel.id, text="Post")
    state = await get(api, "state", **{"as": "Ada Marsh"})
    chats = {chat["type"]: chat for chat in state["chats"]}
    assert (chats["private"]["title"], chats["private"]["unread"], chats["private"]["last"]["text"]) == (
        "Newsdesk",
        1,
        "One",
    )
    assert (chats["channel"]["status"], chats["channel"]["bot_status"], chats["channel"]["may_write"]) == (
        "creator",
        "administrator",
        True,
    )
    await post(api, "read", **{"as": "@ada"})
    state = await get(api, "state", **{"as": "@ada"})
    assert {c["type"]: c["unread"] for c in state["chats"]} == {"private": 0, "channel": 1}
    assert (await get(api, "state"))["chats"] == []


async def test_pages_of_messages(api: Caller, ada: Person) -> None:
    for number in range(7):
        ada.write(str(number))
    first = await get(api, f"chats/{ada.id}/messages", **{"as": "@ada", "limit": 3})
    assert ([m["text"] for m in first["messages"]], first["more"]) == (["4", "5", "6"], True)
    before = first["messages"][0]["id"]
    rest = await get(api, f"chats/{ada.id}/messages", **{"as": "@ada", "limit": 50, "before": before})
    assert ([m["text"] for m in rest["messages"]], rest["more"]) == (["/start", "0", "1", "2", "3"], False)


async def test_uploads_alone_and_together_and_their_bytes(api: Caller, ada: Person) -> None:
    fields = {"as": "@ada", "kind": "photo", "caption": "Look"}
    two = [("file", ("a.jpg", picture(50, 50))), ("file", ("b.jpg", picture(51, 51)))]
    sent = (await api.client.post("/console/upload", data=fields, files=two)).json()["result"]
    assert ([m["text"] for m in sent], len({m["album"] for m in sent})) == (["Look", ""], 1)
    one = [("file", ("page.html", b"<script>", "text/html"))]
    document = (await api.client.post("/console/upload", data={"as": "@ada"}, files=one)).json()["result"][0]
    served = await api.client.get(document["files"][0]["url"])
    assert (served.content, served.headers["content-type"]) == (b"<script>", "application/octet-stream")
    image = await api.client.get(sent[0]["files"][0]["url"])
    assert (image.content, image.headers["content-type"]) == (picture(50, 50), "image/jpeg")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"as": "@nobody", "do": "text", "text": "x"}, "Nobody here"),
        ({"as": "@ada", "do": "dance"}, "cannot “dance”"),
        ({"as": "@ada", "do": "text"}, "'text' is missing"),
        ({"as": "@ada", "do": "press", "message_id": 99, "button": 0}, "no message 99"),
        ({"as": "@ada", "do": "text", "text": "x", "chat_id": 9}, "no chat 9"),
    ],
)
async def test_what_cannot_be_done_is_said(api: Caller, ada: Person, body: dict[str, Any], said: str) -> None:
    answer = await api.client.post("/console/act", json=body)
    assert answer.status_code == 400
    assert said in answer.json()["error"]


async def test_every_verb_of_a_chat(api: Caller, sandbox: Sandbox, ada: Person, newsroom: Chat) -> None:
    sandbox.world.add_person("Ben Hill", "ben")
    where = {"chat_id": newsroom.id}
    await act(api, "@ada", "promote_bot", **where)
    await act(api, "@ben", "follow", link=await api.result("exportChatInviteLink", **where))
    message = await act(api, "@ben", "text", text="one", **where)
    await act(api, "@ben", "edit", text="two", message_id=message["id"], **where)
    await act(api, "@ada", "react", message_id=message["id"], emoji=["👍"], **where)
    assert newsroom.messages[message["id"]].text == "two"
    forwarded = await act(api, "@ada", "forward", message_id=message["id"], **where)
    assert forwarded["telegram"]["forward_origin"]["sender_user"]["username"] == "ben"
    await act(api, "@ben", "delete", message_id=message["id"], **where)
    await act(api, "@ada", "promote", person="@ben", rights=["can_delete_messages"], **where)
    await act(api, "@ada", "promote_bot", rights=["can_pin_messages"], **where)
    await act(api, "@ada", "demote_bot", **where)
    await act(api, "@ada", "restrict_bot", allowed=[], **where)
    await act(api, "@ada", "remove_bot", **where)
    await act(api, "@ben", "leave", **where)
    await act(api, "@ada", "block")
    await act(api, "@ada", "unblock")
    assert newsroom.members[sandbox.world.bot.id].status == "kicked"


async def test_events_are_streamed(api: Caller, sandbox: Sandbox, ada: Person) -> None:
    async with api.client.stream("GET", "/console/events") as stream:
        lines = stream.aiter_lines()
        assert await anext(lines) == "event: hello"
        await api.result("sendMessage", chat_id=ada.id, text="x")
        found = [line async for line in until_blank(lines, times=3)]
        assert "event: message" in found
        number = ada.last().id
        assert f"data: {json.dumps({'chat_id': ada.id, 'message_id': number})}" in found


async def until_blank(lines: Any, times: int) -> Any:
    while times:
        line = await anext(lines)
        times -= line == ""
        yield line


async def test_clock_faults_limits_and_journal(api: Caller, ada: Person) -> None:
    before = (await get(api, "clock"))["now"]
    assert (await post(api, "clock", shift=3600))["now"] > before
    assert (await post(api, "clock", set="2026-11-24T09:00:00+00:00"))["now"].startswith("2026-11-24T09:00:0")
    await post(api, "faults", what="answer", method="getMe", code=500)
    assert (await api.answer("getMe")).status_code == 500
    assert (await get(api, "journal", last=1))["calls"][0]["method"] == "getMe"
    await post(api, "faults", what="hang", times=None)
    assert len((await api.client.delete("/console/faults")).json()["faults"]) == 0
    assert (await post(api, "limits", on=True, burst=2))["burst"] == 2
    assert (await api.client.post("/console/faults", json={"what": "fire"})).status_code == 400
    assert (await api.client.post("/console/limits", json={"speed": 1})).status_code == 400


async def test_worlds_out_and_in(api: Caller, sandbox: Sandbox, ada: Person, channel: Chat) -> None:
    world = await get(api, "world")
    await post(api, "reset")
    assert sandbox.world.people == {}
    assert (await api.answer("sendMessage", chat_id=ada.id, text="x")).status_code == 400
    assert await post(api, "world", **world) | {"clock": ""} == world | {"clock": ""}
    assert (await api.answer("sendMessage", chat_id=ada.id, text="x")).status_code == 200
    refused = await api.client.post("/console/world", json={"peeple": []})
    assert "Unknown in the world file: peeple" in refused.json()["error"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
async def test_the_door_is_closed_to_foreign_pages(api: Caller, headers: dict[str, str], status: int) -> None:
    assert (await api.client.get("/console/state", headers=headers)).status_code == status


async def test_a_name_can_be_let_in(api: Caller, sandbox: Sandbox) -> None:
    sandbox.allowed_hosts.add("sandbox.example")
    assert (await api.client.get("/console/state", headers={"Host": "sandbox.example"})).status_code == 200


async def test_unknown_addresses_say_so(api: Caller) -> None:
    answer = await api.client.get("/console/nothing")
    assert (answer.status_code, "docs/sandbox-api.md" in answer.json()["error"]) == (404, True)


async def test_stopping_ends_streams_and_polls() -> None:
    sandbox = Sandbox()
    await sandbox.start()
    async with httpx.AsyncClient(base_url=sandbox.url, timeout=5, verify=False) as client:
        poll = asyncio.create_task(client.get(f"/bot{sandbox.token}/getUpdates", params={"timeout": 50}))
        stream = asyncio.create_task(client.get("/console/events"))
        await asyncio.sleep(0.1)
        async with asyncio.timeout(2):
            await sandbox.stop()
        assert (await poll).json()["description"] == "Internal Server Error: restart"
        assert (await stream).text.endswith("event: stopped\ndata: {}\n\n")
