"""Overrides held against what the checks found. Pure.

An override holds from its revision on, for as long as the words it is about stand in every revision after it. Words that
went and came back are asked about again.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.news.announcement import Content
from bot.news.checks.issue import Issue, Override, Severity, plainly
from bot.news.places import passages

SHORTEST_REASON = 10  # characters
LONGEST_REASON = 500  # characters; the approver reads it on the card


def overruled(issues: Iterable[Issue], overrides: Iterable[Override]) -> list[Issue]:
    """Return the issues; those that were overridden only warn, and carry the override given last."""
    given = {override.key: override for override in overrides}
    return [
        replace(issue, severity=Severity.WARNS, override=given[issue.key])
        if issue.can_be_overridden and issue.key in given
        else issue
        for issue in issues
    ]


def still_standing(override: Override, since: Iterable[Content]) -> bool:
    """Tell whether the words stand in each of these contents: its own revision's and all that were saved after it."""
    return all(stands_in(content, override.words) for content in since)


def stands_in(content: Content, words: str) -> bool:
    """Tell whether readers are given these words anywhere, as text or as the address of a link."""
    wanted = plainly(words)
    return any(
        wanted in plainly(block.text) or wanted in {plainly(span.href) for span in block.spans}
        for _, block in passages(content)
    )
