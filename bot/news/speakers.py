"""Who says a quoted sentence: names read out of the words around it, and made whole from the rest of the text.

Pure reading by the habits of English press releases; an unsure answer is an empty one, never a guess between two people.
Knows nothing of quote marks.
"""

import re

VERBS = (
    "said|says|added|adds|commented|comments|explained|explains|warned|warns|continued|concluded|stated|noted"
    "|insisted|argued|urged|announced|confirmed|admitted|replied|remarked|pledged|promised|stressed|told|wrote"
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HONORIFICS = _listed("Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady Baroness Rev Reverend")
# Words of office and of organisations: before a name they are not part of it, and no person's name ends in one.
_OFFICES = _listed(
    "Police Crime Commissioner Chief Deputy Assistant Constable Superintendent Supt Detective Inspector Insp Sergeant Sgt"
    " PC DC DS DI Officer Fire Rescue Ambulance Service Services Authority Council Councillor Cllr Leader Chair Chairman"
    " Chairwoman Chairperson Director Executive Manager Minister Secretary Home Prime Mayor Head President Vice Governor"
    " Commander Area Station Watch Crew Group Captain PCC MP MEP CEO Acting Trust Committee Department Office Board"
    " Agency School University Hospital Holdings Ltd Limited Force Federation Association Society Government Professor"
    " Commission Spokesman Spokeswoman Spokesperson Speaking Commenting Meanwhile Earlier Later"
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
_SPOKES = re.compile(r"\b(?:an?|the|their|its)\s+spokes(?:man|woman|person)\b.*", re.IGNORECASE)
_BEFORE = re.compile(
    rf"^(?P<who>.+?),?\s+(?:has\s+|also\s+|then\s+|later\s+)*(?:{VERBS})\b[^,:]*[:,]?$", re.DOTALL
)
_INVERTED = re.compile(rf"^(?:{VERBS})\s+(?P<who>[^:]+?)[:,.]?$", re.IGNORECASE | re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[^\W\d_a-z])")


def speaker_before(lead_in: str) -> str:
    """Return who is about to speak in "…, Mr Ellis said:", as the text calls them, or ""."""
    sentence = _last_sentence(lead_in.strip())
    inverted = _INVERTED.match(sentence)
    if inverted:
        return _person(inverted["who"].split(","))
    match = _BEFORE.match(sentence)
    return _person(match["who"].split(",")[::-1]) if match else ""


def speaker_after(tail: str) -> str:
    """Return who has spoken in "said Mr Ellis." or "Mr Ellis said.", or "" when the tail says something else."""
    tail = tail.strip()
    if not tail or len(_SENTENCE_END.split(_without_dots(tail))) > 1:
        return ""
    inverted = _INVERTED.match(tail)
    if inverted:
        return _person(inverted["who"].split(","))
    match = _BEFORE.match(tail.rstrip("."))
    return _person(match["who"].split(",")[::-1]) if match else ""


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
    found = {name for name in people(text) if name.split()[-1] == names[0]}
    return found.pop() if len(found) == 1 else ""


def people(text: str) -> list[str]:
    """Return every name given in full in a text, in order, with repetitions."""
    found = []
    for run in _RUN.finditer(text):
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


def _last_sentence(text: str) -> str:
    return _SENTENCE_END.split(_without_dots(text))[-1]


def _without_dots(text: str) -> str:
    """Drop the full stop of an abbreviated title, which ends no sentence."""
    return re.sub(r"\b(Mr|Mrs|Ms|Dr|Prof|Rev|Cllr|Sgt|Supt|Insp|St)\.", r"\1", text)


def _person(parts: list[str]) -> str:
    """Return the first part that names a person; a name before a preposition goes before one after it."""
    stated = [part.strip() for part in parts if part.strip() and not _ASIDE.match(part.strip())]
    for part in stated:
        if part.lower() in _PRONOUNS:
            return part
        person = _titled(_closing_run(_PREPOSITION.split(part)[0]))
        if person:
            return person
    for part in stated:
        spokes = _SPOKES.search(part)
        if spokes:
            return spokes.group()
        names = _titled(_closing_run(part)).split()
        if names:
            return " ".join(names[-2:])
    return ""


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
    before = words[: len(words) - 1]
    if names and before and before[-1] in _HONORIFICS | _OFFICES:
        title = [word for word in before if word in _HONORIFICS | _OFFICES]
        return " ".join([*title, names[0]])
    return ""


def _names(words: list[str]) -> list[str]:
    """Return the words left once titles, offices and sentence openers before them are taken away."""
    titles = [n for n, word in enumerate(words) if word in _HONORIFICS]
    start = titles[-1] + 1 if titles else 0
    while start < len(words) and words[start] in _HONORIFICS | _OFFICES | _NO_NAMES:
        start += 1
    names = words[start:]
    return [] if names and names[-1] in _OFFICES | _NO_NAMES else names
