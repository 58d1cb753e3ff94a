"""Inline mode and invite links, where one meets them: in the text box, under a message, in a message."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.sandbox_page.conftest import Screen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_bots_name_in_the_box_offers_and_sends(screen: Screen) -> None:
    stage, bot = screen.stage, screen.stage.sandbox.world.bot
    bot.inline = True
    await screen.open(stage.ada, stage.group)
    await screen.box.fill(f"@{bot.username} roads")
    await expect(screen.page.get_by_role("option")).to_have_count(2)
    await screen.box.press("ArrowDown")
    await screen.box.press("Enter")

    await screen.sees("Closed: roads")
    await expect(screen.box).to_have_value("")
    assert stage.ada.sees(stage.group)[-1].marks["via_bot"]["username"] == bot.username


async def test_a_button_begins_an_inline_query(screen: Screen) -> None:
    stage, bot = screen.stage, screen.stage.sandbox.world.bot
    bot.inline = True
    key = {"text": "Search", "switch_inline_query_current_chat": "floods"}
    await stage.bot.say(stage.ada.id, "Find more", reply_markup={"inline_keyboard": [[key]]})
    await screen.open(stage.ada)
    await screen.key("Search").click()

    await expect(screen.box).to_have_value(f"@{bot.username} floods")
    await screen.page.get_by_role("option", name="Open").click()
    await screen.sees("Open: floods")


async def test_an_invite_link_lets_one_in(screen: Screen) -> None:
    stage = screen.stage
    desk = stage.sandbox.world.add_group("Night desk", owner=stage.ben)
    stage.ben.add_bot(desk, ["can_invite_users"])
    link = await stage.bot.call("exportChatInviteLink", chat_id=desk.id)
    stage.ben.write(f"Come over: {link}", stage.group)
    await screen.open(stage.ada, stage.group)
    await screen.message("Come over").get_by_role("link").click()

    await expect(screen.page.locator(".chats a", has_text="Night desk")).to_be_visible()
