"""Finds wording about a criminal case: arrests, charges, courts, sentences, suspects, and victims who are named.

From an arrest on, wrong words can harm a trial or name somebody whom the law protects. So these sentences are not forbidden
but asked about: how far the case is, why they may be said, and who decided so. The answers hold for the very sentence.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.news.announcement import Content
from bot.news.places import Beside, Place, beside, passages
from bot.news.sentences import spans


class Stage(StrEnum):
    """How far a case is; NONE when the wording is of no case at all."""

    ARREST = "arrest"
    CHARGE = "charge"
    COURT = "court"
    CONVICTION = "conviction"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Guarded:
    """One sentence with the phrases that make it guarded, as they stand there; `seal` names its exact words."""

    place: Place | Beside
    sentence: str
    phrases: tuple[str, ...]

    @property
    def seal(self) -> str:
        """The hash by which an answer is bound to this sentence."""
        return seal(self.sentence)


def seal(sentence: str) -> str:
    """Return the SHA-256 (hex) of a sentence's words; only how they are spaced is left out."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()


def guarded(content: Content) -> tuple[Guarded, ...]:
    """Return the guarded sentences of an announcement in reading order, each wording once."""
    found: dict[str, Guarded] = {}
    for place, block in (*passages(content), *beside(content)):
        for start, end in spans(block.text):
            sentence = block.text[start:end].strip()
            phrases = phrases_in(sentence)
            if phrases:
                found.setdefault(seal(sentence), Guarded(place, sentence, phrases))
    return tuple(found.values())


def phrases_in(sentence: str) -> tuple[str, ...]:
    """Return what in a sentence is wording about a case, in order, each phrase once."""
    matches = sorted(_matches(sentence), key=lambda match: match.start())
    return tuple(dict.fromkeys(" ".join(match.group().split()) for match in matches))


def _matches(sentence: str) -> Iterator[re.Match[str]]:
    for pattern, innocent in _PATTERNS:
        for match in pattern.finditer(sentence):
            near = sentence[max(0, match.start() - _NEAR) : match.end() + _NEAR]
            if innocent is None or not innocent.search(near):
                yield match


