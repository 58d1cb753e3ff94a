"""Who says a quoted sentence: names read out of the words around it, and made whole from the rest of the text.

Pure reading by the habits of English press releases; an unsure answer is an empty one, never a guess between two people.
Knows nothing of quote marks.
"""

import re

VERBS = (
    "said|says|added|adds|commented|comments|explained|explains|warned|warns|continued|concluded|stated|noted"
    "|insisted|argued|urged|announced|confirmed|admitted|replied|remarked|pledged|promised|stressed|told|wrote"
    "|asked|asks|responded|recalled|declared|tweeted|(?:went|goes) on(?: to (?:say|add))?|puts? it|acknowledged|agreed"
    "|appealed|beamed|cautioned|claimed|emphasi[sz]ed|enthused|exclaimed|joked|maintained|observed|pointed out"
    "|recounted|reflected|reiterated|summed up|vowed"
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HONORIFICS = _listed(
    "Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady Baroness Rev Revd Reverend Rt Hon Right Honourable Very"
)
_AFTER_NAMES = _listed("MP MEP MSP MS OBE MBE CBE KBE DBE QPM QFSM KC QC JP DL BEM")
# Words of office and of organisations: before a name they are not part of it, and no person's name ends in one.
_OFFICES = _listed(
    "Police Crime Commissioner Chief Deputy Assistant Constable Superintendent Supt Detective Inspector Insp Sergeant Sgt"
    " PC DC DS DI Officer Fire Rescue Ambulance Service Services Authority Council Councillor Cllr Leader Chair Chairman"
    " Chairwoman Chairperson Director Executive Manager Minister Secretary Home Prime Mayor Head President Vice Governor"
    " Commander Area Station Watch Crew Group Captain PCC MP MEP CEO Acting Trust Committee Department Office Board"
    " Agency School University Hospital Holdings Ltd Limited Force Federation Association Society Government Professor"
    " Commission Spokesman Spokeswoman Spokesperson Speaking Commenting Meanwhile Earlier Later"
    " DCI DCC ACC CC CI Supt PCSO Det Con CFO DCFO Cabinet Member Portfolio Holder Trustee Founder Coordinator Colonel Major"
    " Capt Lieutenant Lt Bishop Canon Judge Coroner Nurse Headteacher Principal Ambassador"
)
_NO_NAMES = _listed(
    "The A An In On At But And Or So If When While After Before Yesterday Today Tomorrow Last Next This That Both Their"
    " His Her Its Our Your My As For From With By Monday Tuesday Wednesday Thursday Friday Saturday Sunday January"
    " February March April May June July August September October November December"
)
_PRONOUNS = frozenset({"he", "she", "they"})
_NAME = r"[^\W\d_a-z][\w’'-]*"
_RUN = re.compile(rf"{_NAME}(?:\s+(?:(?:de|la|van|von|der|al|bin)\s+)*{_NAME})*")
_PREPOSITION = re.compile(r"\s(?:of|for|at|from|with|to|in|on|about)\s")
_ASIDE = re.compile(r"^(?:who|which|whose|of|for|from|at|in|on)\b")
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
    rf"|(?-i:{_NAME}(?:\s+{_NAME})*)[’']s?\s+(?:{_KIN})$",
    re.IGNORECASE,
)
_ADVERBS = (
    r"(?:(?:has|have|had|also|then|later|earlier|previously|today|yesterday|tonight|further|recently)\s+)*"
)
_BEFORE = re.compile(rf"^(?P<who>.+?),?\s+{_ADVERBS}(?:{VERBS})\b[^,:;]*[:;,–-]?$", re.DOTALL)
_AFTER = re.compile(rf"^(?P<who>.+?),?\s+{_ADVERBS}(?:{VERBS})\b[^:]*[:]?$", re.DOTALL)
_INVERTED = re.compile(
    rf"^(?:{VERBS}|according to|in the words of)\s+(?P<who>[^:]+?)[:,.;]?$", re.IGNORECASE | re.DOTALL
)
_SAYING = re.compile(r",\s+(?:saying|adding|commenting|explaining|warning)[:,]?$")
_LABEL = re.compile(r"^(?P<who>[^:]+):$")
_INITIALS = re.compile(r"(?P<led>(?<!\S)(?![A-Z]\.)\S+\s+)?(?P<initials>(?:\b[A-Z]\.\s?)+)(?=[A-Z][a-z’'-])")
_BY = re.compile(r"^[–—-]\s*(?P<who>[^.!?“”\"]+?)\.?$")
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[^\W\d_a-z])")


