"""Walks over an announcement and reads every phrase in it that tells a day."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from bot.news.announcement import Content
from bot.news.dates import patterns
from bot.news.dates.dated import in_named_year, read_dated, read_feast, read_shared_month
from bot.news.dates.dayword import read_day
from bot.news.dates.mention import DateMention, Finding
from bot.news.dates.monthly import read_month, read_period
from bot.news.dates.names import is_part_of_token
from bot.news.dates.numbered import read_numbered
from bot.news.dates.weekday import read_weekday
from bot.news.marks import scan
from bot.news.places import Place, passages
from bot.news.words import Block, BlockKind

# In the order they are tried at each word: what tells more goes first.
_PHRASES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Finding | None]], ...] = (
    (patterns.DAY_PHRASE, read_day),
    (patterns.FEAST_PHRASE, read_feast),
    (patterns.DATED_PHRASE, read_dated),
    (patterns.SHARED_MONTH_PHRASE, read_shared_month),
    (patterns.NUMBERED_PHRASE, read_numbered),
    (patterns.MONTH_PHRASE, read_month),
    (patterns.PERIOD_PHRASE, read_period),
    (patterns.WEEKDAY_PHRASE, read_weekday),
)


FOUR = 4  # digits: a year, and no count of years
_COUNTS = {
    word: n
    for n, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2)
}


def mentions(content: Content, today: date) -> tuple[DateMention, ...]:
    """Return every phrase that tells a day, in reading order, as seen on the day of publishing in the desk's zone."""
    quoted, years = _quoted(content), _years(content)
    return tuple(
        DateMention(
            place,
            finding.start,
            finding.end,
            block.text[finding.start : finding.end],
            finding.kind,
            finding.days,
            finding.concern,
            None if is_quoted else finding.replacement,
            finding.otherwise,
            is_quoted,
        )
        for place, block in passages(content)
        for finding in find(block.text, today, years)
        for is_quoted in [_lies_in(quoted.get(place, ()), finding)]
    )


def find(text: str, today: date, years: frozenset[int] = frozenset()) -> Iterator[Finding]:
    """Yield what is read in a text, from left to right, none overlapping. `years` are those named anywhere around it."""
    read_to, years = 0, years | _years_told(text, today)
    for word in patterns.WORD.finditer(text):
        if word.start() < read_to or not _may_begin(word.group()):
            continue
        finding = _read_at(text, word.start(), today)
        if finding is not None and finding.start >= read_to:
            read_to = finding.end
            yield in_named_year(text, finding, years)


def _may_begin(word: str) -> bool:
    return word[0].isdigit() or word.lower() in patterns.OPENERS


def _read_at(text: str, position: int, today: date) -> Finding | None:
    for pattern, read in _PHRASES:
        match = pattern.match(text, position)
        if match is None or is_part_of_token(text, *match.span()):
            continue
        finding = read(match, today)
        if finding is not None:
            return finding
    return None


def _years(content: Content) -> frozenset[int]:
    return frozenset(
        int(year) for _, block in passages(content) for year in patterns.A_YEAR.findall(block.text)
    )


def _years_told(passage: str, today: date) -> frozenset[int]:
    """Return the years that a passage names by their distance: "last year", "two years ago", "a year on"."""
    text = passage.lower()
    told = (
        {today.year - 1}
        if re.search(r"\b(?:last\s+year|(?:a|one)\s+year\s+(?:ago|on|since))\b", text)
        else set()
    )
    told |= {today.year + 1} if re.search(r"\bnext\s+year\b", text) else set()
    for count in re.findall(r"\b(\w+)\s+years?\s+(?:ago|on|since|after|later)\b", text):
        number = int(count) if count.isdigit() and len(count) < FOUR else _COUNTS.get(count, 0)
        told |= {today.year - number} if number else set()
    return frozenset(told)


def _quoted(content: Content) -> dict[Place, tuple[tuple[int, int], ...]]:
    """Return the spoken stretches of each part: between quote marks, and blocks set as quotes."""
    spoken: dict[Place, tuple[tuple[int, int], ...]] = {
        "headline": _stretches((Block(content.headline),), 0),
        "caption": _stretches((Block(content.photo.caption),), 0) if content.photo else (),
    }
    body: list[Place] = ["standfirst", *range(len(content.body))]
    blocks = (content.standfirst, *content.body)
    for quote in scan(blocks)[0]:
        for piece in quote:
            place = body[piece.block]
            spoken[place] = (*spoken.get(place, ()), (piece.start, piece.end))
    for place, block in zip(body, blocks, strict=True):
        if block.kind is BlockKind.QUOTE:
            spoken[place] = ((0, len(block.text)),)
    return spoken


def _stretches(blocks: tuple[Block, ...], number: int) -> tuple[tuple[int, int], ...]:
    return tuple(
        (piece.start, piece.end) for quote in scan(blocks)[0] for piece in quote if piece.block == number
    )


def _lies_in(stretches: tuple[tuple[int, int], ...], finding: Finding) -> bool:
    return any(start <= finding.start and finding.end <= end for start, end in stretches)
