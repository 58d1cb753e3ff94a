"""One finding of a check, and a person's word that it does not hold. Knows no words for people."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Severity(StrEnum):
    """Whether an issue stops the announcement or only asks for a look."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Override:
    """A drafter's recorded word that a reading of the text is wrong: which issue, why, by whom, from which revision on.

    `words` are those the issue was about, as they stood. `by` is the name at that moment, `at` is UTC.
    """

    code: str
    words: str
    reason: str
    person_id: int
    by: str
    revision_id: int
    at: datetime

    @property
    def key(self) -> str:
        """The key of the issue it is given for."""
        return key_of(self.code, self.words)


@dataclass(frozen=True, slots=True)
class Issue:
    """`code` names the template that says it; `values` are what the template needs.

    `about` are the words of the text that a reading stumbled over; "" for what is certain, which nobody can override.
    """

    code: str
    severity: Severity
    values: dict[str, object] = field(default_factory=dict)
    about: str = ""
    override: Override | None = None

    @property
    def key(self) -> str:
        """What makes it the same issue after an edit elsewhere, and another one once its words change."""
        return key_of(self.code, self.about)

    @property
    def can_be_overridden(self) -> bool:
        """Tell whether it stops the announcement and was read out of prose, which can be read wrongly."""
        return self.severity is Severity.BLOCKS and bool(self.about)


def key_of(code: str, words: str) -> str:
    """Return the key of an issue: its code and its words, however they are spaced and capitalised."""
    return f"{code}:{plainly(words)}"


def plainly(words: str) -> str:
    """Return words without what makes no other words of them: spacing and capitals."""
    return " ".join(words.split()).casefold()
