"""A press office behind a real socket, on a real database; a real browser where one is asked for."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, DummyCookieJar
from playwright.async_api import Browser, async_playwright

from bot.mail.addresses import tidy
from bot.storage import SqlStore, open_store
from bot.typeset import Typesetter
from bot.web.app import make_app
from bot.web.site import Site
from tests.web.world import BOT, DESK, Clock, Office, served


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[SqlStore]:
    store = await open_store(
        f"sqlite+aiosqlite:///{tmp_path / 'news.db'}", desk_name=DESK, timezone="Europe/London", clock=clock
    )
    yield store
    await store.close()


@pytest.fixture
def site(store: SqlStore, clock: Clock) -> Site:
    return Site(
        store=store,
        typesetter=Typesetter("Europe/London", {}),
        clock=clock,
        public_url="https://news.example.org",
        desk_name=DESK,
        secret_key="k" * 40,
        tidy_address=tidy,
        bot_username=lambda: BOT,
    )


@pytest.fixture
async def office(store: SqlStore, clock: Clock, site: Site) -> AsyncIterator[Office]:
    async with served(make_app(site)) as url, ClientSession(url, cookie_jar=DummyCookieJar()) as web:
        yield Office(store, clock, site, url, web)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        yield browser
        await browser.close()
