"""A bot in another library: aiogram drives the sandbox from /start to a deleted message, in an environment of its own.

Arguments: the sandbox's address, the bot's token, and `polling` or `webhook`. Prints one JSON line, then ends.
"""

import asyncio
import base64
import json
import os
import sys
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from aiogram.types import InputMediaPhoto as Photo
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

PIXELS = base64.b64decode(os.environ["PICTURE"])
SECRET = "s3cret"
KEYS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Follow", callback_data="f")]])
seen: dict[str, Any] = {}
done = asyncio.Event()
desk = Dispatcher()


@desk.message(CommandStart())
async def start(message: Message, command: CommandObject) -> None:
    seen["payload"] = command.args
    await message.answer("<b>Roads</b>?", parse_mode="HTML", reply_markup=KEYS)


@desk.callback_query(F.data == "f")
async def follow(query: CallbackQuery, bot: Bot) -> None:
    card = query.message
    assert isinstance(card, Message)
    await query.answer("You follow Roads")
    await card.edit_text("You follow Roads.")
    photo = await card.answer_photo(BufferedInputFile(PIXELS, "p.jpg"), caption="A2 open")
    assert photo.photo
    first = Photo(media=photo.photo[-1].file_id, caption="1")
    album = await card.answer_media_group([first, Photo(media=BufferedInputFile(PIXELS, "q.jpg"))])
    seen["album"] = len({message.media_group_id for message in album})
    await photo.delete()
    try:
        await photo.delete()
    except TelegramBadRequest as refusal:
        seen["refusal"] = refusal.message
    sent = await card.answer_document(BufferedInputFile(b"%PDF", "statement.pdf"))
    seen["name"] = sent.document and sent.document.file_name
    picture = album[1].photo
    assert picture
    file = await bot.download(picture[-1])
    assert file
    seen["bytes"] = file.read() == PIXELS
    done.set()


async def poll(bot: Bot) -> None:
    polling = asyncio.create_task(desk.start_polling(bot, handle_signals=False))
    await done.wait()
    await desk.stop_polling()
    await polling


async def be_called(bot: Bot) -> None:
    app = web.Application()
    SimpleRequestHandler(desk, bot, handle_in_background=False, secret_token=SECRET).register(app, "/hook")
    setup_application(app, desk, bot=bot)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token=SECRET)
    await done.wait()
    await asyncio.sleep(0.05)  # until this update is acknowledged
    await bot.delete_webhook()
    await runner.cleanup()


async def main(address: str, token: str, way: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    async with Bot(token, session=session) as bot:
        await (poll if way == "polling" else be_called)(bot)
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
