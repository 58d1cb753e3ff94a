"""What changed between two revisions, part by part, so that it can be read: words struck, words added, photo, targets.

Nothing that an approval binds to is left out: a part this file does not know of is compared as it is written.
Knows no markup and no messenger.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher

from bot.news.announcement import Content, Photo
from bot.news.comparing import Ink, Run, compare
from bot.news.corrections import Correction
from bot.news.embargo import Embargo
from bot.news.words import Block, Mark

BREAK = "\n\n"
KNOWN = frozenset({"headline", "standfirst", "body", "photo", "targets", "embargo", "correction"})


@dataclass(frozen=True, slots=True)
class Passage:
    """One change. `part` is a field's name; `turn` says what happened beside words, or is empty.

    `turn` is "set" (the same words set otherwise: bold, a heading), or for a photo "came", "went", "replaced",
    "decorative" (it needs no alt text any more) or "describes" (it does again). For the embargo it is "embargo_set",
    "embargo_moved" or "embargo_gone"; for a correction its manner.
    """

    part: str
    runs: tuple[Run, ...] = ()
    turn: str = ""


def difference(before: Content, after: Content) -> tuple[Passage, ...]:
    """Return what changed from one revision to another, in the order in which it is read; nothing when they are equal."""
    return (
        *_words("headline", before.headline, after.headline),
        *_body("standfirst", _filled(before.standfirst), _filled(after.standfirst)),
        *_body("body", before.body, after.body),
        *_photo(before.photo, after.photo),
        *_words("targets", ", ".join(before.targets), ", ".join(after.targets)),
        *_embargo(before.embargo, after.embargo),
        *_correction(before.correction, after.correction),
        *_others(before, after),
    )


def shown(block: Block) -> str:
    """Return a block's words, each link followed by where it leads: a changed address is a changed word."""
    text = block.text
    for span in sorted(block.spans, key=lambda span: (span.end, span.start), reverse=True):
        if span.mark is Mark.LINK:
            text = f"{text[: span.end]} [{span.href}]{text[span.end :]}"
    return text


def _words(part: str, before: str, after: str) -> Iterator[Passage]:
    if before != after:
        yield Passage(part, compare(before, after))


def _filled(block: Block) -> tuple[Block, ...]:
    return (block,) if block or block.spans else ()


def _body(part: str, before: tuple[Block, ...], after: tuple[Block, ...]) -> Iterator[Passage]:
    """Paragraphs that stayed are left out; what lies between them is compared as one text."""
    old, new = [_setting(block) for block in before], [_setting(block) for block in after]
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _region(part, before[a:b], after[c:d])


def _region(part: str, before: tuple[Block, ...], after: tuple[Block, ...]) -> Iterator[Passage]:
    struck, added = BREAK.join(map(shown, before)), BREAK.join(map(shown, after))
    if struck != added:
        yield Passage(part, compare(struck, added))
    else:
        yield Passage(part, (Run(Ink.SAME, added),) if added else (), "set")


def _setting(block: Block) -> Block:
    """The order of marks is no difference."""
    return replace(block, spans=tuple(sorted(block.spans)))


def _photo(before: Photo | None, after: Photo | None) -> Iterator[Passage]:
    if turn := _turn(before, after):
        yield Passage("photo", turn=turn)
    old, new = before or Photo("", 0, 0), after or Photo("", 0, 0)
    for part in ("alt_text", "caption", "credit"):
        yield from _words(part, getattr(old, part), getattr(new, part))
    if old.decorative != new.decorative:
        yield Passage("alt_text", turn="decorative" if new.decorative else "describes")


def _turn(before: Photo | None, after: Photo | None) -> str:
    if before is None or after is None:
        return "" if before is after else ("came" if before is None else "went")
    same = (before.sha256, before.width, before.height) == (after.sha256, after.width, after.height)
    return "" if same else "replaced"


def _embargo(before: Embargo | None, after: Embargo | None) -> Iterator[Passage]:
    if before == after:
        return
    turn = "embargo_set" if before is None else ("embargo_gone" if after is None else "embargo_moved")
    yield Passage("embargo", turn=turn)


def _correction(before: Correction | None, after: Correction | None) -> Iterator[Passage]:
    if before == after:
        return
    old, new = (one.manner.value if one else "" for one in (before, after))
    if old != new:
        yield Passage("correction", turn=new or "first_edition")
    old, new = (one.note if one else "" for one in (before, after))
    yield from _words("correction_note", old, new)
    old, new = (BREAK.join(note.words for note in one.earlier) if one else "" for one in (before, after))
    yield from _words("earlier_notes", old, new)


def _others(before: Content, after: Content) -> Iterator[Passage]:
    for field in fields(Content):
        if field.name not in KNOWN:
            yield from _words(field.name, str(getattr(before, field.name)), str(getattr(after, field.name)))
