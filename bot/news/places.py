"""Where words stand in an announcement, and putting changed words back there. Pure; reads no meaning into them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from bot.news.announcement import Content
from bot.news.words import Block, Span

Place = int | Literal["headline", "standfirst", "caption"]
Beside = Literal["alt_text", "correction_note"]


def passages(content: Content) -> Iterator[tuple[Place, Block]]:
    """Yield everything readers are given to read, in their order; a number is that of a block of the body."""
    yield "headline", Block(content.headline)
    yield "standfirst", content.standfirst
    yield from enumerate(content.body)
    if content.photo is not None:
        yield "caption", Block(content.photo.caption)


def beside(content: Content) -> Iterator[tuple[Beside, Block]]:
    """Yield what the public is told besides: to those who cannot see the photo, and what was wrong before."""
    if content.photo is not None:
        yield "alt_text", Block(content.photo.alt_text)
    if content.correction is not None:
        yield "correction_note", Block(content.correction.note)


def passage(content: Content, place: Place) -> Block:
    """Return the words at a place, an empty block where there is none."""
    return next((block for there, block in passages(content) if there == place), Block(""))


def with_passage(content: Content, place: Place, block: Block) -> Content:
    """Put a block in a place. Headline and caption take its text alone."""
    match place:
        case "headline":
            return replace(content, headline=block.text)
        case "standfirst":
            return replace(content, standfirst=block)
        case "caption":
            photo = content.photo
            return content if photo is None else replace(content, photo=replace(photo, caption=block.text))
        case _:
            return replace(content, body=(*content.body[:place], block, *content.body[place + 1 :]))


def reworded(block: Block, start: int, end: int, words: str) -> Block:
    """Return the block with `text[start:end]` said in other words.

    Marks around or beside them stay; one that began or ended inside them reaches over all the new ones.
    """
    spans = (
        Span(
            _moved(span.start, start, end, to=start, by=len(words) - (end - start)),
            _moved(span.end, start, end, to=start + len(words), by=len(words) - (end - start)),
            span.mark,
            span.href,
        )
        for span in block.spans
    )
    return Block(block.text[:start] + words + block.text[end:], block.kind, tuple(spans))


def _moved(position: int, start: int, end: int, *, to: int, by: int) -> int:
    if position <= start:
        return position
    return position + by if position >= end else to
