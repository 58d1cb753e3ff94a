"""A tiny bot over the real Bot API: it answers a few words, presses and files, so that the page has somebody to talk to."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

CARD = "<b>Flood warnings</b>\nAlt text: missing"
ROWS = [
    [{"text": "Alt text", "callback_data": "toast"}, {"text": "Preview", "callback_data": "alert"}],
    [{"text": "Submit for review", "callback_data": "submit", "style": "primary"}],
    [{"text": "Discard", "callback_data": "slow", "style": "danger"}],
]
DECISION = [[{"text": "Approve", "callback_data": "approve", "style": "success"}]]
PUBLISH = [[{"text": "Publish now", "callback_data": "publish", "style": "primary"}]]
COMMANDS = [
    {"command": "new", "description": "Begin"},
    {"command": "news", "description": "The newest"},
    {"command": "stop", "description": "No more"},
]


class FakeBot:
    """Calls and answers. `slow` presses wait for `go_on`; `channel` and `approver` are ids, 0 for none."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._address = address
        self.go_on = asyncio.Event()
        self.channel = 0
        self.approver = 0

    async def call(self, method: str, **params: Any) -> Any:
        async with self._session.post(f"{self._address}/{method}", json=params) as answer:
            shape = await answer.json()
            assert shape["ok"], f"{method}: {shape}"
            return shape["result"]

    async def say(self, chat_id: int, text: str, **more: Any) -> Any:
        return await self.call("sendMessage", chat_id=chat_id, text=text, parse_mode="HTML", **more)

    async def card(self, chat_id: int) -> Any:
        return await self.say(chat_id, CARD, reply_markup={"inline_keyboard": ROWS})

    async def run(self) -> None:
        await self.call("setMyCommands", commands=COMMANDS)
        offset = 0
        while True:
            for update in await self._poll(offset):
                offset = update["update_id"] + 1
                await self._answer(update)

    async def _poll(self, offset: int) -> list[dict[str, Any]]:
        """Nothing while the sandbox is down or its world is exchanged."""
        fields = {"timeout": 20, "offset": offset}
        try:
            async with self._session.post(f"{self._address}/getUpdates", json=fields) as answer:
                found: list[dict[str, Any]] = (await answer.json()).get("result", [])
                return found
        except aiohttp.ClientError:
            await asyncio.sleep(0.05)
            return []

    async def _answer(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await self._pressed(query)
        elif query := update.get("inline_query"):
            await self._asked(query)
        elif message := update.get("message"):
            await self._told(message)
        elif message := update.get("edited_message"):
            await self.say(message["chat"]["id"], f"Now it says: {message['text']}")

    async def _asked(self, query: dict[str, Any]) -> None:
        """Two articles with the words asked for."""
        results = [
            {
                "type": "article",
                "id": title,
                "title": title,
                "description": query["query"],
                "input_message_content": {"message_text": f"{title}: {query['query']}"},
            }
            for title in ("Open", "Closed")
        ]
        await self.call("answerInlineQuery", inline_query_id=query["id"], results=results)

    async def _told(self, message: dict[str, Any]) -> None:
        chat, text = message["chat"]["id"], message.get("text", "")
        if message["chat"]["type"] != "private":
            return
        if "photo" in message:
            size = message["photo"][-1]
            caption = message.get("caption", "no words")
            await self.say(chat, f"A photo, {size['width']} × {size['height']}, with {caption}")
        elif "document" in message:
            await self.say(chat, f"A file: {message['document']['file_name']}")
        elif text == "card":
            await self.card(chat)
        elif text == "wait":
            await self.call("sendChatAction", chat_id=chat, action="typing")
        else:
            await self.say(chat, f"You said: {text}")

    async def _pressed(self, query: dict[str, Any]) -> None:
        data = query["data"]
        if data == "slow":
            await self.go_on.wait()
        words = {"toast": "Send the alt text.", "alert": "The preview is ready.", "slow": "Discarded."}
        await self.call(
            "answerCallbackQuery",
            callback_query_id=query["id"],
            text=words.get(data, ""),
            show_alert=data == "alert",
        )
        if data == "submit":
            await self.say(self.approver, "Please review", reply_markup={"inline_keyboard": DECISION})
        elif data == "approve":
            await self.say(self.approver, "Approved", reply_markup={"inline_keyboard": PUBLISH})
        elif data == "publish":
            await self.say(self.channel, "<b>Flood warnings</b>")


@asynccontextmanager
async def answering(url: str, token: str) -> AsyncIterator[FakeBot]:
    """A bot at work."""
    async with aiohttp.ClientSession() as session:
        bot = FakeBot(session, f"{url}/bot{token}")
        work = asyncio.create_task(bot.run())
        yield bot
        work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await work
