"""Mending a finding where it is known what to write instead. Pure: changes those words and no others."""

from dataclasses import dataclass
from datetime import date

from bot.news.announcement import Content
from bot.news.checks.dates import as_issue
from bot.news.checks.issue import Issue
from bot.news.checks.links import links
from bot.news.dates import mentions, suggest
from bot.news.links import with_address
from bot.news.places import passages, with_passage


@dataclass(frozen=True, slots=True)
class Mend:
    """What to write instead of the words of one finding; `key` is the finding's."""

    key: str
    words: str
    instead: str


def mend_of(issue: Issue) -> Mend | None:
    """Return how an issue can be mended, None when only a person knows."""
    instead = issue.values.get("replacement") or issue.values.get("clean")
    return Mend(issue.key, issue.about, instead) if isinstance(instead, str) and issue.about else None


def mended(content: Content, key: str, instead: str, today: date) -> Content | None:
    """Put the words in place of those the finding is about, where they stand first; a link wherever it stands.

    Returns None when the finding is not there any more, or would now be mended otherwise.
    """
    for mention in mentions(content, today):
        issue = as_issue(mention, today)
        if issue is not None and (issue.key, issue.values.get("replacement")) == (key, instead):
            return suggest(content, mention)
    for issue in links(content):
        if (issue.key, issue.values.get("clean")) == (key, instead):
            return _with_link(content, str(issue.values["link"]), instead)
    return None


def _with_link(content: Content, address: str, instead: str) -> Content:
    for place, block in list(passages(content)):
        changed = with_address(block, address, instead)
        content = content if changed == block else with_passage(content, place, changed)
    return content
