"""The small grammar of dates in British press releases: its words and the patterns made of them.

Python's patterns cannot name a group twice, so a composed piece is read a second time by its own pattern.
"""

import re

PART = r"(?:morning|afternoon|evening|night|lunchtime)"
WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?-i:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun"
    r"|MON|TUES?|WEDS?|THURS?|FRI|SAT|SUN))\b"
)
ANY_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thurs?|thu|fri|sat|sun)\b"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
YEAR = r"(?:1[5-9]|20)\d\d\b(?!,\d)"
_NTH = r"(?:st|nd|rd|th)"
_DAY_MONTH = rf"(?:\d{{1,2}}{_NTH}(?:\s+of)?|\d{{1,2}})\s+{MONTH}(?:\.?,?\s+{YEAR})?"
_DAY_MONTH_ONLY = rf"\d{{1,2}}{_NTH}?\s+{MONTH}"
_THE_NTH = rf"(?:,?\s+the\s+(?=\d{{1,2}}{_NTH}\b))"  # "November the 25th"
_MONTH_DAY = rf"{MONTH}(?:{_THE_NTH}|\.?\s+)\d{{1,2}}(?:{_NTH}\b|\b)(?![:.,]\d)(?:,?\s+{YEAR})?"
_FIGURES = r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\b|\d{1,2}\.\d{1,2}\.\d{4}\b|\d{1,2}-\d{1,2}-\d{4}\b"
_ISO = r"(?:19|20)\d\d-\d\d-\d\d\b"
_NO_YEAR = r"(?!24/7\b)\d{1,2}/\d{1,2}\b(?!/)(?=\s*(?:[,.;:!?)\]–—-]|\Z)|\s+(?:at|from|between|until)\b)"  # "Weds 25/11": only a weekday before it tells it from a fraction
DATE = rf"(?:{_ISO}|{_FIGURES}|{_DAY_MONTH}|{_MONTH_DAY})"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


# ------------------------------------------------------------------------------- the phrases, by kind

