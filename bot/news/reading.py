"""Reads what a press officer sent: which words are headline, standfirst and body, and what was left out.

Knows nothing of where the words came from. Nothing is ever dropped in silence: `Reading` names what was set aside.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from bot.news.announcement import Content
from bot.news.embargo import Embargo
from bot.news.masthead import SaidEmbargo, embargo_words, plain_line, without_ends, without_masthead
from bot.news.schedule import At, Past, read_moment
from bot.news.spoken import read_phrase
from bot.news.words import Block, BlockKind, cut, paragraphs

HEADLINE_LIMIT = 200
_BULLET = re.compile(r"[•·▪◦‣]\s+|[-*–]\s+(?=\S)")
_FURNITURE = frozenset({"share this article", "share this story", "our latest news, straight to your inbox"})
_PHOTO_NAME_WORDS = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text was understood as. `set_aside` holds the lines that are no part of the announcement.

    `embargoes` are those of them that say how long it is to be kept back.
    """

    content: Content
    set_aside: tuple[str, ...] = ()
    photo_name: str = ""
    embargoes: tuple[SaidEmbargo, ...] = ()

    @property
    def embargo_over(self) -> str:
        """The line of an embargo that was over when it was sent, "" for none."""
        return next((one.line for one in self.embargoes if one.is_over), "")


def split(passages: tuple[Block, ...]) -> tuple[Block, ...]:
    """Split passages into blocks: at blank lines where there are any, else at every line; dashed lines are bullets."""
    spaced = any(re.search(r"\S[^\S\n]*\n[^\S\n]*\n", passage.text) for passage in passages)
    if not spaced:
        return tuple(_bullets([line for passage in passages for line in paragraphs(passage)]))
    return tuple(block for passage in passages for chunk in _chunks(passage) for block in _listed(chunk))


def read(blocks: tuple[Block, ...], said_at: datetime, timezone: str) -> Reading:
    """Take the first line for the headline, the next paragraph for the standfirst, the rest for the body.

    Said at `said_at` (UTC) on a desk in this IANA zone, which is how an embargo's moment is read.
    """
    blocks, masthead = without_masthead(blocks, lambda line: said_embargo(line, said_at, timezone))
    blocks, furniture = _without_furniture(blocks)
    blocks, ends = without_ends(blocks)
    photo_name = ""
    if len(blocks) > 1 and _looks_like_photo_name(blocks[0], blocks[1]):
        photo_name, blocks = blocks[0].text, blocks[1:]
    headline, rest = _take_headline(blocks)
    standfirst, body = _take_standfirst(rest)
    said = (said_embargo(line, said_at, timezone) for line in masthead)
    return Reading(
        Content(headline, standfirst, body),
        (*masthead, *ends, *furniture),
        photo_name,
        tuple(one for one in said if one),
    )


def said_embargo(line: str, said_at: datetime, timezone: str) -> SaidEmbargo | None:
    """Return the moment that a line asks to wait for, None where it names no day or could mean two moments."""
    words = embargo_words(line)
    phrase = read_phrase(words) if words else None
    if phrase is None or not phrase.names_day:
        return None
    match read_moment(words, said_at, timezone):
        case At(moment):
            return SaidEmbargo(line.strip(), moment, is_over=False)
        case Past(moment) if phrase.date is None or phrase.date[2]:  # without its year it may be one to come
            return SaidEmbargo(line.strip(), moment, is_over=True)
        case _:
            return None


def kept_back(reading: Reading) -> Reading:
    """Put a new announcement under the embargo that its own text asks for; two that differ stay in the text.

    The press gets it no sooner than anybody: that is for a person to say. One that was over holds nothing back.
    """
    moments = {one.moment for one in reading.embargoes}
    if len(moments) > 1:
        return as_words(reading)
    if not moments or reading.embargo_over:
        return reading
    moment = moments.pop()
    return replace(reading, content=replace(reading.content, embargo=Embargo(moment, moment)))


