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
from bot.news.speakers import full_name, is_pronoun, speaker_after, speaker_before, speaker_signed
from bot.news.words import Block, plain

ONLY_STOPS = re.compile(r"[.,;:!?]*")
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
            or speaker_of_tail(quote, blocks, known)
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


def speaker_of_tail(quote: Quote, blocks: tuple[Block, ...], known: frozenset[str] = frozenset()) -> str:
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
    return previous.speaker if ONLY_STOPS.fullmatch(quote.tail) else ""


def _named_so(office: str, previous: Quote | None) -> str:
    """Return the previous speaker when they were introduced by this office: "Commissioner for Crime, Ben Adams, said"."""
    words = office.split(maxsplit=1)[1]
    return previous.speaker_full if previous and words in f"{previous.lead_in} {previous.tail}" else ""


def _meant(quote: Quote, previous: Quote | None, blocks: tuple[Block, ...]) -> str:
    """Return who "he" or "she" is: the person last named since the previous quote, or else its speaker."""
    first = quote.pieces[0]
    start = previous.end_block + 1 if previous else 0
    between = [block.text for block in blocks[start : first.block]]
    if previous and _is_beside(previous, first):
        # Its first sentence is the attribution of the quote before it.
        own = blocks[first.block].text[previous.pieces[-1].end : first.start].strip()
        between = [own.removeprefix(first_sentence(own))]
    else:
        between.append(blocks[first.block].text[: first.start])
    pronouns = list(re.finditer(rf"\b{quote.speaker}\b", between[-1]))
    if pronouns:
        between[-1] = between[-1][: pronouns[-1].start()]
    named = person_meant(between[-1])
    if named is not None:
        return full_name(named, plain(blocks))
    named = person_meant("\n\n".join(between[:-1]))
    if previous is None or not previous.speaker_full:
        return full_name(named, plain(blocks)) if named else ""
    after = previous.tail if previous.lead_in else previous.tail.removeprefix(first_sentence(previous.tail))
    since = between if _is_beside(previous, first) else [*between, after]
    return previous.speaker_full if _goes_on(quote, previous, (named, since)) else ""


def _goes_on(quote: Quote, previous: Quote, since: tuple[str | None, list[str]]) -> bool:
    """Tell whether "he" can only be the speaker before: nobody else was named or meant since, nor were they a "she"."""
    named, between = since
    meant = any(re.search(r"\b(?:he|she)\b", text, re.IGNORECASE) for text in between)
    other = is_pronoun(previous.speaker) and previous.speaker.lower() != quote.speaker.lower()
    same = named is None or named.split()[-1:] == previous.speaker_full.split()[-1:]
    return same and not meant and not other
