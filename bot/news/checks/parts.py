"""The parts every announcement needs, and their lengths. Pure."""

from bot.news.announcement import Content
from bot.news.checks.issue import Issue, Severity
from bot.news.reading import HEADLINE_LIMIT

CAPTION_LIMIT = 1024  # UTF-16 units after formatting; Bot API, sendPhoto
TEXT_LIMIT = 4096  # UTF-16 units after formatting; Bot API, sendMessage
LONG_HEADLINE = 120


def parts(content: Content, summary_units: int) -> list[Issue]:
    """Return what is missing or too long."""
    found = []
    if not content.headline:
        found.append(Issue("headline_missing", Severity.BLOCKS))
    elif len(content.headline) > HEADLINE_LIMIT:
        values: dict[str, object] = {"length": len(content.headline), "limit": HEADLINE_LIMIT}
        found.append(Issue("headline_too_long", Severity.BLOCKS, values))
    elif len(content.headline) > LONG_HEADLINE:
        found.append(Issue("headline_long", Severity.WARNS, {"length": len(content.headline)}))
    if not content.is_withdrawal:  # which says why in its note, and nothing else
        found += _words(content)
    limit = CAPTION_LIMIT if content.photo else TEXT_LIMIT
    if summary_units > limit:
        values = {"length": summary_units, "limit": limit}
        found.append(Issue("summary_too_long", Severity.BLOCKS, values))
    return found


def _words(content: Content) -> list[Issue]:
    if not content.standfirst and not content.body:
        return [Issue("words_missing", Severity.BLOCKS)]
    return [] if content.standfirst else [Issue("standfirst_missing", Severity.WARNS)]
