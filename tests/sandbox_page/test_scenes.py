"""Behind the scenes, the guide, and a world that is emptied or loaded."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.sandbox_page.conftest import Screen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_it_is_off_until_asked_for_and_shows_what_the_bot_called(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    await expect(screen.page.get_by_text("What the bot just called")).to_have_count(0)
    await screen.page.get_by_role("button", name="Behind the scenes").click()
    await screen.send("Good morning")
    call = screen.page.locator(".calls li").first
    await expect(call).to_contain_text("sendMessage")

    await call.locator("summary").click()
    await expect(call.locator("pre")).to_contain_text("You said: Good morning")


async def test_the_clock_moves(screen: Screen) -> None:
    world = screen.stage.sandbox.world
    before = world.clock.now()
    await screen.open(screen.stage.ada, panel="scenes")
    await screen.page.get_by_role("button", name="+ 1 hour").click()
    await expect(screen.page.locator(".ribbon .moved")).to_be_visible()

    assert timedelta(minutes=59) < world.clock.now() - before < timedelta(minutes=61)
    await screen.page.get_by_role("button", name="Next day, 8:59").click()
    await expect(screen.page.locator(".scenes .now")).to_contain_text("08:59")


async def test_a_fault_is_set_suffered_and_cleared(screen: Screen) -> None:
    faults = screen.stage.sandbox.faults
    await screen.open(screen.stage.ada, panel="scenes")
    await screen.page.get_by_role("button", name="It is done, but the answer is lost").click()
    await screen.page.get_by_label("With the bot’s next call of").select_option("getUpdates")
    await screen.page.get_by_role("button", name="Slow, for ten calls").click()
    await expect(screen.page.get_by_role("list", name="In force")).to_contain_text("slow")
    assert [(fault.what, fault.when, fault.method) for fault in faults.all] == [
        ("reset", "after", "sendMessage"),
        ("slow", "before", "getUpdates"),
    ]

    await screen.page.get_by_role("button", name="Clear all of them").click()
    await expect(screen.page.get_by_role("list", name="In force")).to_have_count(0)
    assert faults.all == []


async def test_the_relay_stops_and_starts(screen: Screen) -> None:
    mailbox = screen.stage.sandbox.mailbox
    await screen.open(screen.stage.ada, panel="scenes")
    await screen.page.get_by_role("button", name="Stop the relay").click()
    await expect(screen.page.locator(".toasts")).to_contain_text("The mail relay is dead.")
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(mailbox.host, mailbox.port)

    await screen.page.get_by_role("button", name="Start it again").click()
    await expect(screen.page.locator(".toasts")).to_contain_text("listens again")
    _, writer = await asyncio.open_connection(mailbox.host, mailbox.port)
    writer.close()
    await writer.wait_closed()


async def test_a_world_is_saved_emptied_and_loaded(screen: Screen, tmp_path: Path) -> None:
    page, saved = screen.page, tmp_path / "world.json"
    await screen.open(screen.stage.ada, panel="scenes")
    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Save it as a file").click()
    await (await downloading.value).save_as(saved)
    assert "Ada Marsh" in [person["name"] for person in json.loads(saved.read_text("utf-8"))["people"]]

    await page.get_by_role("button", name="Empty it").click()
    await page.get_by_role("button", name="Yes, empty it").click()
    await expect(page.get_by_text("Nobody lives in this world yet.")).to_be_visible()
    await page.set_input_files(".scenes input[type=file]", saved)
    await expect(page.get_by_role("link", name="Ada Marsh")).to_be_visible()


async def test_a_furnished_world_begins_anew_instead(screen: Screen) -> None:
    asked = asyncio.Event()
    screen.stage.sandbox.begin_anew = asked.set
    await screen.open(screen.stage.ada, panel="scenes")
    await screen.page.get_by_role("button", name="Begin anew").click()
    await expect(screen.page.get_by_text("as on its first day")).to_be_visible()
    await screen.page.get_by_role("button", name="Yes, begin anew").click()
    await asyncio.wait_for(asked.wait(), 5)
    await expect(screen.page.get_by_role("link", name="Ada Marsh")).to_be_visible()


async def test_the_guide_ticks_itself_to_the_end(screen: Screen) -> None:
    stage, page = screen.stage, screen.page
    stage.sandbox.links.update(example="Flood warnings\n\nFrom Monday.", newsroom=stage.sandbox.url)
    await page.goto(stage.sandbox.url)
    await page.get_by_role("button", name="Put the example in the box").click()
    await expect(screen.box).to_have_value("Flood warnings\n\nFrom Monday.")
    await screen.box.press("Enter")
    await stage.bot.card(stage.ada.id)
    now = page.locator(".guide [aria-current=step]")
    await expect(now).to_contain_text("Say what the photo shows")

    await stage.bot.say(stage.ada.id, "Alt text: “Two crews”")
    await expect(now).to_contain_text("Submit it for review")
    await screen.key("Submit for review").click()
    await now.get_by_role("link", name="Be Ben Hill").click()
    await expect(now).to_contain_text("See the difference")
    await now.get_by_role("link", name="Be Ada Marsh").click()
    await stage.bot.say(stage.ben.id, "Changed since it was last submitted: half a third")
    await now.get_by_role("link", name="Be Ben Hill").click()
    await screen.key("Approve").click()
    await screen.key("Publish now").click()
    await expect(now).to_contain_text("Watch it arrive")
    await stage.bot.say(stage.eve.id, f"Flood warnings {stage.sandbox.url}")
    await expect(page.locator(".guide li li.done")).to_have_count(3)


async def test_a_step_passed_over_is_not_waited_for(screen: Screen) -> None:
    stage, page = screen.stage, screen.page
    await page.goto(stage.sandbox.url)
    await stage.bot.card(stage.ada.id)
    await screen.key("Submit for review").click()
    await page.get_by_role("link", name="Be Ben Hill").click()
    await screen.key("Approve").click()

    await expect(page.locator(".guide [aria-current=step]")).to_contain_text("Publish it")


async def test_botfathers_switches_are_turned(screen: Screen) -> None:
    bot = screen.stage.sandbox.world.bot
    await screen.open(screen.stage.ada, panel="scenes")
    await screen.page.get_by_label("It takes inline queries").check()
    await screen.stage.sandbox.world.until(lambda: bot.inline)
    await screen.page.get_by_label("It takes inline queries").uncheck()
    await screen.stage.sandbox.world.until(lambda: not bot.inline)


async def test_the_guide_can_be_put_away_and_brought_back(phone: Screen) -> None:
    await phone.page.goto(f"{phone.stage.sandbox.url}/#/{phone.stage.ada.id}")
    strip = phone.page.locator(".chats .guide-strip")
    await strip.get_by_role("button", name="Put the guide away").tap()
    await expect(strip).to_have_count(0)
    await phone.page.reload()
    await phone.page.get_by_role("button", name="Your first five minutes").tap()

    await expect(strip).to_be_visible()


async def test_another_world_begins_the_guide_anew_and_keeps_the_words(screen: Screen) -> None:
    stage, page = screen.stage, screen.page
    await screen.open(stage.ada, panel="guide")
    await stage.bot.card(stage.ada.id)
    await expect(page.locator(".guide [aria-current=step]")).to_contain_text("Say what the photo shows")
    await screen.box.fill("Half a sentence")
    await stage.sandbox.load(stage.sandbox.save())

    await expect(page.locator(".guide [aria-current=step]")).to_contain_text("Send a release")
    await expect(screen.box).to_have_value("Half a sentence")
