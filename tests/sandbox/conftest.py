"""A sandbox without flood limits, a few people, and a bare caller of its Bot API over real HTTP."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from PIL import Image

from bot.sandbox.chats import Chat
from bot.sandbox.limits import Limits
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox


class Caller:
    """Calls methods as any HTTP client would; `refusal` and `result` say which answer is expected."""

    def __init__(self, sandbox: Sandbox, client: httpx.AsyncClient) -> None:
        self.sandbox = sandbox
        self.client = client

    async def answer(self, method: str, **params: Any) -> httpx.Response:
        files = {name: value for name, value in params.items() if isinstance(value, tuple)}
        fields = {name: _text(value) for name, value in params.items() if not isinstance(value, tuple)}
        return await self.client.post(f"/bot{self.sandbox.token}/{method}", data=fields, files=files or None)

    async def result(self, method: str, **params: Any) -> Any:
        answer = await self.answer(method, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        """The description; the status must equal the error code."""
        answer = await self.answer(method, **params)
        shape = answer.json()
        assert not shape["ok"], f"accepted: {shape}"
        assert shape["error_code"] == answer.status_code
        return str(shape["description"])


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def picture(width: int = 60, height: int = 40, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, kind)
    return out.getvalue()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(limits=Limits(on=False, polling=False)) as running:
        yield running


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[Caller]:
    async with httpx.AsyncClient(base_url=sandbox.url, timeout=10, verify=False, trust_env=False) as client:
        yield Caller(sandbox, client)


@pytest.fixture
def ada(sandbox: Sandbox) -> Person:
    """Someone who has started the bot."""
    person = sandbox.world.add_person("Ada Marsh", "ada")
    person.start()
    sandbox.world.updates.drop()
    return person


@pytest.fixture
def stranger(sandbox: Sandbox) -> Person:
    """Someone who has not."""
    return sandbox.world.add_person("Sam Vale")


@pytest.fixture
def channel(sandbox: Sandbox, ada: Person) -> Chat:
    """A public channel the bot may post in."""
    chat = sandbox.world.add_channel("Northshire news", "northshirenews", owner=ada)
    ada.add_bot(chat)
    sandbox.world.updates.drop()
    return chat


@pytest.fixture
def newsroom(sandbox: Sandbox, ada: Person) -> Chat:
    """A supergroup with the bot as an ordinary member."""
    chat = sandbox.world.add_group("Newsroom", owner=ada)
    ada.add_bot(chat)
    sandbox.world.updates.drop()
    return chat
