"""Hands the press's copies to Telegram: one attempt, one message or one album, never the address of anything public."""

from telegram import Bot, InlineKeyboardMarkup, InputMediaDocument, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.desk.choices import Choice
from bot.desk.ports import Store
from bot.news.delivery import Answer, Delivery, Verdict
from bot.telegram.answers import answer_to
from bot.telegram.buttons import keyboard
from bot.telegram.embargoed import PressPost
from bot.telegram.pacing import NotNow, Pacer, Priority


class PressCarrier:
    """Carries to the chats of press contacts; under each message that can have one is the button that ends it."""

    def __init__(self, bot: Bot, store: Store, pacer: Pacer) -> None:
        self._bot = bot
        self._store = store
        self._pacer = pacer

    async def carry(self, rendering: bytes, delivery: Delivery) -> Answer:
        """Make one attempt."""
        chat_id, post = int(delivery.recipient), PressPost.from_bytes(rendering)
        rows = [[Choice("press_leave")]]
        markup = await self._store.write(lambda work: keyboard(work, rows))
        stored = await self._store.read(lambda work: work.media.get(post.photo)) if post.photo else None
        if post.photo and stored is None:
            return Answer(Verdict.OUR_FAULT, reason="the photo is not in the store")
        try:
            await self._pacer.turn(chat_id, Priority.CHANNEL)
            message_id = await self._send(chat_id, post, stored[1] if stored else None, markup)
        except NotNow as wait:
            return Answer(Verdict.PASSING, reason="waits for its turn", retry_after=wait.seconds)
        except TelegramError as error:
            return answer_to(error)
        return Answer(Verdict.ACCEPTED, message_id)

    async def _send(
        self, chat_id: int, post: PressPost, photo: bytes | None, markup: InlineKeyboardMarkup | None
    ) -> int:
        if post.words:
            return await self._send_files(chat_id, post, photo)
        if photo is not None:
            sent = await self._bot.send_photo(
                chat_id,
                photo,
                post.html,
                parse_mode=ParseMode.HTML,
                filename="photo.jpg",
                reply_markup=markup,
            )
            return sent.message_id
        sent = await self._bot.send_message(
            chat_id,
            post.html,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        return sent.message_id

    async def _send_files(self, chat_id: int, post: PressPost, photo: bytes | None) -> int:
        """Send the words as a file, the photo as another: in one album, so that both arrive or neither."""
        words = post.words.encode()
        if photo is None:
            sent = await self._bot.send_document(
                chat_id, words, post.html, parse_mode=ParseMode.HTML, filename="embargoed.txt"
            )
            return sent.message_id
        album = [
            InputMediaDocument(photo, filename="photo.jpg"),
            InputMediaDocument(words, filename="embargoed.txt", caption=post.html, parse_mode=ParseMode.HTML),
        ]
        both = await self._bot.send_media_group(chat_id, album)
        if not both:
            raise BadRequest("the album came back empty")
        return both[-1].message_id
