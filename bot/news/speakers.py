"""Who says a quoted sentence: names read out of the words around it, and made whole from the rest of the text.

Pure reading by the habits of English press releases; an unsure answer is an empty one, never a guess between two people.
Knows nothing of quote marks.
"""

import re

from bot.news.persons import (
    HONORIFICS,
    NAME,
    OFFICES,
    RUN,
    first_sentence,
    is_office,
    last_sentence,
    plain_words,
    titled,
    whole_name,
    without_dots,
    without_nicknames,
)

VERBS = (
    "said|says|added|adds|commented|comments|explained|explains|warned|warns|continued|concluded|stated|noted"
    "|insisted|argued|urged|announced|confirmed|admitted|replied|remarked|pledged|promised|stressed|told|wrote"
    "|asked|asks|responded|recalled|declared|tweeted|(?:went|goes) on(?: to (?:say|add))?|puts? it|acknowledged|agreed"
    "|appealed|beamed|cautioned|claimed|emphasi[sz]ed|enthused|exclaimed|joked|maintained|observed|pointed out"
    "|recounted|reflected|reiterated|summed up|vowed"
)


_PRONOUNS = frozenset({"he", "she", "they"})
_PREPOSITION = re.compile(
    r"\s(?:of|for|at|from|with|to|in|on|about|by|into|between|against|near|outside|over|under)\s"
)
_ASIDE = re.compile(
    r"^(?:(?:who|which|whose|at|in|on)|(?i:of|for|from|to|as\s+(?:for|to)|with|by|after|before|during|following|joined|asked"
    r"|flanked|accompanied|pictured))\b"
)
# "Sentencing Ryan Hall, the judge said" is about him; ranks that end so are none.
_DOING = re.compile(
    r"^(?!(?:Acting|Leading|Commanding|Managing|Founding|Sitting|Serving|King)\b|Investigating\s+officer\b)[A-Z]\w+ing\s+\S"
)
_UNNAMED = re.compile(r"^(?:an?|the|his|her|their|its|one)\s", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the|his|her|their|its|one|this|that)\s+[a-z]", re.IGNORECASE)
_PARENT = re.compile(r"(?:mother|father|mum|dad|grandmother|grandfather|parent)$", re.IGNORECASE)
_CLAUSE = re.compile(r"\s(?:who|which|whose|while|as|when|before|after|during|following|speaking)\s")
_ALSO_SPOKE = re.compile(r"\s+and$")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_KIN = (
    r"family|families|parents?|mother|father|mum|dad|wife|husband|widow(?:er)?|partner|sons?|daughters?|children|brothers?"
    r"|sisters?|grandparents|grandmother|grandfather|relatives|friends?|colleagues?|neighbours?|lawyers?|solicitors?"
)
# Somebody who speaks for others and is not named: never the person they speak for or about.
_SPOKES = re.compile(
    rf"\b(?:an?|the|their|its|his|her)\s+(?:spokes(?:man|woman|person)\b|(?:{_KIN})\s+(?:of|for)\b|family\s+tribute\b)(?:(?!\s+in\s+a\s).)*"
    rf"|(?-i:{NAME}(?:\s+{NAME}){{0,7}})[’']s?\s+(?:{_KIN})$",
    re.IGNORECASE,
)
_KIN_OF = re.compile(rf"^(?:{_KIN})\s+(?:of|to)\b", re.IGNORECASE)
_ADVERBS = (
    r"(?:(?:has|have|had|also|then|later|earlier|previously|today|yesterday|tonight|further|recently)\s+)*"
)
_BEFORE = re.compile(
    rf"^(?P<who>.+?)(?P<comma>,?)\s+{_ADVERBS}(?:{VERBS})\b(?P<rest>[^,:;]*)[:;,–-]?$", re.DOTALL
)
_AFTER = re.compile(rf"^(?P<who>.+?)(?P<comma>,?)\s+{_ADVERBS}(?:{VERBS})\b(?P<rest>[^:]*)[:]?$", re.DOTALL)
_INVERTED = re.compile(
    rf"^(?:{VERBS}|according to|in the words of)\s+(?!(?:whether|if|about|why|how|what|that|to|by|on|for)\s)(?P<who>[^:]+?)[:,.;]?$",
    re.IGNORECASE | re.DOTALL,
)
# "Rob Barber, said Ben Adams, “is …”": the name behind the verb speaks of the one before it.
_INSERTED = re.compile(rf",\s+(?:said|says|added|explained|commented)\s+(?P<who>{NAME}(?:\s+[\w’'.-]+)*),$")
_ANOTHER_SPEAKS = re.compile(rf"{NAME}\s+{_ADVERBS}(?:{VERBS})\b")
_SAYING = re.compile(r",\s+(?:saying|adding|commenting|explaining|warning)[:,]?$")
_LABEL = re.compile(r"^(?P<who>[^:]+):$")
_BY = re.compile(r"^[–—-]\s*(?P<who>[^.!?“”\"]+?)\.?$")


