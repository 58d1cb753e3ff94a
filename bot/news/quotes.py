"""Quotes in the text: where they begin and end, who speaks, and how they are set out.

A quote may run over several paragraphs: each opens with a mark, only the last closes. Double marks are read, curly and
straight; single marks only in paragraphs that have no others. Nothing here adds, drops or changes a word. Pure; knows no page
and no mail.
"""

import re
from dataclasses import dataclass, replace

from bot.news.marks import LooseMark, Piece, scan
from bot.news.persons import (
    first_sentence,
    holder,
    is_nickname,
    is_office,
    last_sentence,
    person_meant,
    single_names,
)
from bot.news.speakers import VERBS, full_name, is_pronoun, speaker_after, speaker_before, speaker_signed
from bot.news.words import Block, BlockKind, cut, plain

NO_WORDS = Block("")
_ONLY_STOPS = re.compile(r"[.,;:!?]*")
_LEADS_IN = re.compile(rf"(?::|\b(?:{VERBS}),)$")
_LEADS_ON = re.compile(r"[:,]$")
_SPOKEN_END = frozenset(",.?!—–…")


@dataclass(frozen=True, slots=True)
class Quote:
    """One closed quote, a piece for each paragraph it runs over.

    `lead_in` is what stands before it ("Mr Ellis said:") and `tail` what follows ("said Mr Ellis."), within its own
    paragraphs; a lead-in may also be a paragraph of its own. `speaker` is as the text calls them, `speaker_full` their
    name in full; both "" when not to be told.
    """

    pieces: tuple[Piece, ...]
    lead_in: str = ""
    tail: str = ""
    speaker: str = ""
    speaker_full: str = ""

    @property
    def start_block(self) -> int:
        """The number of the block it begins in."""
        return self.pieces[0].block

    @property
    def end_block(self) -> int:
        """The number of the block it ends in, counted in."""
        return self.pieces[-1].block


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


def find_quotes(blocks: tuple[Block, ...]) -> tuple[Quote, ...]:
    """Return the closed quotes of a text in order, each with its speaker where the text tells."""
    found: list[Quote] = []
    closed = [pieces for pieces in scan(blocks)[0] if not _is_nickname(pieces, blocks)]
    known = single_names(plain(blocks))
    for number, pieces in enumerate(closed):
        following = closed[number + 1][0] if number + 1 < len(closed) else None
        quote = _placed(blocks, pieces, found[-1] if found else None, following)
        found.append(_attributed(blocks, quote, found[-1] if found else None, known))
    return tuple(found)


def loose_marks(blocks: tuple[Block, ...]) -> tuple[LooseMark, ...]:
    """Return every quote mark that lacks its partner."""
    return tuple(scan(blocks)[1])


def set_out(blocks: tuple[Block, ...]) -> tuple[Passage | QuotedPassage, ...]:
    """Return the text as it is to be set. Words inside a sentence stay where they are; spoken paragraphs stand apart.

    The words of all passages in order (before, quoted, after) are exactly the words of the blocks.
    """
    quotes = find_quotes(blocks)
    apart = {quote.start_block: quote for quote in quotes if _stands_apart(quote, blocks, quotes)}
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
    return tuple(_with_whole_name(passage, plain(blocks)) for passage in laid)


# ---------------------------------------------------------------------------------------------- finding


def _placed(
    blocks: tuple[Block, ...], pieces: tuple[Piece, ...], previous: Quote | None, following: Piece | None
) -> Quote:
    """Return a quote with the words around it, as far as the quotes beside it in its paragraphs."""
    first, last = pieces[0], pieces[-1]
    beside = _is_beside(previous, first)
    start = previous.pieces[-1].end if previous and beside else 0
    end = following.start if following and following.block == last.block else None
    quote = Quote(
        pieces,
        lead_in=blocks[first.block].text[start : first.start].strip(),
        tail=blocks[last.block].text[last.end : end].strip(),
    )
    if beside:
        # What follows the quote before it is that one's tail, unless it leads on to this one.
        lead_in = last_sentence(quote.lead_in)
        own = lead_in != first_sentence(quote.lead_in) or bool(_LEADS_ON.search(lead_in))
        return replace(quote, lead_in=lead_in if own else "")
    if not quote.lead_in and first.block and blocks[first.block - 1].text.endswith(":"):
        return replace(quote, lead_in=blocks[first.block - 1].text)
    return quote


def _is_beside(previous: Quote | None, first: Piece) -> bool:
    """Tell whether the quote before this one ends in the paragraph in which this one begins."""
    return previous is not None and previous.end_block == first.block


def _attributed(
    blocks: tuple[Block, ...], quote: Quote, previous: Quote | None, known: frozenset[str]
) -> Quote:
    speaker = (
        ""
        if _is_a_name(quote, blocks)
        else (
            speaker_before(quote.lead_in, known)
            or _speaker_of_tail(quote, blocks, known)
            or _signed(quote, blocks)
            or _runs_on(quote, previous, blocks)
        )
    )
    quote = replace(quote, speaker=speaker)
    full = full_name(speaker, plain(blocks))
    if is_pronoun(speaker):
        full = _meant(quote, previous, blocks)
    elif is_office(speaker):
        full = holder(speaker, plain(blocks)) or _named_so(speaker, previous)
    elif previous and speaker == previous.speaker:
        full = previous.speaker_full
    return replace(quote, speaker_full=full)