def speaker_before(lead_in: str, known: frozenset[str] = frozenset()) -> str:
    """Return who is about to speak in "…, Mr Ellis said:", as the text calls them, or "".

    `known` are single names ("Ellis", "Matthew") that mean one person of this text.
    """
    sentence = _IN_BRACKETS.sub("", last_sentence(lead_in.strip()))
    inverted = _INVERTED.match(sentence)
    if inverted:
        return _person(inverted["who"].split(","), known)
    match = _BEFORE.match(sentence)
    if match:
        return _person(match["who"].split(",")[::-1], known) or _subject(match["who"])
    if _SAYING.search(sentence):
        return _opening_person(sentence)
    label = _LABEL.match(sentence)
    return _labelled(label["who"]) if label else ""


def speaker_after(tail: str, known: frozenset[str] = frozenset()) -> str:
    """Return who has spoken in "said Mr Ellis." or "Mr Ellis said, smiling.", or "" when the tail says something else.

    Only the first sentence counts; `known` is as for `speaker_before`.
    """
    sentence = _IN_BRACKETS.sub("", first_sentence(tail.strip().removeprefix(",").strip()))
    inverted = _INVERTED.match(sentence)
    if inverted:
        return _person(inverted["who"].split(","), known)
    match = _AFTER.match(sentence.rstrip(".;"))
    return _person(match["who"].split(",")[::-1], known) if match else ""


