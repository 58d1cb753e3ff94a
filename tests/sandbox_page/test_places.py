"""Who one is and where: people, chats, links into them, what is unread, the inbox, and coming back after a reload."""

from __future__ import annotations

from email.message import EmailMessage

import aiosmtplib
import pytest
from playwright.async_api import Page, expect

from tests.sandbox_page.conftest import Screen, Stage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def deliver(stage: Stage, html: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "news@northshire.example", "eve@example.org", "Flood warnings"
    mail.set_content("Flood warnings")
    mail.add_alternative(html, subtype="html")
    await aiosmtplib.send(mail, hostname=stage.sandbox.mailbox.host, port=stage.sandbox.mailbox.port)


def chat_row(page: Page, title: str) -> str:
    return f".chats a:has(b:text-is('{title}'))"


async def test_a_first_visit_begins_with_the_drafter_and_the_guide(screen: Screen) -> None:
    await screen.page.goto(screen.stage.sandbox.url)

    await expect(
        screen.page.get_by_role("navigation", name="Who you are").locator("[aria-current]")
    ).to_contain_text("Ada")
    await expect(screen.page.get_by_role("heading", name="Your first five minutes")).to_be_visible()
    await expect(screen.page.get_by_text("nothing leaves this computer")).to_be_visible()


async def test_each_person_sees_their_own_chats(screen: Screen) -> None:
    page = screen.page
    await screen.open(screen.stage.ada)
    await expect(page.locator(chat_row(page, "Northshire desk"))).to_be_visible()
    await page.get_by_role("link", name="Eve Stone").click()

    await expect(page.locator(chat_row(page, "Northshire news"))).to_be_visible()
    await expect(page.locator(chat_row(page, "Northshire desk"))).to_have_count(0)


async def test_a_channel_is_followed_and_read(screen: Screen) -> None:
    await screen.open(screen.stage.ada, screen.stage.channel)
    await screen.page.get_by_role("button", name="Follow this channel").click()

    await expect(screen.page.get_by_text("Only the channel’s editors write.")).to_be_visible()
    await expect(screen.page.locator(".who")).to_contain_text("4 followers")


async def test_a_deep_link_starts_the_bot_as_whom_one_is(screen: Screen) -> None:
    stage, bot = screen.stage, screen.stage.sandbox.world.bot.username
    stage.ben.write(f"Join with https://t.me/{bot}?start=invite_7", stage.group)
    await screen.open(stage.ada, stage.group)
    await screen.message("Join with").get_by_role("link").click()

    await screen.sees("You said: /start invite_7")
    await expect(screen.page.locator(".who h2")).to_have_text("Newsdesk")


async def test_an_invitation_is_opened_as_somebody_else(screen: Screen) -> None:
    stage, bot = screen.stage, screen.stage.sandbox.world.bot.username
    await stage.bot.say(stage.ada.id, f"Pass it on: https://t.me/{bot}?start=invite_8")
    await screen.open(stage.ada)
    await screen.message("Pass it on").click(button="right")
    await screen.page.get_by_role("menuitem", name="Open its link as").click()
    await screen.page.get_by_role("menuitem", name="Eve Stone").click()

    await screen.sees("You said: /start invite_8")
    assert stage.eve.sees()[-2].text == "/start invite_8"


async def test_a_link_to_a_channels_post_opens_it(screen: Screen) -> None:
    stage = screen.stage
    post = await stage.bot.say(stage.channel.id, "The first post")
    link = f"https://t.me/northshirenews/{post['message_id']}"
    await stage.bot.say(stage.ada.id, f"It is <a href='{link}'>here</a>")
    await screen.open(stage.ada)
    await screen.message("It is").get_by_role("link").click()

    await expect(screen.page.locator(".who h2")).to_have_text("Northshire news")
    await expect(screen.message("The first post")).to_be_in_viewport()


async def test_unread_marks_come_and_go(screen: Screen) -> None:
    stage, page = screen.stage, screen.page
    await screen.open(stage.ada)
    await stage.bot.say(stage.group.id, "For all of you")
    await stage.bot.say(stage.ben.id, "For Ben")
    row = page.locator(chat_row(page, "Northshire desk"))
    await expect(row.locator(".count")).to_contain_text("1")
    await expect(page.get_by_role("link", name="Ben Hill").locator(".count")).to_contain_text("1")

    await row.click()
    await expect(page.get_by_text("New messages")).to_be_visible()
    await expect(row.locator(".count")).to_have_count(0)


async def test_a_mail_arrives_and_looks_as_it_was_sent(screen: Screen) -> None:
    await screen.open(screen.stage.eve, panel="inbox")
    await deliver(
        screen.stage, "<h1 style='color: rgb(1, 2, 3)'>Floods</h1><script>document.title = 'run'</script>"
    )
    await screen.page.locator(".inbox a.unread").click()

    mail = screen.page.frame_locator("iframe")
    await expect(mail.get_by_role("heading")).to_have_css("color", "rgb(1, 2, 3)")
    await screen.page.get_by_role("link", name="All mails").click()
    await expect(screen.page.locator(".inbox a")).to_have_count(1)
    await expect(screen.page.locator(".inbox a.unread")).to_have_count(0)
    # The browser says that it refused the mail's script.
    assert [line for line in screen.complaints if "script" not in line] == []
    screen.complaints.clear()


async def test_a_reload_keeps_the_place_and_the_words(screen: Screen) -> None:
    stage, page = screen.stage, screen.page
    await screen.open(stage.ben, stage.group, "inbox")
    await screen.box.fill("Half a sentence")
    await page.goto("about:blank")
    await page.goto(stage.sandbox.url)

    await expect(screen.box).to_have_value("Half a sentence")
    await expect(page.locator(".who h2")).to_have_text("Northshire desk")
    await expect(page.get_by_role("region", name="Inbox")).to_be_visible()
    await page.locator(chat_row(page, "Newsdesk")).click()
    await expect(screen.box).to_have_value("")
    await expect(page.locator(chat_row(page, "Northshire desk"))).to_contain_text("Not sent: Half a sentence")


async def test_the_page_waits_for_a_sandbox_that_stopped(screen: Screen) -> None:
    stage = screen.stage
    await screen.open(stage.ada)
    port = stage.sandbox.port
    await screen.box.fill("Still here")
    await stage.sandbox.stop()
    await expect(screen.page.get_by_text("The sandbox does not answer. This page waits")).to_be_visible()
    await stage.sandbox.start(port=port)

    await expect(screen.page.locator(".offline")).to_have_count(0)
    await expect(screen.box).to_have_value("Still here")
    screen.complaints.clear()  # the browser tells of every try that found nobody


async def test_on_a_phone_one_goes_from_list_to_chat_and_back(phone: Screen) -> None:
    page = phone.page
    await page.goto(f"{phone.stage.sandbox.url}/#/{phone.stage.ada.id}")
    await expect(phone.box).to_be_hidden()
    await page.locator(chat_row(page, "Newsdesk")).tap()
    await expect(phone.box).to_be_visible()
    await page.get_by_role("link", name="Back to the chats").tap()
    await expect(page.locator(chat_row(page, "Newsdesk"))).to_be_visible()

    await page.get_by_role("link", name="Inbox").tap()
    await expect(page.get_by_text("No mail yet.")).to_be_visible()
    await page.go_back()
    await expect(page.locator(chat_row(page, "Newsdesk"))).to_be_visible()


async def test_on_a_phone_a_tap_on_a_message_opens_its_menu(phone: Screen) -> None:
    await phone.open(phone.stage.ada)
    await phone.stage.bot.say(phone.stage.ada.id, "Good morning")
    await phone.message("Good morning").locator(".words").tap()
    await phone.page.get_by_role("menuitem", name="Reply").tap()

    await expect(phone.page.locator(".strip")).to_contain_text("Answering Newsdesk")
