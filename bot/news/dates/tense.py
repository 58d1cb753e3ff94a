"""Whether a sentence looks ahead or back, told by the verb nearest to a phrase. Rough on purpose: an unsure answer is 0.

Knows no dates.
"""

import re

AHEAD, BACK, UNSURE = 1, -1, 0

_REACH = 300  # characters to either side; no sentence needs more
_END = re.compile(r"[.!?][”\"’)]?\s+(?=[“\"‘(]?[A-Z\d])|\n")
# A helping verb swallows the participle after it: in "will be closed" nothing looks back.
_LOOKS_AHEAD = r"""
    (?:will|won[’']t|shall|can|must|should|would)\b(?:\s+(?:not|also|then|now|still|again|all|both|be|have|been|being)\b)*(?:\s+\w+)?
  | (?:is|are)\s+(?:being|due|set|planned|invited|asked|urged|advised|encouraged|expected|likely|scheduled|wanted|needed|to)\b
    (?:\s+(?:to|be)\b)*(?:\s+\w+ed\b)?
  | to\s+be\s+\w+ | due\s+(?:to|in)\b | set\s+to\b | (?:is|are)\b
  | (?:opens?|starts?|begins?|resumes?|reopens?|returns?|closes?|ends?|runs|meets|launches|comes?|goes|takes?\s+place)\b
  | (?:join|visit|book|register|deadline|upcoming|forecast)\b
"""
_LOOKS_BACK = r"""
    (?:has|have|had)\s+(?:been\s+)?(?:\w+)\b
  | (?:was|were|did|took|said|found|began|went|gave|made|came|saw|left|fell|rose|grew|met|won|told|heard|sent|led|became|broke
      |died|used|hit|struck|fought|caught|bought|taught|sought|felt|dealt|swept|lit|rang|shot|threw|tore|fled|sank
      |held|ran|put|stood|kept|brought|spent|paid|lost|stole|drove|wrote|spoke|drew)\b
  | (?!hundred\b|sacred\b|united\b)\w{2,}[^\We]ed\b
  | (?:agreed|freed)\b
"""
_CUE = re.compile(rf"\b(?:(?P<ahead>{_LOOKS_AHEAD})|(?P<back>{_LOOKS_BACK}))", re.IGNORECASE | re.VERBOSE)
_SAYS_THAT = re.compile(r"\s+(?:that\s+)?(?:the\s+)?$", re.IGNORECASE)
_REPORTING = frozenset({"said", "told", "confirmed", "announced", "added", "warned", "promised"})
_WILL = re.compile(
    r"\b(?:will|shall|(?:is|are)\s+(?:due\s+)?to)\s+(?:(?:not|also|then|now|again|all|both)\s+)*(?:be\s+)?\w+"
    r"(?P<between>(?:\s+[\w’'-]+){0,7}?)\s+(?:on|from|by|until|at)\s+$",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"ed\b|\b(?:made|held|drawn|given|taken|sent|written|found|seen|shown|set|put|of)\b")


def direction(text: str, start: int, end: int) -> int:
    """Return AHEAD, BACK or UNSURE for the phrase `text[start:end]`: the nearest verb before it decides, else after it."""
    first, last = _sentence(text, start, end)
    before = list(_CUE.finditer(text, first, start))
    cue = before[-1] if before else None
    if cue is None or (cue.group().lower() in _REPORTING and _SAYS_THAT.fullmatch(text, cue.end(), start)):
        cue = _CUE.search(text, end, last) or cue  # "She said that Saturday’s game will go ahead"
    if cue is None:
        return UNSURE
    return AHEAD if cue["ahead"] else BACK


def is_promised(text: str, start: int) -> bool:
    """Tell whether the words before `start` promise something for then: "will be closed on …"."""
    match = _WILL.search(text, max(0, start - _REACH), start)
    return match is not None and not _PARTICIPLE.search(match["between"])


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    begins = max(0, start - _REACH)
    for stop in _END.finditer(text, begins, start):
        begins = stop.end()
    stop_after = _END.search(text, end, end + _REACH)
    return begins, stop_after.start() if stop_after else min(len(text), end + _REACH)