def as_words(reading: Reading) -> Reading:
    """Leave every embargo that was read in the text, at its end, where it stops the announcement until it is dealt with."""
    lines = tuple(one.line for one in reading.embargoes)
    content = replace(reading.content, body=(*reading.content.body, *map(Block, lines)))
    left = tuple(line for line in reading.set_aside if line not in lines)
    return replace(reading, content=content, set_aside=left, embargoes=())


def _chunks(passage: Block) -> list[Block]:
    edges = [
        0,
        *(m.end() for m in re.finditer(r"\n[^\S\n]*(?:\n[^\S\n]*)+", passage.text)),
        len(passage.text),
    ]
    parts = (cut(passage, start, end) for start, end in pairwise(edges))
    return [part for part in parts if part]


def _listed(chunk: Block) -> list[Block]:
    """Turn the dashed lines that end a paragraph into bullets; the words before them stay a paragraph."""
    lines = list(paragraphs(chunk))
    first = next((i for i, line in enumerate(lines) if _is_dashed(line)), len(lines))
    run = lines[first:]
    if len(run) < 2 or not all(_is_dashed(line) for line in run):
        return [chunk]
    before = cut(chunk, 0, chunk.text.index(run[0].text))
    return [before, *_bullets(run)] if before else _bullets(run)


def _bullets(lines: list[Block]) -> list[Block]:
    """Turn each dashed line with a dashed neighbour into a bullet."""
    dashed = [False, *(_is_dashed(line) for line in lines), False]
    return [
        replace(_without_dash(line), kind=BlockKind.BULLET)
        if dashed[i] and (dashed[i - 1] or dashed[i + 1])
        else line
        for i, line in enumerate(lines, start=1)
    ]


def _is_dashed(line: Block) -> bool:
    return line.kind is BlockKind.PARAGRAPH and bool(_BULLET.match(line.text))


def _without_dash(line: Block) -> Block:
    dash = _BULLET.match(line.text)
    return cut(line, dash.end() if dash else 0, len(line.text))


def _without_furniture(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Leave out the lines a page adds by itself, at the end only, also when two stand in one paragraph."""
    left_out: list[str] = []
    while blocks:
        lines = blocks[-1].text.splitlines()
        if plain_line(lines[-1]) not in _FURNITURE:
            break
        left_out.insert(0, lines[-1].strip())
        shorter = cut(blocks[-1], 0, blocks[-1].text.rindex(lines[-1]))
        blocks = (*blocks[:-1], shorter) if shorter else blocks[:-1]
    return blocks, tuple(left_out)


def _looks_like_photo_name(first: Block, second: Block) -> bool:
    """Tell a picture's name ("matthew and flag", "IMG_2031.jpg") from a headline.

    A headline starts with a capital or a figure; the line after a picture's name is one, short and without a full stop.
    """
    name, headline = first.text, second.text
    if re.fullmatch(r"\S[^\n]*\.(jpe?g|png|webp|heic|tiff?|gif)", name, re.IGNORECASE):
        return True
    short = "\n" not in name and len(name.split()) <= _PHOTO_NAME_WORDS and name[-1] not in ".?!:"
    like_headline = len(headline) <= HEADLINE_LIMIT and headline[-1] not in ".:" and headline[:1].isupper()
    return short and name[:1].islower() and "\n" not in headline and like_headline


def _take_headline(blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    if not blocks:
        return "", ()
    first = blocks[0]
    line_end = first.text.find("\n")
    line = first.text if line_end < 0 else first.text[:line_end]
    if len(line) > HEADLINE_LIMIT:
        return "", blocks
    rest = cut(first, len(line), len(first.text))
    following = (replace(rest, kind=BlockKind.PARAGRAPH), *blocks[1:]) if rest else blocks[1:]
    return line.strip(), following


def _take_standfirst(blocks: tuple[Block, ...]) -> tuple[Block, tuple[Block, ...]]:
    if (
        not blocks
        or blocks[0].kind is not BlockKind.PARAGRAPH
        or (len(blocks) == 1 and len(blocks[0].text) > 1000)
    ):
        return Block(""), blocks
    return blocks[0], blocks[1:]
