"""The first five minutes, walked by the page alone: a real newsroom behind it, each step ticked by what happens."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.cli.cast import APPROVER, DRAFTER, Part
from bot.cli.furnishing import furnish
from bot.cli.showing import link
from bot.cli.stage import Stage, stage_set
from tests.sandbox_page.conftest import DESK

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
SLOW = 30_000  # milliseconds; on a machine at rest everything comes within a few seconds
NOTE = "Our first headline spoke of cars and engines only."


@dataclass
class Walker:
    """Whoever sits before the page."""

    page: Page
    stage: Stage

    async def is_now(self, part: Part) -> None:
        person = self.stage.cast[part].id
        await self.page.goto(f"{self.stage.sandbox.url}/#/{person}/{person}/guide")

    async def presses(self, label: str) -> None:
        """Press the one such button. While a card is placed anew there are two, and both of them move."""
        key = self.page.locator(".key", has_text=re.compile(f"^{re.escape(label)}$"))
        await expect(key).to_have_count(1, timeout=SLOW)
        await key.click(timeout=SLOW)

    async def reads(self, words: str) -> None:
        """Wait until the bot has said it."""
        await expect(self.page.locator(".message.other", has_text=words).last).to_be_attached(timeout=SLOW)

    async def says(self, words: str) -> None:
        box = self.page.locator(".composer textarea")
        await box.fill(words)
        await box.press("Enter")

    async def ticked(self, *titles: str) -> None:
        for title in titles:
            step = self.page.locator(".guide > ol > li", has_text=title)
            try:
                await expect(step).to_have_class("done", timeout=SLOW)
            except AssertionError as error:
                said = await self.page.locator(".messages article, .toast").all_inner_texts()
                error.add_note("The last that was said:\n" + "\n---\n".join(said[-4:]))
                raise


@pytest_asyncio.fixture(loop_scope="session")
async def walker(browser: Browser) -> AsyncIterator[Walker]:
    async with stage_set(0) as stage:
        await furnish(stage)
        link(stage)
        page = await browser.new_page(viewport=DESK, locale="en-GB", timezone_id="Europe/London")
        yield Walker(page, stage)
        await page.close()


async def test_the_guide_leads_from_a_release_to_its_correction(walker: Walker) -> None:
    await drafts(walker)
    await walker.is_now(APPROVER)
    await walker.ticked(f"Be {APPROVER.name}")
    await walker.presses("Approve")
    await walker.ticked("Approve it")
    await walker.is_now(DRAFTER)
    await walker.presses("Publish now")
    await walker.ticked("Publish it", "Watch it arrive")
    await corrects(walker)
    await walker.is_now(APPROVER)
    await walker.reads("Changed from what is published")
    await walker.presses("Approve")
    await walker.is_now(DRAFTER)
    await walker.presses("Publish now")
    await walker.ticked("See it corrected everywhere")
    await expect(walker.page.locator(".guide .finished")).to_be_visible()


async def drafts(walker: Walker) -> None:
    """The example, sent, described and submitted."""
    await walker.is_now(DRAFTER)
    await walker.page.get_by_role("button", name="Put the example in the box").click()
    await walker.page.locator(".composer textarea").press("Enter")
    await walker.ticked("Send a release")
    await walker.reads("Photo: 1600 × 1067")
    await walker.presses("Alt text")
    await walker.reads("Send the alt text")
    await walker.says("A fire engine and a police car before an open workshop")
    await walker.ticked("Say what the photo shows")
    await walker.reads("Alt text: “A fire engine and a police car before an open workshop”")
    await walker.presses("Submit for review")
    await walker.ticked("Submit it for review")


async def corrects(walker: Walker) -> None:
    """What was wrong is said, the headline changed, and all of it submitted."""
    await walker.presses("Put it right…")
    await walker.presses("It was wrong: correct it, and say so")
    await walker.reads("What was wrong?")
    await walker.says(NOTE)
    await walker.reads(f"Readers are told: “{NOTE}”")
    await walker.ticked("Put it right")
    await walker.presses("Headline")
    await walker.reads("Send the headline")
    await walker.says("Police and fire to share one workshop in Northshire")
    await walker.reads("Police and fire to share one workshop")
    await walker.presses("Submit for review")
