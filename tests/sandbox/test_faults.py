"""Faults: each one as the other side of the wire sees it, and what the journal knows of it afterwards."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import Caller


async def send(api: Caller, person: Person, **params: Any) -> httpx.Response:
    return await api.answer("sendMessage", chat_id=person.id, text="x", **params)


def copies(person: Person) -> int:
    return sum(message.text == "x" for message in person.sees())


@pytest.mark.parametrize(("when", "posted"), [("before", 0), ("after", 1)])
async def test_an_error_before_and_after_acceptance(
    api: Caller, sandbox: Sandbox, ada: Person, when: Any, posted: int
) -> None:
    sandbox.faults.add(Fault("answer", when=when, code=502, description="Bad Gateway"))
    answer = await send(api, ada)
    assert (answer.status_code, answer.json()["description"]) == (502, "Bad Gateway")
    assert copies(ada) == posted == len(sandbox.journal.accepted(ada.id))
    assert (await send(api, ada)).status_code == 200


@pytest.mark.parametrize(("when", "posted"), [("before", 0), ("after", 1)])
async def test_a_torn_connection_before_and_after_acceptance(
    api: Caller, sandbox: Sandbox, ada: Person, when: Any, posted: int
) -> None:
    sandbox.faults.add(Fault("reset", when=when))
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        await send(api, ada)
    assert copies(ada) == posted == len(sandbox.journal.accepted(ada.id))
    last = sandbox.journal.tail(1)[0]
    assert (last.status, last.fault) == (0, "reset")


@pytest.mark.parametrize(("when", "posted"), [("before", 0), ("after", 1)])
async def test_no_answer_until_it_is_cleared(
    api: Caller, sandbox: Sandbox, ada: Person, when: Any, posted: int
) -> None:
    sandbox.faults.add(Fault("hang", when=when))
    call = asyncio.create_task(send(api, ada))
    await asyncio.sleep(0.1)
    assert not call.done()
    assert copies(ada) == posted
    sandbox.faults.clear()
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        await call


async def test_a_client_that_gives_up_leaves_the_message_posted(
    api: Caller, sandbox: Sandbox, ada: Person
) -> None:
    sandbox.faults.add(Fault("hang", when="after"))
    with pytest.raises(httpx.ReadTimeout):
        await api.client.post(
            f"/bot{sandbox.token}/sendMessage", data={"chat_id": str(ada.id), "text": "x"}, timeout=0.1
        )
    assert copies(ada) == 1


@pytest.mark.parametrize(("when", "posted"), [("before", 0), ("after", 1)])
async def test_a_slow_answer(api: Caller, sandbox: Sandbox, ada: Person, when: Any, posted: int) -> None:
    sandbox.faults.add(Fault("slow", when=when, seconds=0.2))
    call = asyncio.create_task(send(api, ada))
    await asyncio.sleep(0.1)
    assert copies(ada) == posted
    assert (await call).status_code == 200
    assert copies(ada) == 1


async def test_a_garbled_answer(api: Caller, sandbox: Sandbox, ada: Person) -> None:
    sandbox.faults.add(Fault("garble"))
    answer = await send(api, ada)
    assert answer.status_code == 200
    with pytest.raises(ValueError, match=r"control|Unterminated|delimiter|Expecting"):
        answer.json()
    assert copies(ada) == 1


async def test_a_flood_on_demand(api: Caller, sandbox: Sandbox, ada: Person) -> None:
    sandbox.faults.add(Fault("answer", code=429, retry_after=7))
    answer = await send(api, ada)
    assert answer.headers["Retry-After"] == "7"
    assert answer.json()["parameters"] == {"retry_after": 7}
    assert answer.json()["description"] == "Too Many Requests: retry after 7"


async def test_faults_hit_only_what_they_are_meant_for(
    api: Caller, sandbox: Sandbox, ada: Person, stranger: Person
) -> None:
    stranger.start()
    fault = sandbox.faults.add(Fault("answer", method="sendmessage", chat_id=stranger.id, times=2))
    assert (await send(api, ada)).status_code == 200
    assert (await api.answer("getMe")).status_code == 200
    assert [(await send(api, stranger)).status_code for _ in range(3)] == [500, 500, 200]
    assert fault.suffered == 2


async def test_until_cleared(api: Caller, sandbox: Sandbox, ada: Person) -> None:
    sandbox.faults.add(Fault("answer", times=None))
    assert [(await send(api, ada)).status_code for _ in range(3)] == [500] * 3
    sandbox.faults.clear()
    assert (await send(api, ada)).status_code == 200


async def test_the_journal_counts_and_forgets_the_oldest(api: Caller, ada: Person, channel: Any) -> None:
    async with (
        Sandbox(journal_size=3) as small,
        httpx.AsyncClient(base_url=small.url, verify=False) as client,
    ):
        for _ in range(5):
            await client.get(f"/bot{small.token}/getMe")
        assert (len(small.journal), small.journal.total) == (3, 5)
    journal = api.sandbox.journal
    await send(api, ada)
    await api.refusal("sendMessage", chat_id=ada.id)
    await api.result("sendMessage", chat_id="@northshirenews", text="post")
    assert journal.count("sendMessage") == 3
    assert journal.count("SendMessage", chat_id=ada.id) == 2
    assert journal.count("sendMessage", ok=False) == 1
    assert [e.result["text"] for e in journal.calls("sendMessage", ok=True)] == ["x", "post"]
    assert journal.accepted("@northshirenews") == [1]
