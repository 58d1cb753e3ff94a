"""The carrier that hands posts to Telegram: one attempt, an honest answer, a photo uploaded once and reused."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import Bot, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.desk.ports import Store
from bot.news.delivery import Answer, Delivery, Kind, Verdict
from bot.telegram.answers import answer_to
from bot.telegram.pacing import NotNow, Pacer, Priority
from bot.telegram.rendering import Post

ANSWER_TRIES = 5
_PRIORITY = {
    Kind.CHANNEL: Priority.CHANNEL,
    Kind.SUBSCRIBER: Priority.BROADCAST,
    Kind.REHEARSAL: Priority.BROADCAST,
}


class TelegramCarrier:
    """Carries to channels and subscribers alike."""

    def __init__(self, bot: Bot, store: Store, pacer: Pacer) -> None:
        self._bot = bot
        self._store = store
        self._pacer = pacer
        self._uploading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def carry(self, rendering: bytes, delivery: Delivery) -> Answer:
        """Make one attempt."""
        chat_id = int(delivery.recipient)
        try:
            await self._pacer.turn(chat_id, _PRIORITY[delivery.kind])
        except NotNow as wait:
            return Answer(Verdict.PASSING, reason="waits for its turn", retry_after=wait.seconds)
        try:
            message = await self.post(chat_id, Post.from_bytes(rendering))
        except TelegramError as error:
            return self._heed(answer_to(error), chat_id)
        return Answer(Verdict.ACCEPTED, message.message_id)

    def _heed(self, answer: Answer, chat_id: int) -> Answer:
        """A private chat gets one message of us at a time, so its 429 is meant for all; a group's may be its own."""
        if chat_id < 0 and answer.retry_after:
            return replace(answer, whole_lane=False)
        if answer.whole_lane and answer.retry_after:
            self._pacer.slow_down(answer.retry_after)
        return answer

    async def answer(self, chat_id: int, send: Callable[[], Awaitable[Message]]) -> Message:
        """Say something to a person at once, waiting as long as Telegram asks. Raises TelegramError in the end."""
        for _ in range(ANSWER_TRIES):
            await self._pacer.turn(chat_id, Priority.ANSWER)
            try:
                return await send()
            except TelegramError as error:
                wait = answer_to(error).retry_after
                if wait is None:
                    raise
                await asyncio.sleep(wait)
        return await send()

    async def post(self, chat_id: int, post: Post) -> Message:
        """Send a post, also for a preview. Raises TelegramError."""
        if post.photo:
            return await self._with_photo(chat_id, post)
        return await self._bot.send_message(
            chat_id, post.html, parse_mode=ParseMode.HTML, link_preview_options=_preview(post)
        )

    async def _with_photo(self, chat_id: int, post: Post) -> Message:
        """Reuse Telegram's copy of the photo; whoever comes first uploads while the others wait."""
        async with self._uploading[post.photo]:
            file_id = await self._store.read(lambda work: work.media.file_id(post.photo))
            if file_id is None:
                return await self._upload(chat_id, post)
        try:
            return await self._bot.send_photo(chat_id, file_id, post.html, parse_mode=ParseMode.HTML)
        except BadRequest as error:
            if "file" not in error.message.casefold():
                raise
        # Telegram no longer knows its copy, and says so before it sends anything: upload it again.
        return await self._upload(chat_id, post)

    async def _upload(self, chat_id: int, post: Post) -> Message:
        stored = await self._store.read(lambda work: work.media.get(post.photo))
        if stored is None:
            raise BadRequest("the photo is not in the store")
        message = await self._bot.send_photo(
            chat_id, stored[1], post.html, parse_mode=ParseMode.HTML, filename="photo.jpg"
        )
        file_id = message.photo[-1].file_id if message.photo else ""
        if file_id:
            await self._store.write(lambda work: work.media.remember_file_id(post.photo, file_id))
        return message


def _preview(post: Post) -> LinkPreviewOptions:
    if post.preview_url:
        return LinkPreviewOptions(url=post.preview_url, prefer_large_media=True, show_above_text=True)
    return LinkPreviewOptions(is_disabled=True)
