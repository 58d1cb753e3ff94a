"""How new words join a draft: filling, appending, and carrying over an edit of a message. Pure."""

from dataclasses import replace

from bot.news.announcement import Content, Photo, with_alt_text
from bot.news.words import Block, joined


def fill(content: Content, words: Content) -> Content:
    """Lay new words over a draft: texts that were given replace the old, a new photo replaces the old one."""
    if words.has_words():
        content = replace(content, headline=words.headline, standfirst=words.standfirst, body=words.body)
    return replace(content, photo=words.photo) if words.photo else content


def append(content: Content, words: Content) -> Content:
    """Add all the words at the end of the body."""
    photo = content.photo or words.photo
    return replace(content, body=(*content.body, *as_blocks(words)), photo=photo)


def as_blocks(words: Content) -> tuple[Block, ...]:
    """Return headline, standfirst and body as blocks in reading order."""
    return tuple(block for block in (Block(words.headline), words.standfirst, *words.body) if block)


def with_field(content: Content, field: str, blocks: tuple[Block, ...]) -> Content:
    """Set one part by name: `headline`, `standfirst`, `body`, `alt_text`, `caption` or `credit`."""
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
        case "caption":
            return replace(content, photo=replace(content.photo, caption=line) if content.photo else None)
        case "credit":
            return replace(content, photo=replace(content.photo, credit=line) if content.photo else None)
        case _:
            raise ValueError(field)


def apply_change(content: Content, before: Content, after: Content, *, part: str) -> Content:
    """Carry an edit of one message into the draft: only the fields that the edit changed are touched.

    An appended part is replaced where it still stands in the body; where it does not, the new words go to the end.
    """
    if part == "append":
        body = _swap(content.body, as_blocks(before), as_blocks(after))
        return replace(content, body=body)
    if before.headline != after.headline:
        content = replace(content, headline=after.headline)
    if before.standfirst != after.standfirst:
        content = replace(content, standfirst=after.standfirst)
    if before.body != after.body:
        content = replace(content, body=after.body)
    return replace(content, photo=_changed_photo(content.photo, before.photo, after.photo))


def _changed_photo(now: Photo | None, before: Photo | None, after: Photo | None) -> Photo | None:
    if after is None or (before is not None and before.sha256 == after.sha256):
        return now
    return after


def _swap(body: tuple[Block, ...], old: tuple[Block, ...], new: tuple[Block, ...]) -> tuple[Block, ...]:
    for start in range(len(body) - len(old) + 1):
        if body[start : start + len(old)] == old:
            return (*body[:start], *new, *body[start + len(old) :])
    return (*body, *new)
