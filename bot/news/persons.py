"""The names of persons in a text: titles and offices taken away, and made whole from the rest of the text.

Pure reading by the habits of English press releases; two people who may be meant are never guessed between.
"""

import re
from functools import lru_cache


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


HONORIFICS = _listed(
    "Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady Baroness Rev Revd Reverend Rt Hon Right Honourable Very"
)
_AFTER_NAMES = _listed("MP MEP MSP MS OBE MBE CBE KBE DBE QPM QFSM KC QC JP DL BEM")
# Words of office and of organisations: before a name they are not part of it, and no person's name ends in one.
OFFICES = _listed(
    "Police Crime Commissioner Chief Deputy Assistant Constable Superintendent Supt Detective Inspector Insp Sergeant Sgt"
    " PC DC DS DI Officer Fire Rescue Ambulance Service Services Authority Council Councillor Cllr Leader Chair Chairman"
    " Chairwoman Chairperson Director Executive Manager Minister Secretary Home Prime Mayor Head President Vice Governor"
    " Commander Area Station Watch Crew Group Captain PCC MP MEP CEO Acting Trust Committee Department Office Board"
    " Agency School University Hospital Holdings Ltd Limited Force Federation Association Society Government Professor"
    " Commission Spokesman Spokeswoman Spokesperson Speaking Commenting Meanwhile Earlier Later"
    " DCI DCC ACC CC CI Supt PCSO Det Con CFO DCFO Cabinet Member Portfolio Holder Trustee Founder Coordinator Colonel Major"
    " Capt Lieutenant Lt Bishop Canon Judge Coroner Nurse Headteacher Principal Ambassador Senior Lead Crown Prosecutor"
    " Solicitor Barrister Registrar Treasurer Consultant Lecturer Vicar Archdeacon Imam Rabbi Adviser Advisor Specialist"
    " Paramedic Firefighter Leading Court Centre Street Road Avenue"
)
# Of these, the last words of an office that one person holds.
_HELD = (
    "Commissioner|Constable|Superintendent|Inspector|Sergeant|Officer|Leader|Chair(?:man|woman|person)?|Director|Executive"
    "|Manager|Minister|Secretary|Mayor|President|Governor|Commander|Bishop|Judge|Coroner|Headteacher|Principal|Prosecutor"
)
_NO_NAMES = _listed(
    "The A An In On At But And Or So If When While After Before Yesterday Today Tomorrow Last Next This That Both Their"
    " His Her Its Our Your My As For From With By Monday Tuesday Wednesday Thursday Friday Saturday Sunday January"
    " February March April May June July August September October November December"
)
# A name begins a word, and with a capital of any alphabet in use here: “é” in “fiancé” is none.
_SMALL = "".join(letter for letter in map(chr, range(0x80, 0x250)) if letter.islower())
NAME = rf"(?<![\w’'])[^\W\d_a-z{_SMALL}][\w’'-]*"
_PARTICLES = "de|la|van|den|von|der|al|bin|da|dos|ap|ab|ní|ul|ur"
RUN = re.compile(rf"{NAME}(?:\s+(?:(?:{_PARTICLES})\s+){{0,3}}{NAME}){{0,15}}")
_INITIALS = re.compile(
    r"(?P<led>(?<!\S)(?![A-Z]\.)\S+\s+)?(?P<initials>(?:\b[A-Z]\.\s?){1,5})(?=[A-Z][a-z’'-])"
)
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[^\W\d_a-z])|\n+")
# "Following the death of PC Ann Day, the Chief Constable said": with no comma before the verb it is another who speaks.
_SPEAKS = "said|says|added|adds|told|commented|continued|explained|concluded|paid|thanked|praised|warned|urged|welcomed|stated"
_THE_OFFICE = re.compile(rf"[Tt]he\s+(?P<office>(?:{NAME}\s+(?:and\s+)?)*?(?:{_HELD}))")
_NAMED_BEFORE = re.compile(rf"{NAME}\s$")
_NICKNAME = re.compile(r"(?<=\w\s)[“\"‘'][^\W\d_a-z][\w-]*(?: [^\W\d_a-z][\w-]*)?[”\"’']\s(?=[A-Z])")
_PLACED_BEFORE = re.compile(
    r"(?:\b(?:in|at|near|across|around|outside|on)|,\s+(?:of|from))\s+(?:the\s+)?$", re.IGNORECASE
)


def whole_name(speaker: str, text: str) -> str:
    """Return a person's name in full ("Matthew Ellis") as found in the text.

    Returns "" when it is never given in full, or when two people share the surname.
    """
    names = _names(speaker.split())
    if len(names) != 1:
        return " ".join(names)
    by_first_name = speaker == names[0] or speaker.startswith(("Sir ", "Dame "))
    places = (0, -1) if by_first_name else (-1,)
    found = {name for name in people(text) if any(name.split()[place] == names[0] for place in places)}
    if len(found) != 1:
        return ""
    name = found.pop()
    return "" if _is_dead(name, text) else name


def _is_dead(name: str, text: str) -> bool:
    """Tell whether a text says that somebody has died: whoever is called by their surname then is somebody else."""
    who = re.escape(name)
    return bool(
        re.search(rf"\b(?:murder|death|killing|loss|memory)\s+of\s+(?:[\w-]+\s+)?{who}\b", text)
        or re.search(
            rf"{who}(?:,[^.]*?,)?\s+(?:(?:was|were|had|has)\s+(?:been\s+)?)?(?:killed|murdered|died|pronounced\s+dead)\b",
            text,
        )
    )


