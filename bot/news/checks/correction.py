"""What a new edition of something that is out needs before it takes the former one's place. Pure."""

import re

from bot.news.announcement import Content, PostedAs
from bot.news.checks.issue import Issue, Severity
from bot.news.corrections import NOTE_LIMIT
from bot.news.difference import difference
from bot.news.places import passages

# Parts that are not the words.
_ABOUT_IT = frozenset({"correction", "correction_note", "earlier_notes", "embargo"})
_FIGURES = re.compile(r"\d+(?:[.,:]\d+)*")


def correction(content: Content, former: Content | None, posted_as: PostedAs) -> list[Issue]:
    """Return what is missing or cannot be: the note, a change at all, and a photo that Telegram will not let go of.

    `former` are the words that are out, None for a first edition.
    """
    this = content.correction
    if this is None:
        return []
    found = []
    if this.is_told and not this.note:
        found.append(Issue("note_missing", Severity.BLOCKS, {"manner": this.manner.value}))
    elif len(this.note) > NOTE_LIMIT:
        values: dict[str, object] = {"length": len(this.note), "limit": NOTE_LIMIT}
        found.append(Issue("note_too_long", Severity.BLOCKS, values))
    if content.is_withdrawal:
        return found
    if posted_as is PostedAs.PHOTO and content.photo is None:
        found.append(Issue("photo_stays", Severity.BLOCKS))
    if former is not None:
        found += _of_change(content, former)
    return found


def says_more_than_it_may(content: Content) -> bool:
    """Tell a withdrawal that says anything besides the headline and why."""
    return content.is_withdrawal and bool(content.standfirst or content.body or content.photo)


def _of_change(content: Content, former: Content) -> list[Issue]:
    """A quiet edit has to change something, and should change no figure: whoever acted on the old one is not told."""
    changed = any(one.part not in _ABOUT_IT for one in difference(former, content))
    if not changed:
        return [Issue("nothing_changed", Severity.BLOCKS)]
    before, now = _figures(former), _figures(content)
    is_quiet = content.correction is not None and not content.correction.is_told
    if is_quiet and before != now:
        gone = sorted(before - now) or sorted(now - before)
        return [Issue("figures_changed", Severity.WARNS, {"figures": gone[:3]})]
    return []


def _figures(content: Content) -> set[str]:
    return {figure for _, block in passages(content) for figure in _FIGURES.findall(block.text)}
