"""How new words join a draft: filling, appending, and carrying over an edit of a message. Pure."""

from dataclasses import replace

from bot.news.announcement import Content, Photo, with_alt_text
from bot.news.words import Block, joined


def fill(content: Content, words: Content) -> Content:
    """Lay new words over a draft: texts that were given replace the old, a new photo replaces the old one."""
    if words.has_words():
        content = replace(content, headline=words.headline, standfirst=words.standfirst, body=words.body)
    content = replace(content, embargo=words.embargo or content.embargo)
    return replace(content, photo=words.photo) if words.photo else content


def append(content: Content, words: Content) -> Content:
    """Add all the words at the end of the body."""
    photo = content.photo or words.photo
    return replace(content, body=(*content.body, *as_blocks(words)), photo=photo)


def as_blocks(words: Content) -> tuple[Block, ...]:
    """Return headline, standfirst and body as blocks in reading order."""
    return tuple(block for block in (Block(words.headline), words.standfirst, *words.body) if block)


def with_field(content: Content, field: str, blocks: tuple[Block, ...]) -> Content:
    """Set one part by name: `headline`, `standfirst`, `body`, `alt_text`, `caption`, `credit` or `correction_note`."""
    line = " ".join(word for block in blocks for word in block.text.split())
    match field:
        case "headline":
            return replace(content, headline=line)
        case "standfirst":
            return replace(content, standfirst=joined(blocks))
        case "body":
            return replace(content, body=blocks)
        case "alt_text":
            return with_alt_text(content, line)
        case "caption" | "credit":
            return _with_photo_words(content, field, line)
        case "correction_note":
            return with_note(content, line)
        case _:
            raise ValueError(field)


def _with_photo_words(content: Content, field: str, line: str) -> Content:
    if content.photo is None:
        return content
    named = (
        replace(content.photo, caption=line) if field == "caption" else replace(content.photo, credit=line)
    )
    return replace(content, photo=named)


def with_note(content: Content, note: str) -> Content:
    """Say what was wrong with the edition before; in a first edition there is nothing to say it of."""
    if content.correction is None:
        return content
    return replace(content, correction=replace(content.correction, note=note))


def apply_change(content: Content, before: Content, after: Content, *, part: str) -> Content:
    """Carry an edit of one message into the draft: only the fields that the edit changed are touched.

    Words are exchanged where they still stand in the body, so that what another message gave stays. Where they do not,
    an appended part goes to the end, and a whole one is the body.
    """
    if part == "append":
        old, new = as_blocks(before), as_blocks(after)
        stands = bool(old) and _place_of(old, content.body) is not None
        return replace(content, body=_swap(content.body, old, new) if stands else (*content.body, *new))
    if before.headline != after.headline:
        content = replace(content, headline=after.headline)
    if before.standfirst != after.standfirst:
        content = replace(content, standfirst=after.standfirst)
    if before.body != after.body:
        content = replace(content, body=_swap(content.body, before.body, after.body))
    return replace(content, photo=_changed_photo(content.photo, before.photo, after.photo))


def _changed_photo(now: Photo | None, before: Photo | None, after: Photo | None) -> Photo | None:
    if after is None or (before is not None and before.sha256 == after.sha256):
        return now
    return after


def _swap(body: tuple[Block, ...], old: tuple[Block, ...], new: tuple[Block, ...]) -> tuple[Block, ...]:
    start = _place_of(old, body)
    return new if start is None else (*body[:start], *new, *body[start + len(old) :])


def _place_of(part: tuple[Block, ...], body: tuple[Block, ...]) -> int | None:
    starts = range(len(body) - len(part) + 1)
    return next((start for start in starts if body[start : start + len(part)] == part), None)
