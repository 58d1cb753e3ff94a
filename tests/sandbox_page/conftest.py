"""The page in a real browser, at a sandbox in this process, with a tiny bot on the other side of it.

One browser serves all tests; each has a sandbox, a bot and a window of its own.
"""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest_asyncio
from PIL import Image
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)

from bot.sandbox.chats import Chat
from bot.sandbox.limits import Limits
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox_page.fakebot import FakeBot, answering

DESK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)


def picture(width: int = 600, height: int = 400) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#35606b").save(out, "JPEG")
    return out.getvalue()


@dataclass
class Stage:
    """A small newsroom: who there is, where they talk, and the bot they talk with."""

    sandbox: Sandbox
    bot: FakeBot
    ada: Person
    ben: Person
    eve: Person
    channel: Chat
    group: Chat


@dataclass
class Screen:
    """One window on the page, and what one looks for in it."""

    page: Page
    stage: Stage
    complaints: list[str]

    async def open(self, person: Person, chat: Chat | None = None, panel: str = "-") -> None:
        where = chat.id if chat else person.id
        await self.page.goto(f"{self.stage.sandbox.url}/#/{person.id}/{where}/{panel}")
        await self.page.wait_for_selector(".messages .message, .messages .service")

    @property
    def box(self) -> Locator:
        return self.page.locator(".composer textarea")

    def message(self, text: str) -> Locator:
        return self.page.locator(".message", has_text=text).last

    def key(self, label: str) -> Locator:
        return self.page.locator(".key", has_text=label).last

    async def send(self, text: str) -> None:
        await self.box.fill(text)
        await self.box.press("Enter")

    async def sees(self, text: str) -> None:
        await expect(self.message(text)).to_be_visible()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        expect.set_options(timeout=5000)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage() -> AsyncIterator[Stage]:
    async with Sandbox(limits=Limits(on=False, polling=False)) as sandbox:
        await sandbox.mailbox.start()
        world = sandbox.world
        ada, ben, eve = (world.add_person(name) for name in ("Ada Marsh", "Ben Hill", "Eve Stone"))
        ada.about, ben.about, eve.about = "Drafter", "Approver", "Reader"
        channel = world.add_channel("Northshire news", "northshirenews", owner=ben)
        group = world.add_group("Northshire desk", owner=ben)
        for chat in (channel, group):
            ben.add_bot(chat)
        ben.add(ada, group)
        eve.join(channel)
        async with answering(sandbox.url, sandbox.token) as bot:
            bot.channel, bot.approver = channel.id, ben.id
            for person in (ada, ben, eve):
                person.start()
            await world.until(lambda: all(len(person.sees()) == 2 for person in (ada, ben, eve)))
            for person in (ada, ben, eve):
                person.seen = {chat.id: chat.last_message_id for chat in world.chats.values()}
            yield Stage(sandbox, bot, ada, ben, eve, channel, group)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def desk(browser: Browser) -> AsyncIterator[BrowserContext]:
    async with await browser.new_context(viewport=DESK) as context:
        yield context


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pocket(browser: Browser) -> AsyncIterator[BrowserContext]:
    async with await browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        yield context


@pytest_asyncio.fixture(loop_scope="session")
async def screen(desk: BrowserContext, stage: Stage) -> AsyncIterator[Screen]:
    """A desktop's window; nothing may go wrong on its console."""
    async with watched(desk, stage) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def phone(pocket: BrowserContext, stage: Stage) -> AsyncIterator[Screen]:
    """A phone's."""
    async with watched(pocket, stage) as one:
        yield one


@asynccontextmanager
async def watched(context: BrowserContext, stage: Stage) -> AsyncIterator[Screen]:
    """A window whose console must stay silent."""
    page = await context.new_page()
    page.set_default_timeout(5000)
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text) if _is_complaint(told) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield Screen(page, stage, complaints)
    await page.close()
    assert complaints == []


def _is_complaint(told: ConsoleMessage) -> bool:
    """Of what a browser tells; a refusal (400) that the page words itself is none."""
    return told.type in {"error", "warning"} and not told.text.startswith("Failed to load resource")
