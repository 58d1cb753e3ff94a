"""Links that readers cannot follow, should not see yet, or would be tracked by. Pure; nothing is fetched.

A link laid over words blocks when it leads nowhere, for nobody sees that before pressing it; written out it warns, as
it may be no link at all.
"""

from collections.abc import Iterator

from bot.news.announcement import Content
from bot.news.checks.issue import Issue, Severity
from bot.news.links import addresses, is_private, is_well_formed, scheme_of, without_tracking
from bot.news.places import passages
from bot.news.words import Block, Mark

ALLOWED = frozenset({"http", "https", "mailto"})
MOST_OF_A_KIND = 2


def links(content: Content) -> list[Issue]:
    """Return what is the matter with the links of an announcement: all that blocks, and few warnings of each kind."""
    found = {issue.values["link"]: issue for _, block in passages(content) for issue in _of(block)}
    kept: list[Issue] = []
    for issue in sorted(found.values(), key=lambda issue: issue.severity is not Severity.BLOCKS):
        alike = sum(other.code == issue.code for other in kept)
        if issue.severity is Severity.BLOCKS or alike < MOST_OF_A_KIND:
            kept.append(issue)
    return kept


def _of(block: Block) -> Iterator[Issue]:
    laid = {span.href for span in block.spans if span.mark is Mark.LINK}
    for address in addresses(block):
        issue = _issue(address, is_laid=address in laid)
        if issue is not None:
            yield issue


def _issue(address: str, *, is_laid: bool) -> Issue | None:
    values: dict[str, object] = {"link": address}
    if is_laid and scheme_of(address) not in ALLOWED and scheme_of(address).isalpha():
        return Issue("link_other_kind", Severity.BLOCKS, values, address)
    if not is_well_formed(address) or scheme_of(address) not in ALLOWED:
        return Issue("link_malformed", Severity.BLOCKS if is_laid else Severity.WARNS, values, address)
    if is_private(address):
        return Issue("link_private", Severity.BLOCKS, values, address)
    clean = without_tracking(address)
    if clean != address:
        return Issue("link_tracked", Severity.WARNS, {"link": address, "clean": clean}, address)
    return None
