"""Sign-off: whose words stand in an announcement between marks, and whether they agreed to them as they stand. Pure.

What a speaker agrees to is a quote with its context: the words, who says them, how they are led in, and the paragraph before
and after. The hash over these is the quote's identity. It is the same however the rest of the text changes, and another as
soon as one of these does.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from bot.news.announcement import Content
from bot.news.quotes import Quote, find_quotes
from bot.news.staff import Person
from bot.news.words import Block, BlockKind, Mark, Span

NO_WORDS = Block("")
SHORTEST_REASON = 10  # characters; why an announcement goes out without a speaker's answer
LONGEST_REASON = 1000
SHORTEST_WISH = 3
LONGEST_WISH = 1000


class Stand(StrEnum):
    """Where one wish for a speaker's agreement stands. The last two have ended."""

    WANTED = "wanted"
    ASKED = "asked"
    SIGNED = "signed"
    REFUSED = "refused"
    OVERRIDDEN = "overridden"
    LAPSED = "lapsed"
    REPLACED = "replaced"


STANDING = frozenset({Stand.WANTED, Stand.ASKED, Stand.SIGNED, Stand.REFUSED, Stand.OVERRIDDEN})
# An override answers for a silence only: the speaker's own word still counts when it comes.
ANSWERABLE = frozenset({Stand.ASKED, Stand.OVERRIDDEN})
AGREED = frozenset({Stand.SIGNED, Stand.OVERRIDDEN})


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quote with its context. `own` are the paragraphs it stands in, lead-in and tail included.

    `pieces` are (paragraph of `own`, start, end), marks included. `speaker_full` is "" when the text does not tell.
    """

    speaker: str
    speaker_full: str
    before: Block
    own: tuple[Block, ...]
    after: Block
    pieces: tuple[tuple[int, int, int], ...]

    @property
    def name(self) -> str:
        """The speaker's name in full, else as the text calls them, else ""."""
        return self.speaker_full or self.speaker

    @property
    def words(self) -> str:
        """The quoted words alone, a blank line between paragraphs."""
        return "\n\n".join(self.own[number].text[start:end] for number, start, end in self.pieces)

    @property
    def canonical(self) -> str:
        """The one text that stands for this quote: sorted JSON."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @property
    def identity(self) -> str:
        """The SHA-256 (hex) that a sign-off names."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()


def quoted(content: Content) -> tuple[Quoted, ...]:
    """Return the quotes of an announcement that are somebody's words, in order; words only between marks are left out."""
    blocks = tuple(block for block in (Block(content.headline), content.standfirst, *content.body) if block)
    found = (_with_context(quote, blocks) for quote in find_quotes(blocks) if _is_somebodys(quote))
    return tuple({one.identity: one for one in found}.values())


def from_canonical(canonical: str) -> Quoted:
    """Read a quote back from the text that stands for it."""
    value = json.loads(canonical)
    return Quoted(
        speaker=value["speaker"],
        speaker_full=value["speaker_full"],
        before=_block(value["before"]),
        own=tuple(_block(block) for block in value["own"]),
        after=_block(value["after"]),
        pieces=tuple((number, start, end) for number, start, end in value["pieces"]),
    )


def stands_against(one: Quoted, stand: Stand | None, *, every_quote: bool) -> bool:
    """Tell whether a quote keeps an announcement from going out. `stand` is None when its speaker was never asked."""
    if stand in STANDING:
        return stand not in AGREED
    return every_quote and bool(one.speaker_full)


def wanted_again(
    before: Iterable[Quoted], after: Iterable[Quoted], lost: Iterable[tuple[str, str]]
) -> list[Quoted]:
    """Return the quotes that came with a change and have to be asked about, so that no edit slips past a speaker.

    `lost` are words and speaker's name of every quote that was asked about once and no longer stands so. Where both words and
    name changed, whatever new quote stands in its place is asked about, else every one that came with the change.
    """
    before, after, lost = tuple(before), tuple(after), set(lost)
    known, here = {one.identity for one in before}, {one.identity for one in after}
    words, names = {said for said, _ in lost}, {name for _, name in lost} - {""}
    fresh = [one for one in after if one.identity not in known]
    wanted = [one for one in fresh if one.words in words or one.name in names]
    for gone in (one for one in before if one.identity not in here and (one.words, one.name) in lost):
        if not any(one.words == gone.words or (one.name and one.name == gone.name) for one in fresh):
            beside = [one for one in fresh if one.before == gone.before or one.after == gone.after]
            wanted += [one for one in beside or fresh if one not in wanted]
    return wanted


def may_sign(person: Person, contributors: frozenset[int], name: str) -> bool:
    """Tell whether a person may answer for a speaker in the chat.

    Nobody who worked on the words, and of the staff only who is called as the speaker is.
    """
    if person.id in contributors:
        return False
    return not person.roles or _folded(person.name) == _folded(name)


def about(name: str, words: str) -> str:
    """Return whose words these are and how they begin, as the history notes it."""
    return f"{name}: {words}" if len(words) <= 60 else f"{name}: {words[:60]}…"


def _is_somebodys(quote: Quote) -> bool:
    return bool(quote.speaker) or quote.lead_in.endswith(":")


def _with_context(quote: Quote, blocks: tuple[Block, ...]) -> Quoted:
    first, last = quote.start_block, quote.end_block
    starts = quote.pieces[0].start == 0
    if starts and first and quote.lead_in and quote.lead_in == blocks[first - 1].text:
        first -= 1
    return Quoted(
        speaker=quote.speaker,
        speaker_full=quote.speaker_full,
        before=blocks[first - 1] if first else NO_WORDS,
        own=blocks[first : last + 1],
        after=blocks[last + 1] if last + 1 < len(blocks) else NO_WORDS,
        pieces=tuple((piece.block - first, piece.start, piece.end) for piece in quote.pieces),
    )


def _folded(name: str) -> str:
    return " ".join(name.replace("'", "’").casefold().split())


def _block(value: dict[str, Any]) -> Block:
    spans = tuple(Span(s["start"], s["end"], Mark(s["mark"]), s["href"]) for s in value["spans"])
    return Block(value["text"], BlockKind(value["kind"]), spans)