@lru_cache(maxsize=64)
def holder(office: str, text: str) -> str:
    """Return the one person whom a text calls by an office ("The Chief Constable"), in full, or ""."""
    match = _THE_OFFICE.fullmatch(office)
    if not match:
        return ""
    held = rf"(?<!Deputy )(?<!Assistant )(?<!Vice )(?<!Former )(?<!former )(?<!late )(?<!Late )(?<!etired )(?<!Ex-)(?<!ex-)(?<!Vice-)(?<!Opposition )(?<!’s )\b{re.escape(match['office'])}\b"
    either = re.compile(
        rf"{held}(?:\s+(?:of|for)\s[^.:;“”\"]*?)?,?\s+(?P<after>{RUN.pattern})"
        rf"|(?P<before>{RUN.pattern}),\s+(?!the\s[^,.]*?{held}\s+(?:{_SPEAKS})\b)(?:(?:the|its|new)\s+){{0,2}}(?:{NAME}\s+)?{held}"
    )
    told = (plain_words(found["after"] or found["before"]) for found in either.finditer(without_dots(text)))
    held_by = {" ".join(names) for names in map(_names, told) if len(names) >= 2}
    return held_by.pop() if len(held_by) == 1 else ""


def is_office(speaker: str) -> bool:
    """Tell "The Chief Constable" from a name."""
    return bool(_THE_OFFICE.fullmatch(speaker))


def single_names(text: str) -> frozenset[str]:
    """Return the first names and surnames that each mean one person of those a text names in full."""
    whole = set(people(text))
    parts = [part for name in whole for part in {name.split()[0], name.split()[-1]}]
    return frozenset(part for part in parts if parts.count(part) == 1)


@lru_cache(maxsize=16)  # each quote of a text asks
def people(text: str) -> tuple[str, ...]:
    """Return every name given in full in a text, in order, with repetitions."""
    found = []
    for run in RUN.finditer(without_nicknames(without_dots(text))):
        names = _names(plain_words(run.group()))
        if len(names) >= 2:
            found.append(" ".join(names))
    return tuple(found)


def person_meant(text: str) -> str | None:
    """Return whom "she" means after a text: the person named last, in full or by title and surname.

    None when it names nobody; "" when the sentence names two. Places named like persons ("in Market Drayton") do not count.
    """
    for sentence in reversed(_SENTENCE_END.split(without_dots(text))):
        named = {
            person.split()[-1]: person
            for run in RUN.finditer(sentence)
            if not _PLACED_BEFORE.search(sentence[: run.start()])
            for person in [titled(plain_words(run.group()))]
            if person
        }
        if named:
            return named.popitem()[1] if len(named) == 1 else ""
    return None


def plain_words(run: str) -> list[str]:
    """Return the words of a run after the last possessive ("Stoke’s Matthew Ellis")."""
    words = run.split()
    owners = [n for n, word in enumerate(words) if word.endswith(("’s", "'s"))]
    return words[owners[-1] + 1 :] if owners else words


def titled(words: list[str]) -> str:
    """Return the name in a run of capitalised words: in full, or a surname with the title before it."""
    names = _names(words)
    if len(names) >= 2:
        return " ".join(names)
    while len(words) > 2 and words[-1] in _AFTER_NAMES:
        words = words[:-1]
    before = words[: len(words) - 1]
    if names and before and before[-1] in HONORIFICS | OFFICES:
        title = [word for word in before if word in HONORIFICS | OFFICES]
        return " ".join([*title, names[0]])
    return ""


def _names(words: list[str]) -> list[str]:
    """Return the words left once titles, offices and openers before them, and honours after them, are taken away."""
    while len(words) > 2 and words[-1] in _AFTER_NAMES:
        words = words[:-1]
    if words and words[-1] in OFFICES | _NO_NAMES | _AFTER_NAMES:
        return []
    before = [number for number, word in enumerate(words) if word in HONORIFICS | OFFICES | _NO_NAMES]
    return words[before[-1] + 1 :] if before else words


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, titles without their dots."""
    return _SENTENCE_END.split(without_dots(text))[0]


def last_sentence(text: str) -> str:
    """Return the last sentence of a text, titles without their dots."""
    return _SENTENCE_END.split(without_dots(text))[-1]


def without_dots(text: str) -> str:
    """Drop the full stops of abbreviated titles and of initials, which end no sentence."""
    text = re.sub(r"\b(Mr|Mrs|Ms|Dr|Prof|Revd?|Cllr|Sgt|Supt|Insp|St|Hon)\.", r"\1", text)
    return _INITIALS.sub(_initials, text)


def without_nicknames(text: str) -> str:
    """Drop the “Bill” of William “Bill” Smith."""
    return _NICKNAME.sub("", text)


def is_nickname(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` is the “Bill” of William “Bill” Smith, marks included."""
    match = _NICKNAME.match(text, start)
    return match is not None and match.end() == end + 1 and bool(_NAMED_BEFORE.search(text[:start]))


def _initials(match: re.Match[str]) -> str:
    """Return "JR " for "J. R. "; after another name ("Block A. Amy Lee") the stop does end a sentence."""
    led, initials = match["led"] or "", match["initials"]
    word = led.strip()
    if word[:1].isupper() and word not in HONORIFICS | OFFICES and word[-1] not in '.,;:!?”"':
        return match.group()
    return f"{led}{re.sub(r'[^A-Z]', '', initials)} "
