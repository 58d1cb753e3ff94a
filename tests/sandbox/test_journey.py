"""python-telegram-bot's own Bot, on its own transport, from /start to a deleted message; its parser is the judge."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import telegram
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, ReplyParameters, Update
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter

from bot.sandbox.chats import Chat
from bot.sandbox.faults import Fault
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import picture


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    bot = Bot(sandbox.token, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot")
    async with bot:
        yield bot


class Polling:
    """Updates one by one, with the offset kept as every bot keeps it."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.offset = 0
        self.waiting: list[Update] = []

    async def next(self) -> Update:
        while not self.waiting:
            self.waiting = list(
                await self.bot.get_updates(self.offset, timeout=5, allowed_updates=Update.ALL_TYPES)
            )
        update = self.waiting.pop(0)
        self.offset = update.update_id + 1
        return update


class Hooked:
    """The same over a webhook: a small server that takes what is posted."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.came: asyncio.Queue[Update] = asyncio.Queue()

    async def next(self) -> Update:
        return await asyncio.wait_for(self.came.get(), 5)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        assert "x-telegram-bot-api-secret-token: s3cret" in head
        length = int(
            next(line for line in head.splitlines() if line.startswith("content-length")).split(":")[1]
        )
        update = Update.de_json(json.loads(await reader.readexactly(length)), self.bot)
        self.came.put_nowait(update)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()


async def test_the_journey_over_polling(bot: Bot, sandbox: Sandbox, stranger: Person) -> None:
    await journey(bot, Polling(bot), stranger)


async def test_the_journey_over_a_webhook(bot: Bot, sandbox: Sandbox, stranger: Person) -> None:
    hooked = Hooked(bot)
    server = await asyncio.start_server(hooked.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    await bot.set_webhook(
        f"http://127.0.0.1:{port}/", secret_token="s3cret", allowed_updates=Update.ALL_TYPES
    )
    await journey(bot, hooked, stranger)
    await bot.delete_webhook()
    server.close()


async def journey(bot: Bot, updates: Polling | Hooked, person: Person) -> None:
    person.start("topic_roads")
    started = (await updates.next()).message
    assert started is not None
    assert started.text == "/start topic_roads"
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Follow", callback_data="f", style="success")]])
    card = await started.reply_text("<b>Roads</b>?", parse_mode="HTML", reply_markup=keys)
    assert card.text_html == "<b>Roads</b>?"
    press = person.press(person.last(), "Follow")
    query = (await updates.next()).callback_query
    assert query is not None
    assert query.data == "f"
    await query.answer("You follow Roads")
    await query.edit_message_text("You follow Roads.")
    assert (await press.answer()).text == "You follow Roads"
    assert (person.last().text, person.last().buttons) == ("You follow Roads.", [])
    await pictures(bot, person)
    assert await card.delete()


async def pictures(bot: Bot, person: Person) -> None:
    photo = await bot.send_photo(person.id, picture(640, 480), caption="A2 open")
    album = await bot.send_media_group(
        person.id, [InputMediaPhoto(photo.photo[-1].file_id, caption="1"), InputMediaPhoto(picture(70, 70))]
    )
    assert len({message.media_group_id for message in album}) == 1
    await photo.edit_caption("A2 open again")
    await photo.edit_media(InputMediaPhoto(picture(80, 80), caption="New"))
    file = await bot.get_file(album[1].photo[-1])
    assert bytes(await file.download_as_bytearray()) == picture(70, 70)
    document = await bot.send_document(person.id, b"%PDF", filename="statement.pdf")
    assert document.document is not None
    assert document.document.file_name == "statement.pdf"


# retry_after is seconds or, where the environment asks for it, a timedelta; the library says so at every flood
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_its_errors_are_the_ones_the_library_knows(
    bot: Bot, sandbox: Sandbox, ada: Person, stranger: Person, newsroom: Chat
) -> None:
    ada.add(stranger, newsroom)
    with pytest.raises(Forbidden, match="initiate conversation"):
        await bot.send_message(stranger.id, "x")
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(
            ada.id,
            "x",
            reply_markup=InlineKeyboardMarkup.from_button(InlineKeyboardButton("x", callback_data="é" * 40)),
        )
    sandbox.faults.add(Fault("answer", code=429, retry_after=3))
    with pytest.raises(RetryAfter) as flood:
        await bot.send_message(ada.id, "x")
    assert flood.value.retry_after in {3, timedelta(seconds=3)}
    group = sandbox.world.add_group("Desk", owner=ada, kind="group")
    ada.add_bot(group)
    new = ada.upgrade(group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id
    with pytest.raises(InvalidToken):
        async with Bot("1:other", base_url=f"{sandbox.url}/bot"):
            pass


async def test_two_pollers(bot: Bot, sandbox: Sandbox, ada: Person) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    async with Bot(sandbox.token, base_url=f"{sandbox.url}/bot") as other:
        second = asyncio.create_task(other.get_updates(timeout=5))
        with pytest.raises(Conflict):
            await first
        ada.write("hello")
        assert [u.message.text for u in await second if u.message] == ["hello"]


async def test_everything_else_a_newsroom_asks(bot: Bot, ada: Person, channel: Chat, newsroom: Chat) -> None:
    ada.promote_bot(newsroom)
    post = await bot.send_message(
        "@northshirenews", "Road open", link_preview_options=telegram.LinkPreviewOptions(is_disabled=True)
    )
    assert post.link_preview_options is not None
    assert post.sender_chat == post.chat
    await bot.copy_message(ada.id, channel.id, post.message_id)
    forwarded = await bot.forward_message(newsroom.id, channel.id, post.message_id)
    assert isinstance(forwarded.forward_origin, telegram.MessageOriginChannel)
    assert await bot.pin_chat_message(newsroom.id, forwarded.message_id)
    reply = await bot.send_message(newsroom.id, "y", reply_parameters=ReplyParameters(forwarded.message_id))
    assert reply.reply_to_message is not None
    full = await bot.get_chat(newsroom.id)
    assert full.pinned_message is not None
    assert full.permissions is not None
    assert {m.status for m in await bot.get_chat_administrators(newsroom.id)} == {"creator", "administrator"}
    assert (await bot.get_chat_member(channel.id, ada.id)).status == "creator"
    assert await bot.get_chat_member_count(newsroom.id) == 2
    link = await bot.create_chat_invite_link(newsroom.id, name="Press")
    assert (await bot.revoke_chat_invite_link(newsroom.id, link)).is_revoked
    assert (await bot.export_chat_invite_link(newsroom.id)).startswith("https://t.me/+")
    assert await bot.leave_chat(newsroom.id)


async def test_the_bots_own_face(bot: Bot, ada: Person) -> None:
    assert (await bot.get_me()).username == "newsdesk_bot"
    await bot.set_my_commands([("draft", "Begin a draft"), ("help", "What I can do")])
    assert [c.command for c in await bot.get_my_commands()] == ["draft", "help"]
    scope = telegram.BotCommandScopeChat(ada.id)
    await bot.set_my_commands([("review", "See what waits")], scope=scope, language_code="en")
    assert len(await bot.get_my_commands(scope=scope, language_code="en")) == 1
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([("Draft it", "x")])
    await bot.set_chat_menu_button(ada.id, telegram.MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(ada.id), telegram.MenuButtonCommands)
    await bot.set_my_name("Northshire news")
    await bot.set_my_description("News")
    await bot.set_my_short_description("Short")
    described: list[Any] = [
        await bot.get_my_name(),
        await bot.get_my_description(),
        await bot.get_my_short_description(),
    ]
    assert [described[0].name, described[1].description, described[2].short_description] == [
        "Northshire news",
        "News",
        "Short",
    ]
    assert await bot.get_my_default_administrator_rights() is not None
