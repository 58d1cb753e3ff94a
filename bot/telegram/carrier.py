"""The carrier that hands posts to Telegram: one attempt, an honest answer, a photo uploaded once and reused."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import Bot, InputMediaPhoto, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.desk.ports import Store
from bot.news.delivery import Answer, Delivery, Kind, Verdict
from bot.telegram.answers import answer_to, answer_to_edit
from bot.telegram.pacing import NotNow, Pacer, Priority
from bot.telegram.rendering import NOTICE_PICTURE, Post
from bot.typeset import TEMPLATES

ANSWER_TRIES = 5
FILE_NAME = "photo.jpg"
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
        post = Post.from_bytes(rendering)
        if delivery.message_id is not None:
            return self._heed(await self._corrected(chat_id, delivery.message_id, post), chat_id)
        try:
            message = await self.post(chat_id, post)
        except TelegramError as error:
            return self._heed(answer_to(error), chat_id)
        return Answer(Verdict.ACCEPTED, message.message_id)

    async def _corrected(self, chat_id: int, message_id: int, post: Post) -> Answer:
        """Put right a message that is there. Text and photo cannot become each other; the press keeps the form it has."""
        try:
            if post.photo and post.swaps_photo:
                await self._edit_photo(chat_id, message_id, post)
            elif post.photo:
                await self._bot.edit_message_caption(
                    chat_id, message_id, caption=post.html, parse_mode=ParseMode.HTML
                )
            else:
                await self._bot.edit_message_text(
                    post.html, chat_id, message_id,
                    parse_mode=ParseMode.HTML, link_preview_options=_preview(post),
                )  # fmt: skip
        except TelegramError as error:
            return answer_to_edit(error)
        return Answer(Verdict.ACCEPTED, message_id)

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
        async def send(photo: str | bytes) -> Message:
            return await self._bot.send_photo(
                chat_id, photo, post.html, parse_mode=ParseMode.HTML, filename=FILE_NAME
            )

        return await self._with_copy(post.photo, send)

    async def _edit_photo(self, chat_id: int, message_id: int, post: Post) -> Message:
        """Set photo and words together: whatever an earlier edit left behind, both are right afterwards."""

        async def edit(photo: str | bytes) -> Message:
            media = InputMediaPhoto(photo, post.html, parse_mode=ParseMode.HTML, filename=FILE_NAME)
            edited = await self._bot.edit_message_media(media, chat_id, message_id)
            assert isinstance(edited, Message)  # True comes for inline messages only
            return edited

        return await self._with_copy(post.photo, edit)

    async def _with_copy(self, photo: str, hand_over: Callable[[str | bytes], Awaitable[Message]]) -> Message:
        """Reuse Telegram's copy of the photo; whoever comes first uploads while the others wait."""
        async with self._uploading[photo]:
            file_id = await self._store.read(lambda work: work.media.file_id(photo))
            if file_id is None:
                return await self._upload(photo, hand_over)
        try:
            return await hand_over(file_id)
        except BadRequest as error:
            if "file" not in error.message.casefold():
                raise
        # Telegram no longer knows its copy, and says so before it does anything: upload it again.
        return await self._upload(photo, hand_over)

    async def _upload(self, photo: str, hand_over: Callable[[str | bytes], Awaitable[Message]]) -> Message:
        message = await hand_over(await self._bytes_of(photo))
        file_id = message.photo[-1].file_id if message.photo else ""
        if file_id:
            await self._store.write(lambda work: work.media.remember_file_id(photo, file_id))
        return message

    async def _bytes_of(self, photo: str) -> bytes:
        if photo == NOTICE_PICTURE:
            return (TEMPLATES / "chat" / "public" / "withdrawn.png").read_bytes()
        stored = await self._store.read(lambda work: work.media.get(photo))
        if stored is None:
            raise BadRequest("the photo is not in the store")
        return stored[1]


def _preview(post: Post) -> LinkPreviewOptions:
    if post.preview_url:
        return LinkPreviewOptions(url=post.preview_url, prefer_large_media=True, show_above_text=True)
    return LinkPreviewOptions(is_disabled=True)
