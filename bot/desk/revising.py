"""Revising a draft part by part: by editing one's own message, or by answering for a field."""

from dataclasses import replace

from bot.desk import placing
from bot.desk.loading import content_of, the_edition
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Sent
from bot.desk.ports.values import Edition
from bot.desk.saving import APPEND, EXTRA, MERGED, REASON, WHOLE, Arrival, save
from bot.news.announcement import Content, with_photo
from bot.news.merging import apply_change, with_field
from bot.news.reading import as_words, kept_back
from bot.news.refusal import Refusal
from bot.news.staff import Person
from bot.news.status import OPEN

# Longest answer (characters) to a question for one line; a whole text pasted by mistake is far longer.
LINE_LIMIT = 1000
LINES = frozenset({Asked.HEADLINE, Asked.ALT_TEXT, Asked.CAPTION, Asked.CREDIT, Asked.CORRECTION_NOTE})


async def revise_message(work: Work, author: Person, arrival: Arrival) -> None:
    """Carry an edit of one's own message into the draft: only what differs from what the message gave before.

    Refuses an edit of a message that gave nothing, and any once the edition can no longer be changed.
    """
    before = await work.conversations.recall(arrival.chat_id, arrival.message_id)
    if before is None:
        await placing.revise_aside(work, author, arrival)
        return
    if before.part == REASON:
        raise Refusal("reason_given")
    if before.part == MERGED:
        raise Refusal("edit_merged")
    edition = await _being_written(work, before.edition_id)
    gave = _gave(before, arrival, work.desk.timezone)
    changed = _revised(await content_of(work, edition), before, gave)
    await save(work, author, edition, changed)
    await work.conversations.remember(replace(before, gave=gave, edition_id=edition.id))


async def _being_written(work: Work, edition_id: int) -> Edition:
    """Return the edition a message belongs to; once that is out, the one by which it is being put right."""
    edition = await the_edition(work, edition_id)
    following = await work.editions.open_of(edition.announcement_id) if edition.state not in OPEN else None
    return await the_edition(work, following.id) if following else edition


def set_field(content: Content, field: Asked, parts: Content) -> Content:
    """Answer a question for a field: a photo is the lead photo, the words under it when a photo was asked are its caption.

    Refuses what is too long for one line.
    """
    if parts.photo is not None and (content.photo is None or parts.photo.sha256 != content.photo.sha256):
        content = with_photo(content, parts.photo)
    if not parts.body:
        return content
    field = Asked.CAPTION if field is Asked.PHOTO else field
    length = sum(len(block.text) for block in parts.body)
    if field in LINES and length > LINE_LIMIT:
        raise Refusal("answer_too_long", length=length, limit=LINE_LIMIT, field=field.value)
    return with_field(content, field.value, parts.body)


def _gave(before: Sent, arrival: Arrival, timezone: str) -> Content:
    """Return what a message gives now, read as it was before: as a whole text, or as a part.

    Its embargo is what it was when the message came, for the card may say another by now: a line that says it in the same way
    stays out of the text, any other stays in, where it stops the announcement until somebody deals with it.
    """
    # A text that was placed as a part was read as a whole one: it has a headline.
    if before.part != WHOLE and not before.gave.headline:
        return arrival.parts
    reading = arrival.read(timezone)
    same = kept_back(reading).content
    if reading.embargoes and same.embargo == before.gave.embargo is not None:
        return same
    return replace(as_words(reading).content, embargo=before.gave.embargo)


def _revised(content: Content, before: Sent, gave: Content) -> Content:
    if before.part in (WHOLE, APPEND, EXTRA):
        part = WHOLE if before.part == WHOLE else APPEND
        return apply_change(content, before.gave, gave, part=part)
    if before.part == Asked.PHOTO and before.gave.body and not gave.body:
        content = with_field(content, Asked.CAPTION.value, ())
    photo = None if _same_photo(before.gave, gave) else gave.photo
    return set_field(content, Asked(before.part), replace(gave, photo=photo))


def _same_photo(one: Content, other: Content) -> bool:
    return one.photo is not None and other.photo is not None and one.photo.sha256 == other.photo.sha256
