"""Words that look like days and are none: names, verbs, habits. Each question is put to the text around a match.

Errs on the side of silence: a name marked as a date teaches authors to ignore the marks.
"""

import re

from bot.news.dates.patterns import ANY_WEEKDAY

NEAR = 48  # characters looked at to either side

_SENTENCE_START = re.compile(r"(?:^|[.!?:;–—•*\n]|[“\"‘(\[])\s*$")
_CAPITAL_BEFORE = re.compile(r"(?P<word>\b[A-Z][\w’'.]*)\s+$")
_NAMED_BEFORE = re.compile(
    r"\b(?:good|easter|ash|shrove|maundy|palm|black|cyber|remembrance|giving|holy|whit|bloody|super|mothering|sheffield"
    r"|plough|spy|blue|ruby|freaky|mail\s+on|pancake)\s+$",
    re.IGNORECASE,
)
_WELL_KNOWN = re.compile(r"\b(?:[Mm]ail\s+on\s+Sunday|Sheffield\s+Wednesday|The\s+Sun|The\s+Sunday)$")
_NAMED_AFTER = re.compile(
    r"\s+(?:Times|Mirror|Telegraph|Express|Mercury|Mail|Sun|Sport|People|Post|Herald|Politics|Kitchen|Supplement|Brunch"
    r"|Bridge|school|lunch|roast|league|best|papers?|job|service|services|opening|trading)\b"
)
_CAPITAL_AFTER = re.compile(r"\s+[A-Z][a-z]")
_LED_IN = re.compile(
    r"\b(?:on|by|until|till|from|since|before|after|for|to|of|and|or|between|through)\s+$", re.IGNORECASE
)
_HABIT_BEFORE = re.compile(
    r"\b(?:every|each|an?|any|one|most|some|many|alternate|other|another|either|first|second|third|fourth|fifth|per)\s+$",
    re.IGNORECASE,
)
_TOLD_BEFORE = re.compile(
    r"\b(?:(?:on|from|of|after|since|until|by|before|for)\s+that|(?-i:That))\s+$", re.IGNORECASE
)
_PARTS_AFTER = re.compile(
    rf"(?:\s*(?:,|and|or|&|/)\s*(?:and\s+)?{ANY_WEEKDAY}){{0,5}}\s+(?:morning|afternoon|evening|night|lunchtime)s\b",
    re.IGNORECASE,
)
_SHOW_AFTER = re.compile(r"\s+(?:programme|show|newspaper|magazine)\b", re.IGNORECASE)
_NOWADAYS_BEFORE = re.compile(r"\b(?:of|no|better|brighter|safer|stronger)\s+$", re.IGNORECASE)
_HOURS_BEFORE = re.compile(r"\bhours\s+of\s+$", re.IGNORECASE)
_NOWADAYS_AFTER = re.compile(
    r"[’']s\s+(?:\w+\s+)?(?:world|society|leaders?|generations?|children|youngsters|young|standards|money|climate|economy"
    r"|age|technology|prices|workforce|communities)\b",
    re.IGNORECASE,
)
_ADDRESS_AFTER = re.compile(
    r"\s+(?:Road|Street|Lane|Avenue|Close|Drive|Way|Place|Crescent|Gardens|Terrace|Court|Grove|Walk)\b"
)
_COUNTED_BEFORE = re.compile(r"\b(?:ago|weeks?|fortnight|months?|years?)\s+(?:on\s+)?$", re.IGNORECASE)
_LONG_WORD = re.compile(r"\b[^\W\d_]{4,}\b")


def before(text: str, start: int) -> str:
    """Return the few characters before `start`."""
    return text[max(0, start - NEAR) : start]


def is_part_of_token(text: str, start: int, end: int) -> bool:
    """Tell whether the phrase is glued into an address, a tag or a compound: /friday, friday@, #Friday, mid-today."""
    ahead, behind = text[end : end + 2], text[max(0, start - 2) : start]
    glued_before = behind[-1:] in {"/", "@", "#", "_"} or (
        behind[-1:] in {"-", "."} and behind[:-1].isalnum()
    )
    glued_after = ahead[:1] in {"@", "_"} or (ahead[:1] in {"/", "-", "."} and ahead[1:].isalnum())
    return glued_before or glued_after


def is_capital_name(text: str, start: int, word: str) -> bool:
    """Tell a name ("told the Today programme") from a day: a capital where no sentence begins."""
    if not word[0].isupper() or word.isupper() or is_title_case(text):
        return False
    return not begins_sentence(text, start)


def begins_sentence(text: str, position: int) -> bool:
    """Tell whether a sentence, a line, a bracket or a quote begins there."""
    return bool(_SENTENCE_START.search(before(text, position)))


def is_title_case(text: str) -> bool:
    """Tell whether a line is set with capitals throughout, as some headlines are."""
    words = _LONG_WORD.findall(text[:300])
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def is_idiom(text: str, start: int, end: int) -> bool:
    """Tell "today’s world", "leaders of tomorrow" and "the Today programme" from days."""
    behind = before(text, start)
    return bool(
        (_NOWADAYS_BEFORE.search(behind) and not _HOURS_BEFORE.search(behind))
        or _NOWADAYS_AFTER.match(text, end)
        or _SHOW_AFTER.match(text, end)
    )


def is_named_weekday(text: str, start: int, end: int) -> bool:
    """Tell "Black Friday", "Sheffield Wednesday" and "the Sunday Times" from days of the week."""
    behind = before(text, start)
    if _NAMED_BEFORE.search(behind) or _NAMED_AFTER.match(text, end) or is_address(text, end):
        return True
    if text[start:end].isupper():
        return False
    capital = _CAPITAL_BEFORE.search(behind)
    if capital and not _LED_IN.search(behind) and not is_title_case(text):
        return not begins_sentence(text, start - len(capital.group()))
    return bool(_CAPITAL_AFTER.match(text, end)) and not _LED_IN.search(behind)


def is_well_known(text: str, start: int, word: str) -> bool:
    """Tell "The Sun, 24 November" and "Sheffield Wednesday, 14 November" from a day and its date."""
    return bool(_WELL_KNOWN.search(before(text, start) + word))


def is_habit(text: str, start: int, end: int) -> bool:
    """Tell "every Tuesday", "a Saturday night" and "Friday nights" from one day, and "on that Friday" from one near."""
    behind = before(text, start)
    return bool(_HABIT_BEFORE.search(behind) or _TOLD_BEFORE.search(behind) or _PARTS_AFTER.match(text, end))


def is_counted_from(text: str, start: int) -> bool:
    """Tell "a year ago today" and "a week on Friday", which mean another day than the one they name."""
    return bool(_COUNTED_BEFORE.search(before(text, start)))


def is_address(text: str, end: int) -> bool:
    """Tell "12 March Road" from a date."""
    return bool(_ADDRESS_AFTER.match(text, end))