def speaker_before(lead_in: str, known: frozenset[str] = frozenset()) -> str:
    """Return who is about to speak in "…, Mr Ellis said:", as the text calls them, or "".

    `known` are single names ("Ellis", "Matthew") that mean one person of this text.
    """
    sentence = _IN_BRACKETS.sub("", last_sentence(without_nicknames(lead_in.strip())))
    inverted = _INVERTED.match(sentence) or _INSERTED.search(sentence)
    if inverted:
        who = inverted["who"]
        return "" if _ANOTHER_SPEAKS.search(who) else _person(who.split(","), known)
    match = _BEFORE.match(sentence)
    if match:
        if _ANOTHER_SPEAKS.search(match["rest"]):
            return ""
        return _speaking(match, known) or _subject(match["who"])
    if _SAYING.search(sentence):
        return _opening_person(sentence)
    label = _LABEL.match(sentence)
    return _labelled(label["who"]) if label else ""


def speaker_after(tail: str, known: frozenset[str] = frozenset()) -> str:
    """Return who has spoken in "said Mr Ellis." or "Mr Ellis said, smiling.", or "" when the tail says something else.

    Only the first sentence counts; `known` is as for `speaker_before`.
    """
    told = without_nicknames(tail.strip().removeprefix(",").strip())
    sentence = _IN_BRACKETS.sub("", first_sentence(told))
    inverted = _INVERTED.match(sentence)
    if inverted:
        return _person(inverted["who"].split(","), known)
    match = _AFTER.match(sentence.rstrip(".;"))
    return _speaking(match, known) if match else ""


def speaker_signed(line: str) -> str:
    """Return who a quote is signed by in "– Amy Lee, Chief Executive", or ""."""
    signed = _BY.match(without_dots(line.strip()))
    return _alone(signed["who"].split(",")[0].strip()) or "" if signed else ""


def full_name(speaker: str, text: str) -> str:
    """Return the speaker's name in full as found in the text; "" where that cannot be told of one person."""
    return "" if is_pronoun(speaker) or _SPOKES.search(speaker) else whole_name(speaker, text)


def is_pronoun(speaker: str) -> bool:
    """Tell whether a speaker is only called he, she or they."""
    return speaker.lower() in _PRONOUNS


def _speaking(match: re.Match[str], known: frozenset[str]) -> str:
    """Return the person in "Ravi Kapoor, Volunteer Organiser" and "Speaking on Monday, Mr Ellis"."""
    parts = [part.strip() for part in match["who"].split(",")]
    if is_office(parts[-1]) and (len(parts) == 1 or not match["comma"]):
        return parts[-1]
    if len(parts) > 1 and not match["comma"] and _UNNAMED.match(parts[-1]):  # "Ben Price, his teacher said"
        parts = parts[-1:]
    person = _person(parts[::-1], known)
    if not person:
        return ""
    apart = (
        part
        for part in parts[:-1]
        if RUN.fullmatch(part) and not _ASIDE.match(part) and not _DOING.match(part)
    )
    whole = (titled(plain_words(part)) for part in apart)
    return next((name for name in whole if " " in name), person)


def _person(parts: list[str], known: frozenset[str] = frozenset()) -> str:
    """Return the first part that names one person; a name before a preposition goes before one after it."""
    stripped = (part.strip().removeprefix("and ").strip() for part in parts)
    stated = [
        _CLAUSE.split(part)[0]
        for part in stripped
        if part
        and not _ASIDE.match(part)
        and not (len(parts) > 1 and (_KIN_OF.match(part) or _DOING.match(part)))
    ]
    for part in stated:
        if part.lower() in _PRONOUNS:
            return part
        person = _alone(_PREPOSITION.split(part)[0])
        if person is not None:
            return person
    for part in stated:
        spokes = _SPOKES.search(part)
        if spokes:
            return spokes.group()
        names = titled(_closing_run(part)).split()
        if names and _is_led_by_office(_PREPOSITION.split(part)[0]):
            return " ".join(names[-2:])
    words = (_closing_run(part) for part in stated)
    return next((run[0] for run in words if len(run) == 1 and run[0] in known), "")


def _is_led_by_office(head: str) -> bool:
    """Tell "Leader of the Council Alan White" and "Mother of two Ann Wood" from "A letter from Alan White"."""
    words = head.split()
    if not words or _ARTICLE.match(head):
        return False
    return words[-1].capitalize() in OFFICES or bool(_PARENT.search(words[-1]))


def _alone(part: str) -> str | None:
    """Return the person a part ends with; "" when it names two who spoke together, None when it names nobody."""
    run = _closing_run(part)
    person = titled(run)
    if not person:
        return None
    others = _closing_run(part.rpartition(" and ")[0]) if " and " in part else []
    couple = others and others[-1] not in OFFICES | HONORIFICS and " ".join(run) == person
    return "" if titled(others) or couple else person


def _subject(who: str) -> str:
    """Return the person in "Mr Ellis welcomed the news and (said)": the subject the second verb has too."""
    return _opening_person(who) if _ALSO_SPOKE.search(who) else ""


def _opening_person(sentence: str) -> str:
    """Return the person a sentence begins with."""
    run = RUN.match(sentence)
    return titled(plain_words(run.group())) if run else ""


def _labelled(label: str) -> str:
    """Return the person in "Matthew Ellis, Police Commissioner:"; without any title it may be a heading."""
    run = RUN.fullmatch(label.split(",", maxsplit=1)[0].strip())
    titles = (HONORIFICS | OFFICES).intersection(re.findall(NAME, label))
    return titled(plain_words(run.group())) if run and titles else ""


def _closing_run(part: str) -> list[str]:
    runs = [run for run in RUN.finditer(part) if run.end() == len(part)]
    return plain_words(runs[0].group()) if runs else []
