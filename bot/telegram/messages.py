"""What a drafter's message holds, turned into an arrival: words in blocks, a photo cleaned, a Word file read."""

from dataclasses import replace

from telegram import Document, Message, MessageEntity, PhotoSize
from telegram.error import BadRequest

from bot.desk.ports import Work
from bot.desk.ports.files import CleanPhoto, WordText
from bot.desk.saving import Arrival
from bot.news.announcement import Photo
from bot.news.checks.photo import is_file_name
from bot.news.reading import split
from bot.news.refusal import Refusal
from bot.news.words import Block, cut, shows
from bot.telegram.entities import passages
from bot.telegram.front import FrontDesk

# A bot may fetch files of up to 20 MB (Bot API, getFile).
FETCH_LIMIT = 20 * 1024 * 1024
_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".gif", ".tif", ".tiff", ".bmp")


async def arrival_of(
    front: FrontDesk, message: Message, *, after_command: bool = False
) -> tuple[Arrival, CleanPhoto | None]:
    """Return what a message gives, and the photo to keep with it. Refuses what it cannot use, saying why.

    `after_command` takes only what follows a command, such as the words after /new.
    """
    words = _words(message)
    if after_command:
        words = (cut(words[0], len(words[0].text.split(maxsplit=1)[0]), len(words[0].text)), *words[1:])
    arrival = Arrival(
        chat_id=message.chat_id,
        message_id=message.message_id,
        sent_at=message.date,
        blocks=tuple(block for block in split(words) if shows(block.text)),
        in_album=message.media_group_id is not None,
        was_hidden=any(one.type == MessageEntity.SPOILER for one in _entities(message)),
    )
    if message.photo:
        return _with_photo(arrival, await front.files.clean_photo(await _fetch(message.photo[-1])))
    if message.document is not None:
        return await _with_document(front, arrival, message.document)
    if message.text is None:
        raise Refusal("kind_unknown")
    if not arrival.blocks:
        raise Refusal("words_expected")
    return arrival, None


async def keep_photo(work: Work, photo: CleanPhoto | None) -> None:
    """Keep a cleaned photo's bytes in the same transaction as the words it came with."""
    for rendition, content in photo.renditions if photo else ():
        await work.media.put(rendition, content)


def _words(message: Message) -> tuple[Block, ...]:
    return passages(message.text if message.text is not None else message.caption or "", _entities(message))


def _entities(message: Message) -> tuple[MessageEntity, ...]:
    return message.entities if message.text is not None else message.caption_entities


def _with_photo(arrival: Arrival, photo: CleanPhoto, alt_text: str = "") -> tuple[Arrival, CleanPhoto]:
    described: Photo = replace(photo.photo, alt_text=alt_text)
    return replace(arrival, photo=described), photo


async def _with_document(
    front: FrontDesk, arrival: Arrival, document: Document
) -> tuple[Arrival, CleanPhoto | None]:
    name = (document.file_name or "").lower()
    picture = (document.mime_type or "").startswith("image/") or name.endswith(_PICTURE_ENDINGS)
    content = await _fetch(document)
    if picture:
        return _with_photo(arrival, await front.files.clean_photo(content))
    plain = name.endswith(".txt") or (document.mime_type == "text/plain" and not name.endswith(".docx"))
    text = await (front.files.read_text(content) if plain else front.files.read_word(content))
    return await _with_word_text(front, arrival, text, plain=plain)


async def _with_word_text(
    front: FrontDesk, arrival: Arrival, text: WordText, *, plain: bool
) -> tuple[Arrival, CleanPhoto | None]:
    """The file's words are the announcement; a caption sent along is a note, and the drafter is told so."""
    note = tuple(block.text for block in arrival.blocks)
    arrival = replace(arrival, blocks=split(text.blocks) if plain else text.blocks, set_aside=note)
    if text.picture is None:
        return arrival, None
    try:
        picture = await front.files.clean_photo(text.picture)
    except Refusal:  # a picture nobody can use is no reason to refuse the words
        return replace(arrival, picture_left_out=True), None
    description = "" if is_file_name(text.picture_description) else text.picture_description
    return _with_photo(arrival, picture, description)


async def _fetch(file: PhotoSize | Document) -> bytes:
    if (file.file_size or 0) > FETCH_LIMIT:
        raise Refusal("file_too_large", megabytes=round((file.file_size or 0) / 1024 / 1024), limit=20)
    try:
        return bytes(await (await file.get_file()).download_as_bytearray())
    except BadRequest as error:
        if "too big" in error.message.casefold():
            raise Refusal("file_too_large", megabytes=0, limit=20) from error
        raise Refusal("file_not_fetched") from error