def _speaker_of_tail(quote: Quote, blocks: tuple[Block, ...], known: frozenset[str] = frozenset()) -> str:
    """Read "said Mr Ellis" only after words that end as speech does: “It is,” or “Is it?” or “It is”, with a comma."""
    last = quote.pieces[-1]
    text = blocks[last.block].text
    spoken = text[last.end - 2 : last.end - 1] in _SPOKEN_END or text[last.end : last.end + 1] == ","
    return speaker_after(quote.tail, known) if spoken else ""


def _signed(quote: Quote, blocks: tuple[Block, ...]) -> str:
    """Read "– Amy Lee, Chief Executive" after a quote that stands alone, on its own line or on the next."""
    if quote.lead_in or quote.pieces[0].start:
        return ""
    following = quote.end_block + 1
    if quote.tail or following == len(blocks):
        return speaker_signed(quote.tail)
    return speaker_signed(blocks[following].text)


def _is_a_name(quote: Quote, blocks: tuple[Block, ...]) -> bool:
    """Tell the “Safer Streets” of a sentence, which is called so, from words that somebody said."""
    first = quote.pieces[0]
    words = blocks[first.block].text[first.start + 1 : first.end - 1]
    ended = words[-1:] in _SPOKEN_END or _LEADS_ON.search(quote.lead_in)
    return len(quote.pieces) == 1 and not ended and words.istitle() and " " in words


def _is_nickname(pieces: tuple[Piece, ...], blocks: tuple[Block, ...]) -> bool:
    """Tell the “Bill” of William “Bill” Smith, which nobody says."""
    first = pieces[0]
    return len(pieces) == 1 and is_nickname(blocks[first.block].text, first.start, first.end)


def _runs_on(quote: Quote, previous: Quote | None, blocks: tuple[Block, ...]) -> str:
    """Return the previous speaker when this quote goes on in the same breath, or is a whole paragraph right after theirs."""
    if previous is None or quote.lead_in:
        return ""
    if _is_beside(previous, quote.pieces[0]):
        return previous.speaker
    if quote.pieces[0].start or previous.end_block != quote.start_block - 1:
        return ""
    return previous.speaker if _ONLY_STOPS.fullmatch(quote.tail) else ""


def _named_so(office: str, previous: Quote | None) -> str:
    """Return the previous speaker when they were introduced by this office: "Commissioner for Crime, Ben Adams, said"."""
    words = office.split(maxsplit=1)[1]
    return previous.speaker_full if previous and words in f"{previous.lead_in} {previous.tail}" else ""


def _meant(quote: Quote, previous: Quote | None, blocks: tuple[Block, ...]) -> str:
    """Return who "he" or "she" is: the person last named since the previous quote, or else its speaker."""
    first = quote.pieces[0]
    since = previous.end_block + 1 if previous else 0
    between = [block.text for block in blocks[since : first.block]]
    if previous and _is_beside(previous, first):
        # Its first sentence is the attribution of the quote before it.
        own = blocks[first.block].text[previous.pieces[-1].end : first.start].strip()
        between = [own.removeprefix(first_sentence(own))]
    else:
        between.append(blocks[first.block].text[: first.start])
    pronouns = list(re.finditer(rf"\b{quote.speaker}\b", between[-1]))
    if pronouns:
        between[-1] = between[-1][: pronouns[-1].start()]
    named = person_meant("\n\n".join(between))
    if named is not None:
        return full_name(named, plain(blocks))
    return previous.speaker_full if previous else ""


# ------------------------------------------------------------------------------------------ setting out


def _stands_apart(quote: Quote, blocks: tuple[Block, ...], quotes: tuple[Quote, ...]) -> bool:
    """Tell whether a quote fills its paragraphs but for its attribution. Setting it apart splits only at spaces."""
    first, last = quote.pieces[0], quote.pieces[-1]
    neighbours = [
        q for q in quotes if q is not quote and {q.start_block, q.end_block} & {first.block, last.block}
    ]
    if any(blocks[p.block].kind is not BlockKind.PARAGRAPH for p in quote.pieces) or neighbours:
        return False
    opening, closing = blocks[first.block].text[: first.start], blocks[last.block].text[last.end :]
    led_in = not opening or (opening[-1].isspace() and bool(_LEADS_IN.search(opening.strip())))
    if _ONLY_STOPS.fullmatch(closing):
        return led_in
    whole = first_sentence(closing) == last_sentence(closing)
    return not opening and closing[0].isspace() and whole and bool(_speaker_of_tail(quote, blocks))


def _passage(quote: Quote, blocks: tuple[Block, ...]) -> QuotedPassage:
    first, last = quote.pieces[0], quote.pieces[-1]
    end = last.end
    if _ONLY_STOPS.fullmatch(blocks[last.block].text[end:]):
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