def speaker_signed(line: str) -> str:
    """Return who a quote is signed by in "– Amy Lee, Chief Executive", or ""."""
    signed = _BY.match(_without_dots(line.strip()))
    return _alone(signed["who"].split(",")[0].strip()) or "" if signed else ""


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, titles without their dots."""
    return _SENTENCE_END.split(_without_dots(text))[0]


def last_sentence(text: str) -> str:
    """Return the last sentence of a text, titles without their dots."""
    return _SENTENCE_END.split(_without_dots(text))[-1]


def is_pronoun(speaker: str) -> bool:
    """Tell whether a speaker is only called he, she or they."""
    return speaker.lower() in _PRONOUNS


def full_name(speaker: str, text: str) -> str:
    """Return the speaker's name in full ("Matthew Ellis") as found in the text.

    Returns "" when it is never given in full, or when two people share the surname.
    """
    if is_pronoun(speaker) or _SPOKES.search(speaker):
        return ""
    names = _names(speaker.split())
    if len(names) != 1:
        return " ".join(names)
    places = (0, -1) if speaker == names[0] else (-1,)
    found = {name for name in people(text) if any(name.split()[place] == names[0] for place in places)}
    return found.pop() if len(found) == 1 else ""


def single_names(text: str) -> frozenset[str]:
    """Return the first names and surnames that each mean one person of those a text names in full."""
    whole = set(people(text))
    parts = [part for name in whole for part in {name.split()[0], name.split()[-1]}]
    return frozenset(part for part in parts if parts.count(part) == 1)


def people(text: str) -> list[str]:
    """Return every name given in full in a text, in order, with repetitions."""
    found = []
    for run in _RUN.finditer(_without_dots(text)):
        names = _names(_plain_words(run.group()))
        if len(names) >= 2:
            found.append(" ".join(names))
    return found


def last_person(text: str) -> str:
    """Return the person a text names last, in full or by title and surname, or ""."""
    for run in reversed(list(_RUN.finditer(text))):
        person = _titled(_plain_words(run.group()))
        if person:
            return person
    return ""


def _without_dots(text: str) -> str:
    """Drop the full stops of abbreviated titles and of initials, which end no sentence."""
    text = re.sub(r"\b(Mr|Mrs|Ms|Dr|Prof|Revd?|Cllr|Sgt|Supt|Insp|St|Hon)\.", r"\1", text)
    return _INITIALS.sub(_initials, text)


def _initials(match: re.Match[str]) -> str:
    """Return "JR " for "J. R. "; after another name ("Block A. Amy Lee") the stop does end a sentence."""
    led, initials = match["led"] or "", match["initials"]
    word = led.strip()
    if word[:1].isupper() and word not in _HONORIFICS | _OFFICES and word[-1] not in '.,;:!?”"':
        return match.group()
    return f"{led}{re.sub(r'[^A-Z]', '', initials)} "


def _person(parts: list[str], known: frozenset[str] = frozenset()) -> str:
    """Return the first part that names one person; a name before a preposition goes before one after it."""
    stripped = (part.strip().removeprefix("and ").strip() for part in parts)
    stated = [_CLAUSE.split(part)[0] for part in stripped if part and not _ASIDE.match(part)]
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
        names = _titled(_closing_run(part)).split()
        if names:
            return " ".join(names[-2:])
    words = (_closing_run(part) for part in stated)
    return next((run[0] for run in words if len(run) == 1 and run[0] in known), "")


def _alone(part: str) -> str | None:
    """Return the person a part ends with; "" when it names two who spoke together, None when it names nobody."""
    run = _closing_run(part)
    person = _titled(run)
    if not person:
        return None
    others = part.rpartition(" and ")[0] if " and " in part else ""
    return "" if _titled(_closing_run(others)) else person


def _subject(who: str) -> str:
    """Return the person in "Mr Ellis welcomed the news and (said)": the subject the second verb has too."""
    return _opening_person(who) if _ALSO_SPOKE.search(who) else ""


def _opening_person(sentence: str) -> str:
    """Return the person a sentence begins with."""
    run = _RUN.match(sentence)
    return _titled(_plain_words(run.group())) if run else ""


def _labelled(label: str) -> str:
    """Return the person in "Matthew Ellis, Police Commissioner:"; without any title it may be a heading."""
    run = _RUN.fullmatch(label.split(",", maxsplit=1)[0].strip())
    titles = (_HONORIFICS | _OFFICES).intersection(re.findall(_NAME, label))
    return _titled(_plain_words(run.group())) if run and titles else ""


def _closing_run(part: str) -> list[str]:
    runs = [run for run in _RUN.finditer(part) if run.end() == len(part)]
    return _plain_words(runs[0].group()) if runs else []


def _plain_words(run: str) -> list[str]:
    """Return the words of a run after the last possessive ("Stoke’s Matthew Ellis")."""
    words = run.split()
    owners = [n for n, word in enumerate(words) if word.endswith(("’s", "'s"))]
    return words[owners[-1] + 1 :] if owners else words


def _titled(words: list[str]) -> str:
    """Return the name in a run of capitalised words: in full, or a surname with the title before it."""
    names = _names(words)
    if len(names) >= 2:
        return " ".join(names)
    while len(words) > 2 and words[-1] in _AFTER_NAMES:
        words = words[:-1]
    before = words[: len(words) - 1]
    if names and before and before[-1] in _HONORIFICS | _OFFICES:
        title = [word for word in before if word in _HONORIFICS | _OFFICES]
        return " ".join([*title, names[0]])
    return ""


def _names(words: list[str]) -> list[str]:
    """Return the words left once titles, offices and openers before them, and honours after them, are taken away."""
    while len(words) > 2 and words[-1] in _AFTER_NAMES:
        words = words[:-1]
    if words and words[-1] in _OFFICES | _NO_NAMES | _AFTER_NAMES:
        return []
    before = [number for number, word in enumerate(words) if word in _HONORIFICS | _OFFICES | _NO_NAMES]
    return words[before[-1] + 1 :] if before else words
