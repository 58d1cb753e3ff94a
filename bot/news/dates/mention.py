"""One phrase that tells a day: where it stands, which days it means, and what is the matter with it. Values only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.news.dates.almanac import Days
from bot.news.places import Place


class MentionKind(StrEnum):
    """How a phrase tells its day."""

    DAY = "day"  # yesterday, today (Tues), this morning
    WEEKDAY = "weekday"  # on Friday, last Friday, (Tues)
    DATE = "date"  # 12 November, Wednesday 12 November 2026, 12/11/2026
    MONTH = "month"  # in December
    PERIOD = "period"  # last week, this weekend, next year


class Concern(StrEnum):
    """What is the matter with a phrase at the moment of publishing."""

    NOT_THAT_DAY = "not_that_day"  # "yesterday (Tues)" on a Thursday
    WRONG_WEEKDAY = "wrong_weekday"  # "Wednesday 12 November" when that is a Thursday
    NO_SUCH_DAY = "no_such_day"  # "31 November"
    PASSED = "passed"  # "will open on 12 November" on the 23rd
    YEAR_UNCLEAR = "year_unclear"  # "In December"
    AGES = "ages"  # true now, and wrong or vague for whoever reads it later


CONTRADICTIONS = frozenset({Concern.NOT_THAT_DAY, Concern.WRONG_WEEKDAY, Concern.NO_SUCH_DAY})


@dataclass(frozen=True, slots=True)
class Finding:
    """What was read at `text[start:end]`. `days` is None when that cannot be told.

    `replacement` says the same for good ("on Tuesday 24 November"); None where only the author knows what is meant.
    `otherwise` is a second day that the phrase may be read as.
    """

    start: int
    end: int
    kind: MentionKind
    days: Days | None
    concern: Concern | None = None
    replacement: str | None = None
    otherwise: date | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A finding in its place: `place` is a part's name or the number of a block of the body.

    `quoted` tells that somebody else said it. Spoken words cannot be altered, so they never get a replacement.
    """

    place: Place
    start: int
    end: int
    phrase: str
    kind: MentionKind
    days: Days | None
    concern: Concern | None = None
    replacement: str | None = None
    otherwise: date | None = None
    quoted: bool = False

    @property
    def contradiction(self) -> Concern | None:
        """The concern, when it is one that no reading of the phrase can mend."""
        return self.concern if self.concern in CONTRADICTIONS else None
