"""The other way in: Telegram calls us, with a secret, and an update is durable before it is acknowledged."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.telegram.webhook import PATH, Webhook
from tests.furnishing import desk_at_work
from tests.newsroom import Desk

SECRET = "a-secret-of-more-than-sixteen-letters"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def called(database_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    """A newsroom that Telegram calls."""
    async with desk_at_work(database_url, tmp_path, TELEGRAM_WEBHOOK_SECRET=SECRET) as desk:
        yield desk


async def test_the_whole_way_by_webhook(called: Desk) -> None:
    await called.publishes()
    posts = [m for m in called.channel.messages.values() if "fire engines" in m.words]
    assert len(posts) == 1
    assert called.sandbox.journal.count("setWebhook", ok=True) == 1
    assert called.sandbox.journal.count("getUpdates") == 0


async def posted(desk: Desk, body: bytes, secret: str) -> int:
    """Call as somebody who found the address."""
    async with aiohttp.ClientSession(headers={HEADER: secret}) as session:
        answer = await session.post(desk.site + PATH, data=io.BytesIO(body))
        return answer.status


async def test_without_the_secret_nothing_is_taken(called: Desk) -> None:
    forged = b'{"update_id": 1, "message": {"text": "/people"}}'
    assert await posted(called, forged, "") == 403
    assert await posted(called, forged, SECRET + "x") == 403
    assert await posted(called, forged, "\xe9") == 403
    kept = await called.newsroom.store.intake.waiting(100)
    assert 1 not in [received.update_id for received in kept]


async def test_junk_is_refused_and_a_poison_update_put_aside(called: Desk) -> None:
    assert await posted(called, b"not json", SECRET) == 400
    assert await posted(called, b'{"no": "id"}', SECRET) == 400
    assert await posted(called, b"x" * 1_048_577, SECRET) == 413
    poison = b'{"update_id": 2, "message": {"message_id": 1, "date": 1, "chat": {"id": 5}}}'
    assert await posted(called, poison, SECRET) == 200
    await called.told(called.ada, "put aside")
    called.rea.write("/latest")
    await called.told(called.rea, "nothing yet")


def test_a_webhook_without_a_secret_refuses_to_exist(called: Desk) -> None:
    with pytest.raises(ValueError, match="secret"):
        Webhook("", called.newsroom.store.intake, asyncio.Event())
