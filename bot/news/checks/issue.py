"""One finding of a check. Knows no words for people."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Whether an issue stops the announcement or only asks for a look."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Issue:
    """`code` names the template that says it; `values` are what the template needs."""

    code: str
    severity: Severity
    values: dict[str, object] = field(default_factory=dict)
