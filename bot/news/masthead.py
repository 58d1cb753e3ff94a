"""What press offices set above a headline and below the last word: labels, the day of issue, an embargo, "ENDS".

None of it is part of the announcement. An embargo is more than a label: it says from when the words may be public.
"""

import re
from dataclasses import dataclass

from bot.news.dates.patterns import ANY_WEEKDAY, DATE
from bot.news.words import Block, BlockKind, cut

LONGEST = 120  # characters; no masthead's line is longer, and many a sentence is
_AROUND = " .:!*#-–—\n"
_LABELS = frozenset(
    {"for immediate release", "immediate release", "press release", "news release", "media release", "news"}
)
_ISSUED = re.compile(
    rf"(?:(?:(?:release|issue)\s+)?date(?:\s+of\s+(?:issue|release))?|issued|published|released)?(?:\s+on)?\s*[:–-]?\s*"
    rf"(?:{ANY_WEEKDAY}\.?,?\s+)?{DATE}",
    re.IGNORECASE,
)
_PUBLIC = r"for\s+(?:publication|release|broadcast)(?:\s+or\s+\w+)?"
_EMBARGO = re.compile(
    rf"(?:strict(?:ly)?\s+)?(?:under\s+)?(?:(?P<bare>embargo(?:ed)?(?:\s+copy)?)|not\s+{_PUBLIC})\b[\s:,–-]*"
    rf"(?:(?:not\s+)?{_PUBLIC}\s+)?"
    rf"(?:(?:until|till|before|to)\b[\s:]*|(?=\d|noon|midday|midnight|today|tonight|tomorrow|{ANY_WEEKDAY})|(?(bare)$|(?!)))"
    r"(?P<when>.*)",
    re.IGNORECASE | re.DOTALL,
)
_GOES_ON = re.compile(r"[a-z]{4,}[.!?]\s+\w", re.IGNORECASE)  # "until Friday. The report …" is a text


@dataclass(frozen=True, slots=True)
class Masthead:
    """The lines that were set apart from a text; `embargo` is the one that says how long it is to be kept back."""

    set_aside: tuple[str, ...] = ()
    embargo: str = ""


def without_masthead(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], Masthead]:
    """Return what stands below the lines at the top that are no headline, and those lines. One line is always left."""
    lines: list[str] = []
    embargo = ""
    while blocks:
        line = blocks[0].text.split("\n", 1)[0]
        rest = cut(blocks[0], len(line), len(blocks[0].text))
        if not (rest or blocks[1:]) or not _is_masthead(line):
            break
        lines.append(line.strip())
        embargo = embargo or (line.strip() if is_embargo(line) else "")
        blocks = (rest, *blocks[1:]) if rest else blocks[1:]
    return blocks, Masthead(tuple(lines), embargo)


def without_ends(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Leave out the lines that only say where the text ends: "ENDS", "###". Alone they are all there is."""
    left = tuple(block for block in blocks if not _says_end(block))
    if not left:
        return blocks, ()
    return left, tuple(block.text for block in blocks if _says_end(block))


def is_embargo(line: str) -> bool:
    """Tell whether a line says that what it stands above is under embargo."""
    return _embargo(line) is not None


def embargo_words(line: str) -> str:
    """Return the words for the moment in "EMBARGOED UNTIL 00:01 on Friday 27 November", "" where there are none."""
    match = _embargo(line)
    return match["when"].strip() if match else ""


def _embargo(line: str) -> re.Match[str] | None:
    bare = line.strip(f"{_AROUND}()[]")
    if len(bare) > LONGEST or _GOES_ON.search(bare):
        return None
    return _EMBARGO.fullmatch(bare)


def plain_line(text: str) -> str:
    """Return a line as labels are compared: without marks around it, spaces made one, small letters."""
    return re.sub(r"\s+", " ", text).strip(_AROUND).casefold()


def _is_masthead(line: str) -> bool:
    plain = plain_line(line)
    label = next((label for label in sorted(_LABELS, key=len, reverse=True) if plain.startswith(label)), "")
    rest = plain.removeprefix(label).strip(" :,–-")
    return is_embargo(line) or bool(label and not rest) or bool(_ISSUED.fullmatch(rest))


def _says_end(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and plain_line(block.text) in {"ends", "end", ""}
