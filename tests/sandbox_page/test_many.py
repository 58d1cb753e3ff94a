"""A chat of thousands stays light: only a stretch of it is drawn, and one's place in it does not jump."""

from __future__ import annotations

import time

import pytest
from playwright.async_api import expect

from bot.sandbox.formatting.reading import read
from bot.sandbox.messages import Content
from tests.sandbox_page.conftest import Screen, Stage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MANY = 5000


def fill(stage: Stage) -> None:
    world = stage.sandbox.world
    chat = world.private_chat(stage.ada)
    for number in range(MANY):
        world.put(chat, Content("text", read(f"Message number {number}", "")), world.bot)
    stage.ada.seen[chat.id] = chat.last_message_id


async def drawn(screen: Screen) -> int:
    return await screen.page.locator(".message").count()


async def test_five_thousand_messages(screen: Screen) -> None:
    fill(screen.stage)
    page = screen.page
    began = time.monotonic()
    await screen.open(screen.stage.ada)
    await expect(screen.message(f"Message number {MANY - 1}")).to_be_in_viewport()
    assert time.monotonic() - began < 5

    pane = page.locator(".messages")
    await pane.hover()
    seen = set()
    for _ in range(25):
        await page.mouse.wheel(0, -2500)
        await page.wait_for_timeout(40)
        seen.add(await page.locator(".message").first.get_attribute("data-id"))
        assert await drawn(screen) <= 130
    assert len(seen) > 5
    assert await page.evaluate("document.querySelectorAll('*').length") < 4000

    await page.get_by_role("button", name="To the newest message").click()
    await expect(screen.message(f"Message number {MANY - 1}")).to_be_in_viewport()


async def test_what_one_reads_stays_where_it_is(screen: Screen) -> None:
    fill(screen.stage)
    page = screen.page
    await screen.open(screen.stage.ada)
    await page.locator(".messages").hover()
    await page.mouse.wheel(0, -3000)
    await expect(page.get_by_role("button", name="To the newest message")).to_be_visible()
    await page.wait_for_timeout(300)
    middle = "(() => { const one = document.elementFromPoint(500, 400).closest('.message'); return one && [one.dataset.id, one.getBoundingClientRect().top]; })()"
    before = await page.evaluate(middle)
    await screen.stage.bot.say(screen.stage.ada.id, "Something new")
    await expect(page.locator(".to-bottom .count")).to_contain_text("1")

    now = await page.evaluate(middle)
    assert now[0] == before[0]
    assert abs(now[1] - before[1]) < 2
