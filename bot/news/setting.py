"""How a text with quotes is set: spoken paragraphs stand apart, words inside a sentence stay where they are. Pure.

The words of all passages in order are exactly the words of the blocks.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from bot.news.persons import first_sentence, last_sentence
from bot.news.quotes import ONLY_STOPS, Quote, find_quotes, speaker_of_tail
from bot.news.speakers import VERBS, full_name, speaker_before
from bot.news.words import Block, BlockKind, cut, plain

NO_WORDS = Block("")
_LEADS_IN = re.compile(rf"(?::|\b(?:{VERBS}),)$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A block set as what it is."""

    block: Block


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A quote set as one: `before` and `after` hold the text's own attribution; either or both may be empty."""

    quoted: tuple[Block, ...]
    before: Block = NO_WORDS
    after: Block = NO_WORDS
    speaker: str = ""
    speaker_full: str = ""


def set_out(blocks: tuple[Block, ...]) -> tuple[Passage | QuotedPassage, ...]:
    """Return the text as it is to be set. Words inside a sentence stay where they are; spoken paragraphs stand apart.

    The words of all passages in order (before, quoted, after) are exactly the words of the blocks.
    """
    quotes = find_quotes(blocks)
    # By the paragraph, since a paragraph of many quotes would have each of them look through all.
    touched = Counter(number for quote in quotes for number in {quote.start_block, quote.end_block})
    apart = {quote.start_block: quote for quote in quotes if _stands_apart(quote, blocks, touched)}
    laid: list[Passage | QuotedPassage] = []
    number = 0
    while number < len(blocks):
        quote, block = apart.get(number), blocks[number]
        if quote is not None:
            _join(laid, _passage(quote, blocks))
            number = quote.end_block
        elif block.kind is BlockKind.QUOTE:
            _join(laid, QuotedPassage((block,)))
        else:
            laid.append(Passage(block))
        number += 1
    text = plain(blocks)
    return tuple(_with_whole_name(passage, text) for passage in laid)


def _stands_apart(quote: Quote, blocks: tuple[Block, ...], touched: Counter[int]) -> bool:
    """Tell whether a quote fills its paragraphs but for its attribution. Setting it apart splits only at spaces."""
    first, last = quote.pieces[0], quote.pieces[-1]
    own = {quote.start_block, quote.end_block}
    neighbours = any(touched[number] > (number in own) for number in {first.block, last.block})
    if any(blocks[p.block].kind is not BlockKind.PARAGRAPH for p in quote.pieces) or neighbours:
        return False
    opening, closing = blocks[first.block].text[: first.start], blocks[last.block].text[last.end :]
    led_in = not opening or (opening[-1].isspace() and bool(_LEADS_IN.search(opening.strip())))
    if ONLY_STOPS.fullmatch(closing):
        return led_in
    whole = first_sentence(closing) == last_sentence(closing)
    return not opening and closing[0].isspace() and whole and bool(speaker_of_tail(quote, blocks))


def _passage(quote: Quote, blocks: tuple[Block, ...]) -> QuotedPassage:
    first, last = quote.pieces[0], quote.pieces[-1]
    end = last.end
    if ONLY_STOPS.fullmatch(blocks[last.block].text[end:]):
        end = len(blocks[last.block].text)
    pieces = (*quote.pieces[:-1], replace(last, end=end))
    return QuotedPassage(
        quoted=tuple(cut(blocks[piece.block], piece.start, piece.end) for piece in pieces),
        before=cut(blocks[first.block], 0, first.start),
        after=cut(blocks[last.block], end, len(blocks[last.block].text)),
        speaker=quote.speaker,
        speaker_full=quote.speaker_full,
    )


def _join(laid: list[Passage | QuotedPassage], passage: QuotedPassage) -> None:
    """Add a quote: to the one before it when that runs on, or with the paragraph before it as its lead-in."""
    before = laid[-1] if laid else None
    if passage.before or before is None:
        laid.append(passage)
    elif isinstance(before, QuotedPassage):
        if before.after or passage.after or before.quoted[-1].kind is not passage.quoted[0].kind:
            laid.append(passage)
        else:
            laid[-1] = replace(before, quoted=(*before.quoted, *passage.quoted))
    elif before.block.kind is BlockKind.PARAGRAPH and before.block.text.endswith(":"):
        laid[-1] = replace(passage, before=before.block)
    else:
        laid.append(passage)


def _with_whole_name(passage: Passage | QuotedPassage, text: str) -> Passage | QuotedPassage:
    """Name the speaker of a block quote that carries no marks, from its lead-in."""
    if isinstance(passage, Passage) or passage.speaker or not passage.before:
        return passage
    speaker = speaker_before(passage.before.text)
    return replace(passage, speaker=speaker, speaker_full=full_name(speaker, text))
