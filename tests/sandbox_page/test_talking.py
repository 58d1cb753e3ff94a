"""Writing, changing, answering, pressing: what one does all day in a chat."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.sandbox_page.conftest import Screen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_what_is_sent_is_answered(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    await screen.send("Good morning")

    await screen.sees("You said: Good morning")
    await expect(screen.message("Good morning")).to_be_in_viewport()
    await expect(screen.box).to_have_value("")


async def test_shift_and_enter_makes_a_new_line(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    await screen.box.fill("One")
    await screen.box.press("Shift+Enter")
    await screen.box.type("Two")
    await screen.box.press("Enter")

    await screen.sees("You said: One")
    assert screen.stage.ada.sees()[-2].text == "One\nTwo"


async def test_the_up_arrow_changes_the_last_message(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    await screen.send("A typpo")
    await screen.sees("You said: A typpo")
    await screen.box.press("ArrowUp")
    await screen.box.fill("A typo")
    await screen.box.press("Enter")

    await screen.sees("Now it says: A typo")
    await expect(screen.page.locator(".message.own", has_text="A typo")).to_contain_text("edited")


async def test_the_menu_answers_and_deletes(screen: Screen) -> None:
    await screen.open(screen.stage.ada, screen.stage.group)
    await screen.send("Who is on today?")
    await screen.message("Who is on today?").click(button="right")
    await screen.page.get_by_role("menuitem", name="Reply").click()
    await screen.send("Me")
    await expect(screen.message("Me").locator(".quoted")).to_contain_text("Who is on today?")

    await screen.message("Me").click(button="right")
    await screen.page.get_by_role("menuitem", name="Delete").click()
    await expect(screen.page.locator(".message.own")).to_have_count(1)


async def test_a_message_is_forwarded_and_reacted_to(screen: Screen) -> None:
    stage = screen.stage
    await screen.open(stage.ada)
    await screen.send("For the desk")
    await screen.message("You said: For the desk").click(button="right")
    await screen.page.get_by_role("menuitem", name="Forward").click()
    await screen.page.get_by_role("menuitem", name="Northshire desk").click()
    row = screen.page.get_by_role("link", name="Northshire desk")
    await expect(row).to_contain_text("You said: For the desk")  # the list has come to rest
    await row.click()
    await expect(screen.message("For the desk")).to_contain_text("Forwarded from Newsdesk")

    await screen.message("For the desk").click(button="right")
    await screen.page.get_by_role("menuitem", name="React with 👍").click()
    await expect(screen.page.locator(".reactions")).to_contain_text("1")


async def test_a_press_is_answered_with_a_toast_or_an_alert(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    await screen.send("card")
    await screen.key("Alt text").click()
    await expect(screen.page.locator(".toasts")).to_contain_text("Send the alt text.")

    await screen.key("Preview").click()
    alert = screen.page.get_by_role("dialog", name="The bot says")
    await expect(alert).to_contain_text("The preview is ready.")
    await screen.page.keyboard.press("Escape")
    await expect(alert).to_be_hidden()


async def test_a_pressed_button_shows_that_it_waits(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    await screen.send("card")
    await screen.key("Discard").click()
    await expect(screen.key("Discard")).to_have_attribute("aria-busy", "true")

    screen.stage.bot.go_on.set()
    await expect(screen.key("Discard")).to_have_attribute("aria-busy", "false")


async def test_what_comes_from_the_bot_appears_and_changes_by_itself(screen: Screen) -> None:
    stage = screen.stage
    await screen.open(stage.ada)
    said = await stage.bot.say(stage.ada.id, "One moment")
    await screen.sees("One moment")
    await stage.bot.call("editMessageText", chat_id=stage.ada.id, message_id=said["message_id"], text="Done")

    await screen.sees("Done")
    await stage.bot.call("deleteMessage", chat_id=stage.ada.id, message_id=said["message_id"])
    await expect(screen.message("Done")).to_have_count(0)


async def test_formatting_looks_as_it_was_meant(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    await screen.stage.bot.say(
        screen.stage.ada.id,
        "𝐍ews <b>bold <i>and slanted</i></b> <u>under</u> <s>out</s> <code>x &lt; y</code> "
        "<tg-spoiler>secret</tg-spoiler> <a href='https://example.org/a'>there</a>\n"
        "<blockquote>They said so</blockquote>after\n<pre>two\nlines</pre>\n/new",
    )
    words = screen.message("They said so").locator(".words")

    for tag, text in {
        "strong >> nth=0": "bold ", "strong em": "and slanted", "u": "under", "s": "out", "code >> nth=0": "x < y",
        "blockquote": "They said so", "pre": "two\nlines", ".command": "/new",
    }.items():  # fmt: skip
        await expect(words.locator(tag)).to_have_text(text)
    await expect(words.get_by_role("link", name="there")).to_have_attribute("href", "https://example.org/a")
    await words.get_by_role("button", name="Hidden words").click()
    await expect(words.locator(".spoiler")).to_have_class("spoiler shown")


async def test_typing_is_shown_until_words_come(screen: Screen) -> None:
    stage = screen.stage
    await screen.open(stage.ada)
    await screen.send("wait")
    await expect(screen.page.locator(".who")).to_contain_text("typing")

    await stage.bot.say(stage.ada.id, "Here it is")
    await expect(screen.page.locator(".who")).not_to_contain_text("typing")


async def test_a_slash_suggests_the_bots_commands(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    await screen.box.type("/ne")
    await expect(screen.page.get_by_role("option")).to_have_count(2)
    await screen.box.press("ArrowDown")
    await screen.box.press("Enter")

    await screen.sees("You said: /news")


async def test_a_refusal_is_said_and_the_words_stay(screen: Screen) -> None:
    stage = screen.stage
    await screen.open(stage.ada)
    await screen.box.fill("x" * 4097)
    await screen.box.press("Enter")

    await expect(screen.page.locator(".toasts")).to_contain_text("4097")
    await expect(screen.box).to_have_value("x" * 4097)


async def test_what_is_deleted_while_an_answer_is_on_its_way_stays_deleted(screen: Screen) -> None:
    """The answer to an older look may come after the news that a message is gone, and still hold it."""
    stage = screen.stage
    await screen.open(stage.ada)
    first = await stage.bot.say(stage.ada.id, "The card as it was")
    await screen.sees("The card as it was")
    seen, goes_on = asyncio.Event(), asyncio.Event()

    async def holds(route: Route) -> None:
        answer = await route.fetch()
        seen.set()
        await goes_on.wait()
        await route.fulfill(response=answer)

    await screen.page.route("**/messages?as=*&limit=50", holds, times=1)
    await stage.bot.say(stage.ada.id, "The card anew")
    await seen.wait()
    await stage.bot.call("deleteMessage", chat_id=stage.ada.id, message_id=first["message_id"])
    await expect(screen.page.locator(".message", has_text="The card as it was")).to_have_count(0)
    goes_on.set()

    await screen.sees("The card anew")
    await expect(screen.page.locator(".message", has_text="The card as it was")).to_have_count(0)
