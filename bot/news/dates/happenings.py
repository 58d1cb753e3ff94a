"""Whether a bare weekday is past or to come by what is spoken of, where the nearest verb would mislead. Rough on purpose.

"Police are appealing for witnesses to a crash on Sunday": the verb is of now, the crash has been. "All offices are closed on
Friday": nobody says so of a Friday that is over.
"""

import re

from bot.news.dates.tense import AHEAD, BACK, UNSURE

_NEAR = 160  # characters before the phrase
_BEFALLS = (
    r"(?:crash|collision|fire|blaze|robbery|burglary|break-in|assault|attack|incident|stabbing|shooting|theft|raid|disturbance"
    r"|explosion|death|murder|rape|fight|disorder)s?"
)
_PUT_OFF = r"(?:moved|put\s+back|postponed|extended|adjourned|rearranged|rescheduled|brought\s+forward)"
_TIME = r"(?:(?:\d[\w.:]*|noon|midday|midnight)\s+)?"
_HAS_BEEN = re.compile(
    rf"(?:\b(?:after|following|into|investigating|witness(?:es)?\s+(?:to|of))\s+(?:an?|the|this)\s+(?:[\w-]+\s+){{0,3}}?{_BEFALLS}"
    rf"(?:\s+(?:in|at|on|near|outside|off)\s+[^.,;:]{{1,60}}?)?|\blast\s+seen\b[^.;]{{0,80}}?)\s+(?:on\s+)?\Z",
    re.IGNORECASE,
)
_IS_TO_COME = re.compile(
    rf"(?:\b(?:have|has)\s+until|\bin\s+place\s+until|\bto\s+appear\b[^.;]{{0,60}}?\s(?=on\s)"
    rf"|\b(?:is|are|remains?|stays?)\s+(?:now\s+)?(?:closed|shut)(?:\s+all\s+day)?(?:\s+(?:until|till))?"
    rf"|\b(?:has|have)\s+been\s+{_PUT_OFF}\s+(?:to|for|until)|\b(?:warning|alert)s?\s+(?:[\w-]+\s+){{0,4}}for)\s*{_TIME}(?:\s*on\s+)?\Z",
    re.IGNORECASE,
)
_IS_OFF = re.compile(
    r"(?:[’']s\s+(?:[\w-]+\s+){1,3}|\s+)(?:has|have)\s+been\s+(?:cancell?ed|postponed|called\s+off|suspended|rearranged)\b",
    re.IGNORECASE,
)


def happens(text: str, start: int, end: int) -> int:
    """Return AHEAD, BACK or UNSURE for the weekday `text[start:end]`."""
    behind = text[max(0, start - _NEAR) : start]
    if _HAS_BEEN.search(behind):
        return BACK
    if _IS_TO_COME.search(behind) or _IS_OFF.match(text, end):
        return AHEAD
    return UNSURE
