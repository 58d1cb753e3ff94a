"""Draws the pictures in docs/pictures anew, of the product at work: `python3 dev.py pictures`.

The sandbox is started and a publication acted out as `newsdesk sandbox --play` does it; at some moments a browser
looks. Nothing is arranged for the camera.
"""

import asyncio
import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import click
from PIL import Image
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from bot.cli.acting import reads
from bot.cli.cast import APPROVER, DRAFTER, MAIL_READER, SUBSCRIBER, Part
from bot.cli.furnishing import furnish
from bot.cli.play import Play
from bot.cli.play_correction import hand_in, let_out, open_correction
from bot.cli.play_release import EXAMPLE
from bot.cli.showing import link
from bot.cli.stage import Stage, stage_set

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
DESKTOP, PHONE = ViewportSize(width=1280, height=940), ViewportSize(width=390, height=844)
MAIL = ViewportSize(width=680, height=1000)
MOST_BYTES = 250_000
SETTLING = 700  # milliseconds for pictures to load and movements to end


@dataclass
class Camera:
    """Takes pictures of one stage. Its two windows on the chat page are open from the beginning, and follow the story."""

    stage: Stage
    browser: Browser
    windows: dict[str, Page]

    async def chat(self, name: str, view: str, part: Part, *, panel: str = "-") -> None:
        """Take one person's chat with the bot as it is on a desktop or a phone."""
        await self._turn_to(view, part, self.stage.cast[part].id, panel)
        await _keep(await self.windows[view].screenshot(), name)

    async def channel(self, name: str, view: str, part: Part) -> None:
        """Take the newest post in the channel from its beginning, as one reader sees it."""
        await self._turn_to(view, part, self.stage.cast.channel.id, "-")
        await self.windows[view].get_by_label("Put the guide away").locator("visible=true").click()
        newest = self.windows[view].locator("article[data-id]").last
        await newest.evaluate("post => post.scrollIntoView({block: 'start'})")
        await self._settle(view)
        await _keep(await self.windows[view].screenshot(), name)

    async def card(self, name: str, part: Part, number: int) -> None:
        """Take one message alone."""
        await self._turn_to("desktop", part, self.stage.cast[part].id, "-")
        message = self.windows["desktop"].locator(f'article[data-id="{number}"]')
        await message.scroll_into_view_if_needed()
        await self._settle("desktop")
        await _keep(await message.screenshot(), name)

    async def site(self, name: str, address: str, view: ViewportSize, *, whole: bool = True) -> None:
        """Take a page as its readers see it, all of it or what the window shows."""
        page = await _window(self.browser, address, view)
        await _keep(await page.screenshot(full_page=whole), name)
        await page.close()

    async def _turn_to(self, view: str, part: Part, chat: int, panel: str) -> None:
        person = self.stage.cast[part].id
        await self.windows[view].goto(f"{self.stage.sandbox.url}/#/{person}/{chat}/{panel}")
        await self._settle(view)

    async def _settle(self, view: str) -> None:
        await self.windows[view].wait_for_timeout(SETTLING)


async def draw() -> None:
    """Play the story and take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright, stage_set(0) as stage:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        await furnish(stage)
        link(stage)
        views = {"desktop": DESKTOP, "phone": PHONE}
        windows = {name: await _window(browser, stage.sandbox.url, size) for name, size in views.items()}
        play = Play(stage, EXAMPLE)
        async with play.told():
            await _story(play, Camera(stage, browser, windows))
        await browser.close()


async def _story(play: Play, camera: Camera) -> None:
    stage, cast = camera.stage, camera.stage.cast
    headline = await play.draft()
    await camera.chat("chat-desktop", "desktop", DRAFTER, panel="guide")
    await camera.chat("chat-phone", "phone", DRAFTER)
    await play.submit()
    review = await reads(cast[APPROVER], "Please review")
    await camera.card("review-card", APPROVER, review.id)
    await play.refuse_the_author()
    await play.approve()
    published = await play.publish(headline)
    report = await reads(cast[DRAFTER], "Out since")
    await camera.card("live-report", DRAFTER, report.id)
    await camera.channel("channel-phone", "phone", SUBSCRIBER)
    mail = stage.sandbox.mailbox.to(MAIL_READER.address)[-1]
    await camera.site("mail", f"{stage.sandbox.url}/console/mails/{mail.number}/page", MAIL)
    await camera.site("page-desktop", published.page, DESKTOP)
    await camera.site("page-phone", published.page, PHONE, whole=False)
    await open_correction(stage, EXAMPLE)
    await hand_in(stage)
    await let_out(stage)
    await camera.chat("chat-corrected-phone", "phone", DRAFTER)
    await camera.site("page-corrected", published.page, DESKTOP)
    mail = stage.sandbox.mailbox.to(MAIL_READER.address)[-1]
    await camera.site("mail-corrected", f"{stage.sandbox.url}/console/mails/{mail.number}/page", MAIL)


async def _window(browser: Browser, address: str, view: ViewportSize) -> Page:
    page = await browser.new_page(
        viewport=view,
        device_scale_factor=2 if view is PHONE else 1,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    await page.goto(address)
    await page.wait_for_timeout(SETTLING)
    return page


async def _keep(png: bytes, name: str) -> None:
    """Write a picture with as many colours as fit into a small file."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        small = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        if small.tell() < MOST_BYTES:
            (FOLDER / f"{name}.png").write_bytes(small.getvalue())
            click.echo(f"docs/pictures/{name}.png  {image.width} × {image.height}  {small.tell() // 1000} kB")
            return
    sys.exit(f"{name} is larger than {MOST_BYTES} bytes even with 32 colours: take less of the page.")


if __name__ == "__main__":
    asyncio.run(draw())
