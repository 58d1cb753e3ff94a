"""Quote marks without a partner, and speakers whom the text never names in full. Pure.

A lost closing mark turns the author's words into the speaker's, so it blocks, but only when it is certain: a curly
opening mark, in an ordinary paragraph, with no closing one there and nothing after it that may be the rest. A straight mark
may stand for inches, and a mark too many puts no words into anybody's mouth: these warn.
"""

from bot.news.announcement import Content
from bot.news.checks.issue import Issue, Severity
from bot.news.marks import Loose, LooseMark
from bot.news.persons import people
from bot.news.quotes import find_quotes, loose_marks
from bot.news.speakers import is_pronoun
from bot.news.words import Block, BlockKind, plain

MOST_NAMED = 3
_SHOWN = 40  # characters beside the mark, enough to find it
_FOLLOWING = 5  # paragraphs in which a quote may still come to its end
_ORDINARY = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})
_GRAVEST = (Loose.UNCLOSED, Loose.OPENED_TWICE, Loose.UNOPENED)


def quotes(content: Content) -> list[Issue]:
    """Return what is the matter with the quotes of an announcement: all that blocks, and few warnings."""
    parts = ((Block(content.headline),), (content.standfirst, *content.body))
    unbalanced = [_unbalanced(blocks, mark) for blocks in parts for mark in _first_of_each(blocks)]
    must = [issue for issue in unbalanced if issue.severity is Severity.BLOCKS]
    may = [issue for issue in unbalanced if issue.severity is Severity.WARNS]
    return [*must, *may[: max(0, MOST_NAMED - len(must))], *_unnamed(content)]


def _first_of_each(blocks: tuple[Block, ...]) -> list[LooseMark]:
    """Return one loose mark for each block: the others there are mostly its echoes."""
    first: dict[int, LooseMark] = {}
    for mark in sorted(loose_marks(blocks), key=lambda mark: (mark.block, _GRAVEST.index(mark.loose))):
        first.setdefault(mark.block, mark)
    return list(first.values())


def _unbalanced(blocks: tuple[Block, ...], mark: LooseMark) -> Issue:
    block = blocks[mark.block]
    start, end = mark.position, mark.position + _SHOWN
    if mark.loose is Loose.UNOPENED:
        start, end = max(0, mark.position - _SHOWN), mark.position + 1
    near = " ".join(block.text[start:end].split())
    certain = (
        mark.loose is Loose.UNCLOSED and block.text[mark.position] == "“" and _is_lost(blocks, mark.block)
    )
    severity = Severity.BLOCKS if certain else Severity.WARNS
    return Issue("quote_unbalanced", severity, {"near": near, "loose": mark.loose.value}, near)


def _is_lost(blocks: tuple[Block, ...], number: int) -> bool:
    """Tell whether nothing after the block can be the rest of its quote: no list, no paragraph that only closes it."""
    following = blocks[number + 1 : number + 1 + _FOLLOWING]
    kinds = {block.kind for block in (blocks[number], *following[:1])}
    closes_later = any(_closes_first(block.text) for block in following)
    return (
        kinds <= _ORDINARY
        and not closes_later
        and not any(block.text[:1] in {"“", '"'} for block in following[:1])
    )


def _closes_first(text: str) -> bool:
    return "”" in text.partition("“")[0]


def _unnamed(content: Content) -> list[Issue]:
    """Name the speakers that are only "Mr Ellis" throughout. Two people of one surname are told apart by readers."""
    blocks = (Block(content.headline), content.standfirst, *content.body)
    surnames = {name.split()[-1] for name in people(plain(blocks))}
    found = {
        quote.speaker: None
        for quote in find_quotes(blocks)
        if quote.speaker
        and not quote.speaker_full
        and not is_pronoun(quote.speaker)
        and "spokes" not in quote.speaker.lower()
        and quote.speaker.split()[-1] not in surnames
    }
    if not found:
        return []
    return [Issue("speaker_not_in_full", Severity.WARNS, {"speakers": list(found)[:MOST_NAMED]})]
