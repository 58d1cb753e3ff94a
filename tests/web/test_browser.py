"""The pages in a real browser: nothing for axe to find, nothing on the console, usable at 320 px and without scripts."""

from dataclasses import replace
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize

from bot.news.words import Block
from bot.web.previews import Previews
from tests.web.world import NEWS, Office, drawing

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"phone": ViewportSize(width=390, height=844), "desk": ViewportSize(width=1280, height=900)}
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.fixture
async def addresses(office: Office) -> dict[str, str]:
    """Every kind of page there is, by name."""
    await office.publish(replace(NEWS, headline="An older announcement"))
    photo = await office.keep(
        drawing(), alt_text="A grey harbour", caption="The harbour at dawn", credit="R. Alder"
    )
    content = replace(NEWS, photo=photo, body=(*NEWS.body, Block(f"It begins in {LONG}.")))
    edition, draft = await office.publish(content), await office.draft(content)
    key = await office.subscribed_key("anna@example.org")
    await office.post("/subscribe", {"address": "ben@example.org"})
    (letter,) = await office.letters()
    previews = Previews(office.site.secret_key, office.url, office.clock)
    preview = previews.link(draft.author_id, draft.id, draft.revision_id)
    return {
        "list": office.url + "/",
        "announcement": f"{office.url}/news/{edition.slug}",
        "preview": preview,
        "form": office.url + "/subscribe",
        "asked": office.url + "/subscribe/asked",
        "confirm": letter.link.replace(office.site.public_url, office.url),
        "leave": f"{office.url}/unsubscribe/{key}",
    }


def listen(page: Page) -> list[str]:
    """Collect all that the browser complains about."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
async def test_every_page_is_accessible_and_raises_no_complaint(
    browser: Browser, addresses: dict[str, str], size: str, scheme: Literal["light", "dark"]
) -> None:
    page = await browser.new_page(viewport=SIZES[size], color_scheme=scheme)
    complaints = listen(page)

    for name, address in addresses.items():
        await page.goto(address)
        if name == "form":
            await page.fill("#address", "anna@")
            await page.get_by_role("button", name="Subscribe").click()
            await page.get_by_text("not an e-mail address we can write to").wait_for()
            assert await page.input_value("#address") == "anna@"
        found = await Axe().run(page, options={"runOnly": WCAG})
        assert found.violations_count == 0, (name, found.generate_report())
    assert [line for line in complaints if "422" not in line] == []


async def test_nothing_runs_over_the_edge_of_the_smallest_phone(
    browser: Browser, addresses: dict[str, str]
) -> None:
    page = await browser.new_page(viewport=ViewportSize(width=320, height=640))

    for name, address in addresses.items():
        await page.goto(address)
        beyond = await page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert beyond == 0, name


async def test_a_visitor_subscribes_confirms_and_leaves_in_the_browser(
    browser: Browser, office: Office
) -> None:
    page = await browser.new_page(java_script_enabled=False)
    await page.goto(office.url + "/subscribe")
    await page.get_by_label("Your e-mail address").fill("carla@example.org")
    await page.get_by_role("button", name="Subscribe").click()
    assert await page.get_by_role("heading", level=1).inner_text() == "Now look in your inbox"

    (letter,) = await office.letters()
    await page.goto(letter.link.replace(office.site.public_url, office.url))
    await page.get_by_role("button", name="Yes, subscribe me").click()
    assert await page.get_by_role("heading", level=1).inner_text() == "You are subscribed"
    assert await office.subscribers() == 1

    key = await office.subscribed_key("dan@example.org")
    await page.goto(f"{office.url}/unsubscribe/{key}")
    await page.get_by_role("button", name="Unsubscribe").click()
    assert await page.get_by_role("heading", level=1).inner_text() == "You are unsubscribed"
    assert await office.subscribers() == 1


async def test_the_link_is_copied_by_a_press_and_shown_without_scripts(
    browser: Browser, addresses: dict[str, str], office: Office
) -> None:
    context = await browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = await context.new_page()
    await page.goto(addresses["announcement"])
    await page.get_by_role("button", name="Copy link").click()
    await page.get_by_text("Link copied").wait_for()
    assert await page.evaluate("navigator.clipboard.readText()") == office.site.public_url + addresses[
        "announcement"
    ].removeprefix(office.url)

    plain = await browser.new_page(java_script_enabled=False)
    await plain.goto(addresses["announcement"])
    assert await plain.get_by_role("button", name="Copy link").count() == 0
    assert await plain.get_by_label("Link to this page").is_visible()


async def test_the_photo_is_fetched_in_the_size_that_fits(
    browser: Browser, addresses: dict[str, str]
) -> None:
    page = await browser.new_page(viewport=SIZES["phone"])
    await page.goto(addresses["announcement"])

    photo = page.locator(".photo img")
    assert str(await photo.evaluate("image => image.currentSrc")).endswith(".webp")
    assert await photo.evaluate("image => image.naturalWidth") <= 960
    assert await photo.evaluate("image => image.complete && image.naturalWidth > 0")


async def test_the_whole_page_can_be_used_by_keyboard(browser: Browser, addresses: dict[str, str]) -> None:
    page = await browser.new_page(viewport=SIZES["desk"])
    await page.goto(addresses["announcement"])

    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.textContent") == "Skip to the main text"
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "main"
    reached = set()
    for _ in range(30):
        await page.keyboard.press("Tab")
        reached.add(
            await page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
        )
    assert {"Telegram", "E-mail", "link", "Copy link", "address", "Subscribe"} <= reached
    assert "website" not in reached
