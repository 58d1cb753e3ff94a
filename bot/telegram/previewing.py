"""The preview: exactly what channel, subscribers, inboxes and page will get, sent to the person who asked."""

from functools import partial

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import Forbidden

from bot.desk import cards
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.news.announcement import Content
from bot.news.delivery import Kind
from bot.news.refusal import Refusal
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk
from bot.telegram.rendering import Post

PART_LIMIT = 3500


async def preview(front: FrontDesk, call: Call) -> str:
    """Send the post itself, then the mail's subject and text and the page's link."""
    edition_id, _ = call.looked_at

    async def load(work: Work) -> tuple[Edition, Content, dict[str, int]]:
        edition = await work.editions.get(edition_id)
        if edition is None:
            raise Refusal("gone")
        return edition, await content_of(work, edition), await cards.where_it_goes(work)

    edition, content, counts = await front.store.read(load)
    if not content.has_words():
        raise Refusal("nothing_to_preview")
    renderings = front.press.renderings(content, front.press.imprint(edition, content))
    chat_id, about = call.user.id, {"rehearsal": edition.rehearsal, "corrects": bool(edition.corrects)}
    try:
        await _say(front, chat_id, front.words("preview/post", counts=counts, **about))
    except Forbidden as error:  # whoever presses in the staff group may have blocked us
        raise Refusal("chat_closed", bot=front.bot.username) from error
    post = Post.from_bytes(renderings[Kind.REHEARSAL if edition.rehearsal else Kind.CHANNEL])
    await front.carrier.answer(chat_id, partial(front.carrier.post, chat_id, post))
    if Kind.INBOX in renderings:
        await _say_mail(front, chat_id, renderings[Kind.INBOX], counts)
    url = front.preview_url(call.staff.id, edition.id, edition.revision_id)
    await _say(front, chat_id, front.words("preview/page", url=url))
    return "preview_sent"


async def _say_mail(front: FrontDesk, chat_id: int, mail: bytes, counts: dict[str, int]) -> None:
    subject, text = front.mail_preview(mail)
    for number, part in enumerate(_parts(text)):
        words = front.words("preview/mail", subject=subject, text=part, first=number == 0, counts=counts)
        await _say(front, chat_id, words)


async def _say(front: FrontDesk, chat_id: int, words: str) -> None:
    send = partial(
        front.bot.send_message,
        chat_id,
        words,
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    await front.carrier.answer(chat_id, send)


def _parts(text: str) -> list[str]:
    """Split a long mail between paragraphs (a paragraph longer than a message between words)."""
    parts = [""]
    for paragraph in text.split("\n\n"):
        pieces = [paragraph[i : i + PART_LIMIT] for i in range(0, len(paragraph), PART_LIMIT)] or [""]
        for piece in pieces:
            if parts[-1] and len(parts[-1]) + len(piece) > PART_LIMIT:
                parts.append("")
            parts[-1] += ("\n\n" if parts[-1] else "") + piece
    return parts