_NAMED_AND_DATED = rf"(?:{ANY_WEEKDAY}(?:\.?,?\s+(?:the\s+)?(?:{DATE}|{_NO_YEAR}))?|{DATE})"
_ENDS_HERE = r"(?=\.?\s*(?:[,.;:!?)\]–—]|\Z)|\s+(?:at|from|between)\b)"
_COMPANION = (
    rf"\s*[(\[]\s*{_NAMED_AND_DATED}(?![’'])(?!\.?\s*(?:and|or|to|into|until|till|&|/|–|-))(?:\.?\s*[)\]])?"
    rf"|\s+[–—-]\s+{WEEKDAY}(?:\s+[–—-](?=\s)|(?=\s*(?:[,.;:!?)\]]|\Z)))"
    rf"|(?:\s*,\s*|\s+)(?:(?:{WEEKDAY}(?:\.?,?\s+(?:the\s+)?))?{DATE}"
    rf"|{WEEKDAY}{_ENDS_HERE}(?!\s*,\s*{WEEKDAY})(?![^.]{{0,30}}?\b(?:and|or)\s+{WEEKDAY}))"
)
DAY_PHRASE = _pattern(
    r"(?P<word>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|yesterday|today|tonight|tomorrow|last\s+night"
    rf"|this\s+(?:morning|afternoon|evening|lunchtime))\b(?:\s+(?P<part>{PART})\b)?(?P<companion>{_COMPANION})?"
)
DATED_PHRASE = _pattern(
    rf"(?:(?:last|next|this(?:\s+coming)?)\s+)?(?:(?P<weekday>{ANY_WEEKDAY})(?:\s+{PART}\b)?"
    rf"(?P<joint>\.?\s*,\s*|\.?\s+|\.?\s*[(\[]\s*)(?:the\s+)?)?(?P<date>{DATE}|(?(weekday){_NO_YEAR}|(?!)))"
    rf"(?P<closing>\s*[)\]]|\s*[(\[]\s*(?P<weekday_after>{ANY_WEEKDAY})\.?\s*[)\]])?"
    rf"(?:(?=\s*(?:,|and|to|or|until|&|–|-)\s*(?:{ANY_WEEKDAY}\.?,?\s+)?{_DAY_MONTH_ONLY}\.?,?\s+(?P<shared_year>{YEAR})))?"
)
# "Monday to Friday, 30 November to 4 December": the last of the weekdays is not that of the first date.
WEEKDAYS_RANGE = _pattern(rf"\b{ANY_WEEKDAY}\.?\s*(?:to|and|until|till|&|–|-|,)\s*\Z")
DAYS_FOLLOW = _pattern(
    rf"\s*(?:to|and|until|till|&|–|-|,)\s*(?:{ANY_WEEKDAY}\.?,?\s+)?(?:the\s+)?(?:{MONTH}\s+)?\d{{1,2}}\b(?![:.]\d)"
)
SHARED_MONTH_PHRASE = _pattern(
    rf"(?P<weekday>{WEEKDAY})\.?\s+(?P<day>\d{{1,2}}){_NTH}?"
    rf"(?=(?:\s*(?:,|and|to|into|or|until|&|–|-)\s*(?:{WEEKDAY}\.?\s+)?(?P<last>\d{{1,2}}){_NTH}?){{1,4}}\s+"
    rf"(?:of\s+)?(?P<month>{MONTH})(?:\.?,?\s+(?P<year>{YEAR}))?)"
)
NUMBERED_PHRASE = _pattern(
    rf"(?:(?P<which>last|next|this(?:\s+coming)?)\s+)?(?P<weekday>{ANY_WEEKDAY})(?P<joint>\.?\s*[(\[]\s*|\.?,?\s+)"
    rf"(?:the\s+)?(?P<day>\d{{1,2}})(?P<nth>{_NTH})?\b(?![:.]\d)(?P<closing>\s*[)\]])?"
    rf"(?:(?<=[)\]])|(?=\s*(?:[.;:!?)\]&–—]|,(?!\s*\d{{1,2}}{_NTH})|\Z)|\s+(?:at|from|between|and|or|to|until|till)\b(?!\s+\d+(?:-|\s*\Z|[,.]?\s+[a-z]))))"
)
FEAST_PHRASE = _pattern(
    r"(?P<feast>Christmas\s+(?:Day|Eve)|Boxing\s+Day|New\s+Year[’']s\s+(?:Day|Eve))(?:\s*[(\[]\s*|\s*,\s*)"
    rf"(?P<weekday>{WEEKDAY})(?:\.?\s*[)\]])?(?!\.?,?\s+{DATE}|\s+\d|\.?\s*(?:,|and|or|&|to|–|-)\s*(?:and\s+)?(?:{WEEKDAY}|\d))"
)
MONTH_PHRASE = _pattern(
    rf"(?:(?P<which>last|next|this)\s+)?(?P<month>{MONTH})"
    rf"(?P<year>(?:\s*(?:,|and|or|to|until|–|-|&)\s*{MONTH}){{0,6}}\.?,?\s+{YEAR})?"
    r"(?P<whose>\s+(?:of\s+)?(?P<that>last|this|next)\s+year\b)?"
)
PERIOD_PHRASE = _pattern(
    r"(?:(?P<which>last|next|this)(?:\s+(?:coming|past))?\s+(?P<unit>weekend|week|month|year)\b(?!\s+of\b)"
    r"|(?:at|over)\s+the\s+weekend\b)"
)
WEEKDAY_PHRASE = _pattern(
    rf"(?:(?P<which>this\s+coming|this\s+past|last|next|this|coming)\s+)?(?P<weekday>{ANY_WEEKDAY})"
    rf"(?:\s+(?P<part>{PART})\b)?(?:,?\s+(?:of\s+)?(?P<that>last|this|next)\s+week\b|\s+(?P<later>week)\b)?"
)

# --------------------------------------------------------------------- the pieces, read once more

A_NUMBER_AFTER = _pattern(
    rf"\.?,?\s*[(\[]?\s*(?:the\s+)?\d{{1,2}}{_NTH}\b|\s+\d{{1,2}}\b(?!\s?[ap]\.?m\b|[:.]\d)"
)
A_YEAR = re.compile(rf"\b{YEAR}")
WEEKDAY_ALONE = _pattern(ANY_WEEKDAY)
DATE_ALONE = _pattern(rf"{DATE}|{_NO_YEAR}")
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
FIGURES = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>\d{2,4}))?")
DAY_MONTH = _pattern(
    rf"(?P<day>\d{{1,2}})(?P<nth>{_NTH})?\s+(?:of\s+)?(?P<month>{MONTH})(?:\.?,?\s+(?P<year>{YEAR}))?"
)
MONTH_DAY = _pattern(
    rf"(?P<month>{MONTH})(?:{_THE_NTH}|\.?\s+)(?P<day>\d{{1,2}})(?P<nth>{_NTH})?\b(?:,?\s+(?P<year>{YEAR}))?"
)

# ------------------------------------------------------------------------------------------ openers

WORD = re.compile(r"[^\W_]+")
_OPENERS = (
    "yesterday today tonight tomorrow the last this next coming at over monday tuesday wednesday thursday friday saturday"
    " sunday mon tue tues wed weds thu thur thurs fri sat sun january february march april may june july august september"
    " october november december jan feb mar apr jun jul aug sep sept oct nov dec christmas boxing new"
)
OPENERS = frozenset(_OPENERS.split())