_NEAR = 40  # characters looked at to either side for what makes a phrase innocent
_ROLE = r"(?:man|woman|boy|girl|teenager|person|people|men|women|boys|girls|pair|couple)"
_COURTS = r"(?:magistrates|crown court|youth court|court of appeal|high court|supreme court)"
# What is guarded, and what beside it shows that something else is meant.
_IN_HOSPITAL = r"\b(?:hospital|infirmary|smoke\s+inhalation|treatment|royal\s+stoke)\b"
_FEES = r"\b(?:fees?|customers?|passengers?|visitors?|residents|drivers|businesses|batter(?:y|ies)|phones?|£)"
_OFFENCES = (
    r"(?:murder|manslaughter|rape|theft|assault|robbery|burglary|arson|fraud|wounding|causing|possess\w+|drink[- ]driving"
    r"|dangerous\s+driving|(?:\w+\s+)?counts?\s+of|offences?)"
)
_GUARDED: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:re-?)?arrest(?:ed|s)?\b",
        r"\b(?:cardiac|respiratory|heart)\s+arrest|arrest(?:ed|s)?\s+(?:development|(?:the|a)\s+(?:decline|fall|spread|slide))",
    ),
    (
        r"\barresting\s+(?:officers?|him|her|them|an?|the|two|three|four|five)\b",
        r"arresting\s+(?:an?|the)\s+(?:decline|fall|spread)",
    ),
    (r"\bon\s+suspicion\s+of\b", ""),
    (
        r"\bsuspected\s+of\b",
        r"suspected of (?:being|having)\s+(?:ill|infected|faulty|contaminated|measles|flu|covid|norovirus|a\s+virus)",
    ),
    (
        r"\b(?:an?|the|this|that|these|those|prime|main|murder|further|other|two|three|four|five|both)\s+suspects?\b",
        r"suspects?\s+(?:package|device|vehicle|item|bag|parcel|letter)s?\b",
    ),
    (
        r"\bbailed\b|\b(?:on|police|court|conditional|unconditional|granted|refused)\s+bail\b",
        r"bailed\s+out|\bcricket|\bstumps",
    ),
    (
        r"\bin(?:to)?\s+(?:police\s+)?custody\b|\bremanded\b|\breleased\s+under\s+investigation\b",
        r"custody\s+of\s+the\s+(?:museum|council|archive)",
    ),
    (
        r"\b(?:detained|questioned|interviewed)\s+(?:by\s+(?:police|detectives|officers)|at\s+the\s+scene|under\s+caution)\b",
        "",
    ),
    (
        rf"\b{_ROLE}\s+(?:(?:has|have)\s+been|was|were)\s+(?:later\s+)?(?:detained|questioned|cautioned)\b",
        _IN_HOSPITAL,
    ),
    (
        r"\b\d{1,2}-year-olds?\b[^.]{0,40}?\b(?:has|have|was|were)\s+(?:later\s+|been\s+)*(?:detained|cautioned)\b",
        _IN_HOSPITAL,
    ),
    (r"\breported\s+for\s+(?:summons|an?\s+offence|offences|the\s+offences?)\b|\bsummonsed\b", ""),
    (r"\binquests?\b", r"inquest\s+into\s+(?:the|a|their)\s+(?:defeat|loss|season|match|game)"),
    (r"\bcriminal\s+behaviour\s+orders?\b|\bsex(?:ual)?\s+offenders?[’']?\s+register\b", ""),
    (
        r"\bwanted\s+(?:by\s+police|for\s+(?:questioning|murder|assault|robbery|burglary|recall)|in\s+connection\s+with)\b",
        "",
    ),
    (r"\bhelping\s+(?:police|detectives|officers)\s+with\s+their\s+(?:inquiries|enquiries)\b", ""),
    (
        r"\bcharged\s+(?:with|over|under|in\s+connection|following|on\s+\w+\s+counts?)\b",
        r"charged\s+with\s+(?:the\s+task|responsibility|leading|running|ensuring|overseeing|delivering|looking|making|finding|emotion|energy|electricity|keeping|protecting|reviewing|bringing|maintaining|cutting|reducing|improving|tackling|raising|promoting)",
    ),
    (
        r"\b(?:been|was|were)\s+(?:\w+ly\s+)?charged(?=\s*(?:[.,;]|$|and\b|by\s+(?:police|the\s+CPS|detectives|officers)))",
        r"\b(?:batter(?:y|ies)|phones?|vehicles?|engines?|cars?|devices?|fees?|tablets?|scooters?|hoses?|rates?)\b",
    ),
    (
        r"\b(?:criminal|murder|manslaughter|assault|fraud|theft|drugs?|arson|firearms?|conspiracy)\s+charges?\b",
        "",
    ),
    (
        r"\b(?:fac(?:es|ed|ing|e)|denies|denied|admits|admitted|deny|admit|dropped|brought|pressed|bring|press)\s+(?:\w+\s+){0,3}charges?\b",
        r"\bcharges?\s+(?:for\s+(?:parking|waste|bins)|of\s+£)|\b(?:parking|service|energy|delivery|booking|admission|standing)\s+charges?\b",
    ),
    (
        rf"\b{_COURTS}\b",
        r"Crown Court\s+(?:Road|Street|Hotel|car park)|court\s+(?:of\s+the\s+)?(?:hotel|gardens)",
    ),
    (
        r"\bappear(?:ed|s|ing)?\s+(?:\w+\s+){0,4}?(?:before|at|in)\s+(?:the\s+)?(?:[A-Z]\w+\s+){0,5}court\b|\bappear\w*\s+before\s+(?:a\s+)?(?:judge|magistrates?)\b",
        r"\b(?:tennis|squash|centre|basketball|netball)\s+court\b",
    ),
    (
        r"\bin\s+the\s+dock\b(?!s)",
        r"\b(?:ships?|boats?|vessels?|ferr(?:y|ies)|lifeboats?|yachts?|trawlers?|water|swimm\w+|berth\w*|moored)\b",
    ),
    (
        r"\b(?:plead(?:ed|s|ing)?|pled|found|enter(?:ed)?\s+a\s+plea\s+of)\s+(?:\w+\s+)?(?:not\s+)?guilty\b|\bguilty\s+(?:of|plea|pleas|verdict)\b",
        "",
    ),
    (
        r"\b(?:on|stand|stood|stands|standing|await(?:s|ing)?|face[sd]?|facing)\s+trial\b|\b(?:murder|criminal|crown\s+court|fraud|rape)\s+trials?\b",
        r"on\s+trial\s+(?:basis|at\s+(?:\w+\s+)?(?:schools?|stations?|sites?|depots?)|for\s+(?:three|six|twelve|\d+)\s+months|in\s+(?:\w+\s+)?(?:schools|shops|wards))",
    ),
    (
        r"\b(?:the\s+)?(?:jury|jurors)\b",
        r"\bcitizens?[’']?\s+jury\b|\bjury\s+(?:of\s+(?:artists|experts|readers|pupils|architects|writers)|prize)|\b(?:prize|contest|competition|award|festival)s?\b",
    ),
    (
        r"\bthe\s+court\s+(?:heard|was\s+told|found|ruled)\b|\bcourt\s+(?:hearing|case|proceedings|appearance)s?\b",
        "",
    ),
    (r"\bprosecut(?:ed|ing|ion|ions|ors?)\b|\bCrown\s+Prosecution\s+Service\b|\bCPS\b", ""),
    (
        r"\b(?:the|a|sentencing|trial|district|presiding|recorder)\s+judge\s+(?:said|told|heard|ruled|sentenced|added|ordered|jailed)\b|\b(?-i:(?:Judge|Recorder)\s+[A-Z][a-z]+)",
        r"\b(?:cake|show|dog|bake|flower|contest|competition|prize)\b",
    ),
    (
        r"\b(?:convicted|convictions?)\b",
        r"\b(?:strong|deep|firm|political|religious|personal|moral|with|of|lasting|my|our|her|his)\s+convictions?\b(?!\s+(?:for|of|was|is|follow|at))",
    ),
    (
        r"\b(?:sentenced|jailed|imprisoned|acquitted)\b|\bsent\s+to\s+prison\b|\bcleared\s+of\b",
        r"cleared\s+of\s+(?:snow|ice|debris|water|flood|floodwater|smoke|traffic|mud|leaves|litter|rubbish|fallen|vehicles|people|sand|weeds|rubble|mines|ground)",
    ),
    (
        r"\b(?:suspended|prison|custodial|jail|life|community|\w+-(?:year|month))\s+sentences?\b|\bsentences?\s+of\s+\w+",
        r"\bsentences?\s+of\s+(?:text|words|praise|the\s+(?:text|letter|report))",
    ),
    (
        r"\b(?:years?|months?|weeks?)[’']?\s+(?:in\s+(?:prison|jail|custody)|behind\s+bars|imprisonment)\b|\bcommunity\s+order\b",
        "",
    ),
    (r"\b(?:was|were|been)\s+(?:also\s+)?fined\b|\bfined\s+£", ""),
    (r"\b(?:have|has|had)\s+charged\s+(?:an?|the|two|three|four|five|\d+|(?-i:[A-Z]\w+))\b", _FEES),
    (rf"\b{_ROLE}\s+(?:was|were|(?:has|have)\s+been)\s+(?:later\s+)?charged\b", _FEES),
    (r"\bcharges\s+(?:have|had)\s+been\s+brought\b|\bcharges?\s+against\b", ""),
    (rf"\bdetained\s+(?:an?|two|three|four)\s+(?:\d+-year-old|{_ROLE})", _IN_HOSPITAL),
    (r"\bbeing\s+questioned\b|\bdue\s+in\s+court\b|\bbehind\s+bars\b|\brecall\s+to\s+prison\b", ""),
    (rf"\b(?:admit(?:s|ted)|den(?:ies|ied))\s+(?:\w+\s+)?{_OFFENCES}\b", ""),
    (
        r"\b(?:weeks|months|years)[’']?,?\s+suspended\b",
        r"\b(?:service|route|line|work|licen[cs]e|player|pay)\b",
    ),
    (r"\bwas\s+cautioned\b|\b(?:given|received|accepted)\s+a\s+(?:\w+\s+)?caution\b", ""),
    (r"\bverdicts?\s+of\b|\bunlawful(?:ly)?\s+kill(?:ing|ed)\b|\btrial\s+continues\b|\bretrial\b", ""),
    (
        r"\b(?:killers?|rapists?|murderers?|paedophiles?)\b",
        r"killer\s+(?:whale|heels|blow|fact|instinct|app|question|bee|plant)|\b(?:novel|drama|play|film|book|silent)\b",
    ),
    (
        r"\bvictims?\b[^.]{0,60}\b(?:named|identified)\b|\b(?:named|naming|identified|identifying)\s+(?:\w+\s+)?(?:the\s+)?victims?\b",
        "",
    ),
    (
        r"\b(?:named|identified)\s+(?:locally\s+|formally\s+|by\s+police\s+|today\s+|yesterday\s+)?as\s+(?:(?:Mr|Mrs|Ms|Dr)\s+)?(?:\d+-year-old\s+)?(?-i:[A-Z][a-z]+\s+[A-Z])",
        r"\b(?:winner|chair|mayor|captain|director|leader|candidate|successor|chief|site|location|apprentice|officer of|dog|puppy|cat|horse)\b",
    ),
    (
        r"\b(?:the|alleged|murder|rape|assault)\s+victim,?\s+(?:\d+-year-old\s+)?(?:Mr\s+|Mrs\s+|Ms\s+|Miss\s+)?(?-i:[A-Z][a-z]+)",
        "",
    ),
    (
        r"\b(?:alleged|accused)\s+(?:victim|attacker|offender|rapist|killer|murderer|thief|of)\b|\bthe\s+accused\b|\bthe\s+defendants?\b",
        "",
    ),
)
_PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE), re.compile(innocent, re.IGNORECASE) if innocent else None)
    for pattern, innocent in _GUARDED
)
