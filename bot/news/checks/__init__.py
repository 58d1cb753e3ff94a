"""Checks: pure functions of what is to go out and when, each returning the issues it found.

Issues are addressed to the author. Their words live in `templates/chat/issue/<code>.html.j2`.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.news.announcement import Content, PostedAs
from bot.news.checks.correction import correction
from bot.news.checks.dates import dates
from bot.news.checks.desk import Standing, desk
from bot.news.checks.embargo import embargo
from bot.news.checks.issue import Issue, Override, Severity
from bot.news.checks.links import links
from bot.news.checks.overriding import overruled
from bot.news.checks.parts import parts
from bot.news.checks.photo import photo
from bot.news.checks.quotes import quotes
from bot.news.checks.wording import wording

__all__ = ["Circumstances", "Issue", "Override", "Severity", "blocking", "read_over", "run"]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a check may know besides the words: the moment they go out, where, and how long a post they make.

    `timezone` is the desk's IANA name: it decides which day "today" is. `summary_units` is the length, in UTF-16 units
    after formatting, of headline, standfirst and link when the whole does not fit one Telegram message, else 0.
    `overrides` are those that still hold for these words; `standing` is how the desk stands at `now`, None for neither.
    `former` are the words that are out already and are to be put right, `posted_as` how they stand in Telegram.
    """

    moment: datetime
    timezone: str
    summary_units: int = 0
    overrides: tuple[Override, ...] = ()
    standing: Standing | None = None
    now: datetime | None = None
    former: Content | None = None
    posted_as: PostedAs = PostedAs.NOTHING


def run(content: Content, circumstances: Circumstances) -> list[Issue]:
    """Return every issue: the blocking ones first, then what is worth most to readers; hints on style come last.

    What was read out of prose can be overridden, for a reading can err. What is certain cannot.
    """
    certain = [
        *parts(content, circumstances.summary_units),
        *photo(content),
        *correction(content, circumstances.former, circumstances.posted_as),
    ]
    read = overruled(read_over(content, circumstances), circumstances.overrides)
    standing, now = circumstances.standing, circumstances.now or circumstances.moment
    own = desk(standing, now) if standing else []
    return _gravest_first([*own, *certain, *read])


def read_over(content: Content, circumstances: Circumstances) -> list[Issue]:
    """Return what reading the words finds, graded by how grave it is if the reading is right."""
    found = [
        *quotes(content),
        *dates(content, circumstances.moment, circumstances.timezone),
        *links(content),
        *embargo(content),
        *wording(content),
    ]
    return _gravest_first(found)


def _gravest_first(issues: list[Issue]) -> list[Issue]:
    return sorted(issues, key=lambda issue: (issue.severity is not Severity.BLOCKS, issue.override is None))


def blocking(issues: list[Issue]) -> list[Issue]:
    """Return those that stop a submission."""
    return [issue for issue in issues if issue.severity is Severity.BLOCKS]
