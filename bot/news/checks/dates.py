"""Phrases that tell a day, held against the moment of publishing. Pure.

A contradiction blocks: "yesterday (Tues)" on a Thursday tells readers a wrong day whichever half they believe. A phrase
that ages only warns: it is true for the first who read it. Between quote marks the words are somebody else's: what ages
there is as it was spoken and is let be; what contradicts itself is warned of, for the author can ask but not alter.
"""

from datetime import date, datetime

from bot.news.announcement import Content
from bot.news.checks.issue import Issue, Severity
from bot.news.dates import CONTRADICTIONS, Concern, DateMention, MentionKind, mentions, publish_day
from bot.news.dates.almanac import written

MOST_WARNINGS = 3  # lines on a card; more are not read
_CODES = {
    Concern.NOT_THAT_DAY: "date_contradiction",
    Concern.WRONG_WEEKDAY: "date_wrong_weekday",
    Concern.NO_SUCH_DAY: "date_no_such_day",
    Concern.PASSED: "date_passed",
    Concern.YEAR_UNCLEAR: "date_year_unclear",
    Concern.AGES: "date_ages",
}
_CONCERNS = tuple(_CODES)
_KINDS = (
    MentionKind.DAY,
    MentionKind.WEEKDAY,
    MentionKind.DATE,
    MentionKind.MONTH,
    MentionKind.PERIOD,
)  # what goes wrong soonest first


def severity(mention: DateMention) -> Severity | None:
    """Return how grave a mention is, None when there is nothing to say about it."""
    if mention.concern is None:
        return None
    if mention.concern in CONTRADICTIONS:
        return Severity.WARNS if mention.quoted else Severity.BLOCKS
    return None if mention.quoted else Severity.WARNS


def dates(content: Content, moment: datetime, timezone: str) -> list[Issue]:
    """Return what is the matter with the days a text tells. `timezone` is the desk's IANA name.

    The same phrase is named once; warnings beyond the gravest few share one line.
    """
    today = publish_day(moment, timezone)
    graded: dict[tuple[object, ...], DateMention] = {}
    for one in mentions(content, today):
        if severity(one) is not None:
            graded.setdefault(_sameness(one), one)
    found = sorted(graded.values(), key=_importance)
    must = [_issue(one, today) for one in found if severity(one) is Severity.BLOCKS]
    may = [one for one in found if severity(one) is Severity.WARNS]
    issues = [*must, *(_issue(one, today) for one in may[:MOST_WARNINGS])]
    rest = [_phrase(one) for one in may[MOST_WARNINGS:]]
    if rest:
        values: dict[str, object] = {"count": len(rest), "phrases": rest[:MOST_WARNINGS]}
        issues.append(Issue("dates_more", Severity.WARNS, values))
    return issues


def as_issue(mention: DateMention, today: date) -> Issue | None:
    """Return what is said of one mention, None when there is nothing to say."""
    return _issue(mention, today) if severity(mention) is not None else None


def _sameness(mention: DateMention) -> tuple[object, ...]:
    return (_phrase(mention).lower(), mention.days, mention.concern, mention.quoted)


def _importance(mention: DateMention) -> tuple[int, int]:
    return (_CONCERNS.index(mention.concern), _KINDS.index(mention.kind)) if mention.concern else (0, 0)


def _phrase(mention: DateMention) -> str:
    return " ".join(mention.phrase.split())


def _issue(mention: DateMention, today: date) -> Issue:
    code = "date_spoken" if mention.quoted else _CODES.get(mention.concern or Concern.AGES, "date_ages")
    values: dict[str, object] = {
        "phrase": _phrase(mention),
        "today": written(today, today),
        "replacement": mention.replacement,
        "otherwise": written(mention.otherwise, today) if mention.otherwise else None,
    }
    if mention.concern is Concern.WRONG_WEEKDAY and mention.days:
        values["weekday"], _, values["date"] = written(mention.days.first, today).partition(" ")
    return Issue(code, severity(mention) or Severity.WARNS, values, _phrase(mention))
