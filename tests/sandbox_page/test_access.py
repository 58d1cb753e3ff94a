"""For everybody: nothing for axe to find at both widths and in both lights, and a whole journey by keyboard alone."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.sandbox_page.conftest import DESK, PHONE, Screen, Stage, picture, watched
from tests.sandbox_page.test_places import deliver

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


async def check(page: Page, where: str, scheme: str) -> None:
    """All of axe's rules by day; by night only the colours are others."""
    found = await Axe().run(page, options=COLOURS if scheme == "dark" else None)
    assert found.violations_count == 0, f"{where}\n{found.generate_report()}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_axe_finds_nothing(
    browser: Browser, stage: Stage, size: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    stage.ada.send_photo(picture(), "The crew")
    await stage.bot.card(stage.ada.id)
    await stage.bot.say(
        stage.group.id, "<blockquote expandable>A\nB\nC\nD</blockquote><tg-spoiler>x</tg-spoiler> /new"
    )
    await deliver(stage, "<p>Hello</p>")
    stage.sandbox.world.bot.inline = True
    async with (
        await browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce") as context,
        watched(context, stage) as screen,
    ):
        for chat, panel in [
            (stage.ada.id, "guide"),
            (stage.group.id, "inbox"),
            (stage.channel.id, "scenes"),
            ("-", "-"),
            (stage.ada.id, "-"),
        ]:
            await screen.page.goto(f"{stage.sandbox.url}/#/{stage.ada.id}/{chat}/{panel}")
            await screen.page.wait_for_timeout(250)
            await check(screen.page, f"{chat}/{panel}", scheme)
        await screen.box.fill(f"@{stage.sandbox.world.bot.username} roads")
        await screen.page.get_by_role("option", name="Open").wait_for()
        await check(screen.page, "offers", scheme)
        await screen.box.fill("")
        await screen.message("The crew").locator(".words").click(button="right")
        await screen.page.get_by_role("menuitem", name="Reply").wait_for()
        await check(screen.page, "menu", scheme)


async def tab_to(page: Page, what: str, key: str = "Tab") -> None:
    """Press Tab until an element that matches has the focus."""
    for _ in range(40):
        await page.keyboard.press(key)
        if await page.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"{what} is out of the Tab key's reach")


async def test_the_whole_way_by_keyboard_alone(screen: Screen) -> None:
    page, stage = screen.page, screen.stage
    await stage.bot.card(stage.ada.id)
    await screen.open(stage.ben)

    await tab_to(page, ".people a")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await expect(page.locator(".people [aria-current]")).to_contain_text("Ada")

    await tab_to(page, ".messages article")
    await tab_to(page, ".key")
    await expect(page.locator(":focus")).to_have_text("Alt text")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toasts")).to_contain_text("Send the alt text.")

    await tab_to(page, ".composer textarea")
    await page.keyboard.type("Two crews")
    await page.keyboard.press("Enter")
    await screen.sees("You said: Two crews")

    await tab_to(page, "article", key="Shift+Tab")
    await expect(page.locator("article:focus")).to_contain_text("Flood warnings")
    await page.keyboard.press("End")
    await page.keyboard.press("ArrowUp")
    await expect(page.locator("article:focus")).to_contain_text("Two crews")
    await page.keyboard.press("Enter")
    await expect(page.locator("[role=menuitem]:focus")).to_be_visible()
    await page.keyboard.press("End")
    await expect(page.locator("[role=menuitem]:focus")).to_have_text("Delete")
    await page.keyboard.press("Escape")
    await expect(page.locator("article")).not_to_have_count(0)
    await expect(page.get_by_role("menu")).to_have_count(0)
