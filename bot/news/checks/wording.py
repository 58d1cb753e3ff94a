"""Hints for an easier read: sentences that run on, and short forms that are never spelled out. Pure; never blocks.

Words between quote marks are left out of the count: they are somebody else's.
"""

import re
from collections.abc import Iterator

from bot.news.announcement import Content
from bot.news.checks.issue import Issue, Severity
from bot.news.marks import scan
from bot.news.places import passages
from bot.news.sentences import sentences
from bot.news.words import BlockKind, plain

LONG_SENTENCE = 35  # words
MOST_SENTENCES, MOST_SHORT_FORMS = 2, 3
_FIRST_WORDS = 6
# Known to everybody, or no short forms at all; ranks before a name are its title.
_WELL_KNOWN = (
    "UK GB EU US USA UN BBC ITV NHS MP MPS PM AM TV DJ CD DVD PC DC DS DI DCI DSI PCSO CCTV DNA HIV AIDS ID IT HR PR VAT GP"
    " CEO AGM FAQ PDF RSPCA RNLI RAF RAC AA HGV SOS DIY SUV GCSE COVID NATO UNESCO OBE MBE CBE KC QC HM HMS HMP FC AFC PE BST"
    " GMT UTC OK PO FM DAB GPS SMS PIN ATM PS RIP NB EV IRA IOC FIFA UEFA NASA FBI CIA ASAP QR WC MOT BMW VW BT AND FOR THE NOT"
    " QPM KPM QFSM KFSM QGM QAM BEM KBE DBE MVO DL JP APPEAL UPDATE URGENT ALERT VIDEO LATEST WANTED FOUND FREE NEW"
)
_KNOWN = frozenset(_WELL_KNOWN.split())
_ROMAN = re.compile(r"[IVXL]+")
_SHORT_FORM = re.compile(r"(?<![\w./@#&’'-])[A-Z]{2,6}(?=s?(?:[^\w@/]|$))(?![’'-]?\d|-[A-Z\d])")
_SMALL_WORDS = frozenset({"and", "of", "for", "the", "in", "on", "to", "with", "&"})
_WORD = re.compile(r"[^\W_]+|&")


def wording(content: Content) -> list[Issue]:
    """Return at most one issue for long sentences and one for short forms."""
    issues = []
    long = sorted(dict.fromkeys(_long_sentences(content)), key=lambda sentence: -len(sentence.split()))[
        :MOST_SENTENCES
    ]
    if long:
        values: dict[str, object] = {
            "sentences": [" ".join(sentence.split()[:_FIRST_WORDS]) for sentence in long],
            "lengths": [len(sentence.split()) for sentence in long],
        }
        issues.append(Issue("sentences_long", Severity.WARNS, values))
    unexplained = short_forms(content)
    if unexplained:
        forms = [{"short": short, "full": full} for short, full in unexplained[:MOST_SHORT_FORMS]]
        issues.append(Issue("short_forms", Severity.WARNS, {"forms": forms}))
    return issues


def short_forms(content: Content) -> list[tuple[str, str]]:
    """Return each short form that is never explained, in order, with the words of the text it seems to stand for or ""."""
    text = plain(tuple(block for _, block in passages(content)))
    found = dict.fromkeys(
        match.group()
        for _, block in passages(content)
        if not _is_shouted(block.text)
        for match in _SHORT_FORM.finditer(block.text)
        if not _stands_among_capitals(match)
    )
    return [
        (short, _spelled_out(short, text))
        for short in found
        if short not in _KNOWN and not _ROMAN.fullmatch(short) and not _is_explained(short, text)
    ]


def _long_sentences(content: Content) -> Iterator[str]:
    blocks = (content.standfirst, *content.body)
    spoken = {piece.block for quote in scan(blocks)[0] for piece in quote}
    for number, block in enumerate(blocks):
        if number in spoken or block.kind is BlockKind.QUOTE:
            continue
        for sentence in sentences(block.text):
            if len(sentence.split()) > LONG_SENTENCE:
                yield sentence


def _is_shouted(text: str) -> bool:
    """Tell a line set in capitals, where every short word would look like a short form."""
    return sum(map(str.isupper, text)) > 0.6 * sum(map(str.isalpha, text))


def _stands_among_capitals(match: re.Match[str]) -> bool:
    """Tell a word of a shouted phrase ("DO NOT CROSS") from a short form: the words beside it are in capitals too."""
    text = match.string
    return bool(
        re.search(r"\b[A-Z]{3,}\s$", text[: match.start()])
        and re.match(r"\s[A-Z]{3,}\b", text[match.end() :])
    )


def _is_explained(short: str, text: str) -> bool:
    """Tell whether the text binds the short form to its words: "Commissioner (PCC)" or "PCC (Police and …"."""
    return bool(
        re.search(
            rf"[a-z]\s*[(\[]\s*(?:the\s+)?[“\"‘]?{short}s?\b|\b{short}s?\s*[(\[]\s*[A-Za-z]+,?\s+[A-Za-z]",
            text,
        )
    )


def _spelled_out(short: str, text: str) -> str:
    """Return the words of the text whose first letters make the short form, small words aside."""
    words = list(_WORD.finditer(text))
    for first, word in enumerate(words):
        if word.group()[0] != short[0]:
            continue
        last = _ends_at(short, words[first : first + 2 * len(short) + 2])
        if last is not None:
            return " ".join(text[word.start() : last.end()].split())
    return ""


def _ends_at(short: str, words: list[re.Match[str]]) -> re.Match[str] | None:
    matched = 0
    for word in words:
        letter = word.group()[0]
        if letter == short[matched]:
            matched += 1
        elif word.group() not in _SMALL_WORDS:
            return None
        if matched == len(short):
            return word
    return None
