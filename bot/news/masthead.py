"""What press offices set above a headline and below the last word: labels, the day of issue, an embargo, "ENDS".

None of it is part of the announcement. An embargo is more than a label: it says from when the words may be public. Only a
line whose moment is certain is taken out of the text; whatever else speaks of an embargo stays where it stands, and stops
the announcement (`checks/embargo.py`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.news.dates.patterns import ANY_WEEKDAY, DATE
from bot.news.words import Block, BlockKind, cut

_AROUND = " .:!*#-–—\n"
_LABELS = (
    "for immediate release",
    "immediate release",
    "press release",
    "news release",
    "media release",
    "news",
)
_LABEL = re.compile(rf"\W*(?:{'|'.join(_LABELS)})\b", re.IGNORECASE)
_ISSUED = re.compile(
    rf"(?:(?:(?:release|issue)\s+)?date(?:\s+of\s+(?:issue|release))?|issued|published|released)?(?:\s+on)?\s*[:–-]?\s*"
    rf"(?:{ANY_WEEKDAY}\.?,?\s+)?{DATE}",
    re.IGNORECASE,
)
_PUBLIC = r"(?:for|to\s+be)\s+(?:publication|release|broadcast|use|published|released|used)(?:\s+or\s+\w+)?"
_EMBARGO = re.compile(
    rf"(?:this\s+\w+\s+is\s+)?(?:strict(?:ly)?\s+)?(?:under\s+)?(?:strict\s+)?(?:embargo(?:ed)?|not\s+{_PUBLIC})\b[\s:,–-]*"
    rf"(?:(?:not\s+)?{_PUBLIC}\s+)?"
    rf"(?:(?:until|till|before|to|for|at)\b[\s:]*|(?=\d|noon|midday|today|tonight|tomorrow|{ANY_WEEKDAY}))"
    r"(?P<when>.+)",
    re.IGNORECASE | re.DOTALL,
)
_NOON = r"(?:noon|midday|midnight|today|tonight|tomorrow)\b"
_TEXT = r"(?:release|statement|story|report|copy|information|notice|news|announcement|article|document|text)"
_A_TIME = rf"(?:\d|{_NOON}|{ANY_WEEKDAY}\b)"
# Of a tap, a lift or a prisoner much is not to be used or released before something: only what is said of a text counts.
_SPEAKS_OF_IT = re.compile(
    r"\bembargo(?:ed)?\b\W{0,3}(?:\w+\W+){0,4}?(?:until|till|before|release|publication|broadcast|copy|strict|not)\b"
    rf"|\bembargo(?:ed)?\b\W{{0,3}}(?:\w+\W+){{0,2}}?{_A_TIME}"
    r"|\bembargo\s+(?:lifts|ends|time|date)\b|\bstrict(?:ly)?\s+embargo|^\W*(?:under\s+)?embargo(?:ed)?\W*$"
    rf"|^\W*(?:(?:strictly|(?:this|the)\s+(?:\w+\s+)?{_TEXT}\s+is|this\s+is)\s+)?not\s+{_PUBLIC}\s+(?:before|until|till)\b"
    r"|\bnot\s+for\s+(?:publication|broadcast|release)\s+(?:or\s+\w+\s+)?(?:before|until|till)\b"
    rf"|^\W*(?:please\s+)?do\s+not\s+(?:publish|release|use)\s+(?:(?:this|the)\s+(?:\w+\s+)?{_TEXT}?\W+(?:\w+\W+){{0,3}}?)?"
    r"(?:before|until|till)\b"
    rf"|^\W*(?:hold\s+)?for\s+(?:release|publication|use|broadcast)\s*[:–-]?\s*(?:(?:at|on|until|till|after|from|before)\s+)?{_A_TIME}"
    rf"|^\W*hold\s+(?:for\s+release\b|until\s+{_A_TIME})"
    r"|^\W*\w[\w ]{0,40}[–:-]\s*not\s+for\s+(?:publication|release|broadcast)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SaidEmbargo:
    """A line that says from when the words may be public; `is_over` as seen when it was sent."""

    line: str
    moment: datetime
    is_over: bool


Certain = Callable[[str], SaidEmbargo | None]


def without_masthead(
    blocks: tuple[Block, ...], certain: Certain
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return what stands below the lines at the top that are no headline, and those lines. One line is always left.

    `certain` reads the moment of a line that speaks of an embargo, None where it cannot.
    """
    lines: list[str] = []
    while blocks:
        line = blocks[0].text.split("\n", 1)[0]
        rest = cut(blocks[0], len(line), len(blocks[0].text))
        if not (rest or blocks[1:]) or not (_is_label(line) or certain(line)):
            break
        lines.append(line.strip())
        blocks = (rest, *blocks[1:]) if rest else blocks[1:]
    return blocks, tuple(lines)


def without_ends(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Leave out the lines that only say where the text ends: "ENDS", "###". Alone they are all there is."""
    left = tuple(block for block in blocks if not _says_end(block))
    if not left:
        return blocks, ()
    return left, tuple(block.text for block in blocks if _says_end(block))


def speaks_of_embargo(line: str) -> bool:
    """Tell whether a line looks as if it said that the text is to be kept back. Errs on the side of yes."""
    return bool(_SPEAKS_OF_IT.search(line))


def embargo_words(line: str) -> str:
    """Return the words for the moment in "EMBARGOED UNTIL 00:01 on Friday 27 November", "" where there are none."""
    label = _LABEL.match(line)
    bare = re.sub(r"^\W+|\W+$", "", line[label.end() :] if label else line)
    match = _EMBARGO.fullmatch(bare)
    return match["when"] if match else ""


def plain_line(text: str) -> str:
    """Return a line as labels are compared: without marks around it, spaces made one, small letters."""
    return re.sub(r"\s+", " ", text).strip(_AROUND).casefold()


def _is_label(line: str) -> bool:
    if speaks_of_embargo(line):
        return False
    plain = plain_line(line)
    label = next((label for label in _LABELS if plain.startswith(label)), "")
    rest = plain.removeprefix(label).strip(" :,–-|")
    return bool(label and not rest) or bool(_ISSUED.fullmatch(rest))


def _says_end(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and plain_line(block.text) in {"ends", "end", ""}
