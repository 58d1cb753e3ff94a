"""A difference short enough for one message: what stayed is cut to a few words, what does not fit is counted.

Works on values, so no tag can ever be cut. Lengths are UTF-16 units, as Telegram counts them.
"""

from dataclasses import dataclass, replace

from bot.news.comparing import Ink, Run
from bot.news.difference import Passage

AROUND = 40  # characters of what stayed, on either side of a change
LONGEST_RUN = 300  # characters of one struck or added run
FRAME = 40  # units that a part's name and the blank lines around it take
MOST_MARKS = 40  # Telegram keeps 100 formatted runs of a message and drops the others without a word
CUT = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown, and how many changes are not. `is_whole` only when no changed word was left out.

    `units` is at most the limit that was asked for.
    """

    passages: tuple[Passage, ...]
    left_out: int
    is_whole: bool
    units: int


def excerpt(passages: tuple[Passage, ...], limit: int) -> Excerpt:
    """Return as many changes, from the first on, as fit into `limit` units."""
    kept: list[Passage] = []
    used, marks, whole = 0, 0, True
    for number, passage in enumerate(passages):
        short = _short(passage)
        cost, more = _units(short), _marks(short)
        if used + cost > limit or marks + more > MOST_MARKS:
            return Excerpt(tuple(kept), len(passages) - number, is_whole=False, units=used)
        whole = whole and _keeps_changes(passage, short)
        kept.append(short)
        used, marks = used + cost, marks + more
    return Excerpt(tuple(kept), 0, whole, used)


def _short(passage: Passage) -> Passage:
    """Cut a passage down; a long one ends early, with the sign of a cut."""
    runs: list[Run] = []
    last = len(passage.runs) - 1
    for number, run in enumerate(passage.runs):
        if sum(len(kept.text) for kept in runs) > 2 * LONGEST_RUN:
            runs.append(Run(Ink.SAME, CUT))
            break
        text = _stayed(run.text, number, last) if run.ink is Ink.SAME else _middle(run.text, LONGEST_RUN)
        runs.append(replace(run, text=text))
    return replace(passage, runs=tuple(runs))


def _stayed(text: str, number: int, last: int) -> str:
    """Keep the words next to a change: behind the one before, and ahead of the one that follows."""
    if number == 0 and last == 0:
        return _middle(text, 2 * AROUND)
    if number == 0:
        return text if len(text) <= AROUND else CUT + _from_a_word(text[-AROUND:])
    if number == last:
        return text if len(text) <= AROUND else _to_a_word(text[:AROUND]) + CUT
    return _middle(text, 2 * AROUND)


def _middle(text: str, most: int) -> str:
    """Take the middle out of what is longer than `most` characters."""
    if len(text) <= most:
        return text
    return f"{_to_a_word(text[: most // 2])} {CUT} {_from_a_word(text[-(most // 2) :])}"


def _to_a_word(text: str) -> str:
    cut = text.rsplit(maxsplit=1)
    return cut[0] if len(cut) > 1 else text


def _from_a_word(text: str) -> str:
    cut = text.split(maxsplit=1)
    return cut[1] if len(cut) > 1 else text


def _units(passage: Passage) -> int:
    return FRAME + sum(len(run.text.encode("utf-16-le")) // 2 for run in passage.runs)


def _marks(passage: Passage) -> int:
    return 1 + sum(run.ink is not Ink.SAME for run in passage.runs)


def _keeps_changes(whole: Passage, short: Passage) -> bool:
    return _changed(whole) == _changed(short)


def _changed(passage: Passage) -> list[Run]:
    return [run for run in passage.runs if run.ink is not Ink.SAME]
