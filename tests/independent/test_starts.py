"""Starts and stops in a rough world: a revoked token, Telegram away, a database in use, a relay down, SIGTERM."""

import asyncio
import sqlite3
from pathlib import Path

from tests.independent.botapi import serve
from tests.independent.chatting import until
from tests.independent.opening import opened
from tests.independent.product import OPEN, free_port, installed


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


async def test_a_locked_database_and_a_relay_that_is_down_lose_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as o:
        await o.dan.says("Market moves\n\nIt moves to the square.\n\nFrom Monday.")
        locked = sqlite3.connect(next((tmp_path / "data").glob("*.db")), isolation_level=None, timeout=10)
        locked.execute("BEGIN EXCLUSIVE")
        await o.dan.says("/drafts")
        await asyncio.sleep(3)
        locked.execute("ROLLBACK")
        locked.close()
        await o.dan.sees("Open on the desk", seconds=20)
        assert len(o.dan.shown("Ready to submit")) == 1
        o.mailbox.shut()
        asked = await asyncio.create_subprocess_exec(
            *(
                "curl",
                "-s",
                "-o",
                "/dev/null",
                "-d",
                "address=late@example.org",
                f"{o.product.site}/subscribe",
            )
        )
        assert await asked.wait() == 0
        await asyncio.sleep(3)
        o.mailbox.open()
        await until(lambda: o.mailbox.letters("late@example.org"), 45, lambda: o.product.log)
        await o.dan.says("/help")
        assert await o.product.stop() == 0
        assert "Traceback" not in o.product.log
