"""Putting right what is out: in which manner, and the public note that says so. Pure; knows no clock.

A correction is part of the words an approval binds to, since readers are told of it or are not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

NOTE_LIMIT = 400  # characters: readers find it under the post, where a photo leaves 1,024 for everything


class Manner(StrEnum):
    """How what is out is put right.

    A typo is edited everywhere and nobody is told. A correction is edited everywhere, says what was wrong, and is mailed
    to those who were mailed the wrong text. A withdrawal leaves a notice and its reason in place of the words.
    """

    TYPO = "typo"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Note:
    """What was said to be wrong, and since when that is public (UTC); None before it is."""

    words: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What an edition does to the one before it. `note` is for the public; `earlier` are the notes given before, in order."""

    manner: Manner
    note: str = ""
    earlier: tuple[Note, ...] = ()

    @property
    def is_told(self) -> bool:
        """Tell whether readers are told that something was wrong."""
        return self.manner is not Manner.TYPO

    def notes(self, at: datetime | None) -> tuple[Note, ...]:
        """Return every public note, the oldest first, this one's as given at that moment."""
        own = (Note(self.note, at),) if self.is_told and self.note else ()
        return (*self.earlier, *own)

    def as_written(self) -> dict[str, Any]:
        """Return it as it stands in canonical bytes."""
        earlier = [{"words": note.words, "at": _written(note.at)} for note in self.earlier]
        return {"manner": self.manner.value, "note": self.note, "earlier": earlier}


def read_back(written: Mapping[str, Any] | None) -> Correction | None:
    """Return the correction that canonical bytes hold, None for none."""
    if written is None:
        return None
    earlier = tuple(Note(note["words"], _read(note["at"])) for note in written["earlier"])
    return Correction(Manner(written["manner"]), written["note"], earlier)


def _written(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _read(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
