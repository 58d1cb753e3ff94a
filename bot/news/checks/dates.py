"""Phrases that tell a day, held against the moment of publishing. Pure.

A contradiction blocks: "yesterday (Tues)" on a Thursday tells readers a wrong day whichever half they believe. A phrase
that ages only warns: it is true for the first who read it. Between quote marks the words are somebody else's: what ages
there is as it was spoken and is let be; what contradicts itself is warned of, for the author can ask but not alter.
"""

from bot.news.checks.issue import Severity
from bot.news.dates import CONTRADICTIONS, DateMention


def severity(mention: DateMention) -> Severity | None:
    """Return how grave a mention is, None when there is nothing to say about it."""
    if mention.concern is None:
        return None
    if mention.concern in CONTRADICTIONS:
        return Severity.WARNS if mention.quoted else Severity.BLOCKS
    return None if mention.quoted else Severity.WARNS
