"""Starts in a rough world: a revoked token, Telegram away."""

from pathlib import Path

from tests.independent.botapi import serve
from tests.independent.product import OPEN, installed
from tests.ports import free_port


async def test_a_revoked_token_is_one_clear_sentence(tmp_path: Path) -> None:
    async with serve() as server, installed(tmp_path, server.url) as product:
        server.token = "7000000001:AAF-another_token_since_then_012345678"
        await product.start(wait=False)
        assert await product.ended() != 0
        assert "TELEGRAM_BOT_TOKEN" in product.log
        assert "Traceback" not in product.log


async def test_telegram_away_at_the_start_is_waited_for(tmp_path: Path) -> None:
    port = free_port()
    async with installed(tmp_path, f"http://127.0.0.1:{port}") as product:
        await product.start(wait=False)
        await product.says("cannot be reached")
        async with serve(port):
            await product.says(OPEN)
            assert await product.stop() == 0
        assert "Traceback" not in product.log
