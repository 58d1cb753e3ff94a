"""Dates as press releases tell them, held against the day of publishing: "yesterday (Tues)", "on Friday", "In December".

A small grammar, not a guess at any text: what it does not know it passes over in silence. Start at `reading`; the
phrases are in `patterns`, one module reads each kind, `names` knows what only looks like a date, `phrasing` says it for good.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.news.announcement import Content
from bot.news.dates.mention import CONTRADICTIONS, Concern, DateMention, MentionKind
from bot.news.dates.reading import mentions
from bot.news.places import passage, reworded, with_passage

__all__ = ["CONTRADICTIONS", "Concern", "DateMention", "MentionKind", "mentions", "publish_day", "suggest"]


def publish_day(moment: datetime, timezone: str) -> date:
    """Return the day that readers have at `moment` (aware); `timezone` is the desk's IANA name.

    At 23:30 UTC on a summer evening London's newspapers are already dated tomorrow.
    """
    return moment.astimezone(ZoneInfo(timezone)).date()


def suggest(content: Content, mention: DateMention) -> Content:
    """Put the lasting words in the place of the phrase; marks are kept, other words untouched.

    The content comes back as it was when there is nothing to put there, or when the phrase no longer stands there.
    """
    block = passage(content, mention.place)
    if mention.replacement is None or block.text[mention.start : mention.end] != mention.phrase:
        return content
    return with_passage(
        content, mention.place, reworded(block, mention.start, mention.end, mention.replacement)
    )
