"""What a new edition of something that is out needs, and what it takes over from the one before. Pure."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.desk.correct import following
from bot.desk.ports.values import Edition
from bot.news.announcement import Content, Photo, PostedAs, canonical, fingerprint, from_canonical
from bot.news.checks.correction import correction, says_more_than_it_may
from bot.news.corrections import Correction, Manner, Note
from bot.news.delivery import (
    FORMER_IN_DOUBT,
    NEVER_ARRIVED,
    NEVER_LEARNT,
    TAKING_BACK,
    Answer,
    Delivery,
    DeliveryState,
    Kind,
    Verdict,
    instead_of,
)
from bot.news.status import State
from bot.news.words import Block

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OUT = Content("Two engines", Block("They are 19 years old."), (Block("They are red."),))
RIGHT = replace(OUT, standfirst=Block("They are 29 years old."))
TOLD = Correction(Manner.CORRECTION, "They are older than we said.")
PHOTO = Photo("a" * 64, 1200, 800, alt_text="Two engines", credit="NFRS")


@pytest.mark.parametrize(
    ("content", "posted_as", "codes"),
    [
        pytest.param(OUT, PostedAs.NOTHING, [], id="a first edition"),
        pytest.param(replace(RIGHT, correction=TOLD), PostedAs.TEXT, [], id="a correction"),
        pytest.param(
            replace(RIGHT, correction=replace(TOLD, note="")), PostedAs.TEXT, ["note_missing"], id="no note"
        ),
        pytest.param(
            replace(RIGHT, correction=replace(TOLD, note="x" * 401)),
            PostedAs.TEXT,
            ["note_too_long"],
            id="a note too long for a caption",
        ),
        pytest.param(replace(OUT, correction=TOLD), PostedAs.TEXT, ["nothing_changed"], id="a note alone"),
        pytest.param(
            replace(OUT, correction=Correction(Manner.TYPO)), PostedAs.TEXT, ["nothing_changed"], id="no slip"
        ),
        pytest.param(
            replace(RIGHT, correction=Correction(Manner.TYPO)),
            PostedAs.TEXT,
            ["figures_changed"],
            id="a slip that is none",
        ),
        pytest.param(
            replace(RIGHT, correction=TOLD), PostedAs.PHOTO, ["photo_stays"], id="a photo taken away"
        ),
        pytest.param(
            Content("Two engines", correction=Correction(Manner.WITHDRAWAL, "They are not ours.")),
            PostedAs.PHOTO,
            [],
            id="a withdrawal",
        ),
    ],
)
def test_what_stands_against_it(content: Content, posted_as: PostedAs, codes: list[str]) -> None:
    assert [issue.code for issue in correction(content, OUT, posted_as)] == codes


def test_a_withdrawal_says_why_and_nothing_else() -> None:
    why = Content("Two engines", correction=Correction(Manner.WITHDRAWAL, "They are not ours."))

    assert not says_more_than_it_may(why)
    assert says_more_than_it_may(replace(why, body=(Block("But they are red."),)))
    assert says_more_than_it_may(replace(why, photo=PHOTO))


def test_each_edition_carries_every_note_that_was_public_before_it() -> None:
    """Twin: a note taken from the newest edition alone is lost with the next quiet edit."""
    first = edition(1)
    second = replace(following(OUT, first, Manner.CORRECTION), correction=TOLD)
    third = following(second, replace(edition(2), published_at=NOON), Manner.TYPO)
    assert third.correction == Correction(Manner.TYPO, earlier=(Note(TOLD.note, NOON),))
    assert third.correction.notes(None) == (Note(TOLD.note, NOON),)
    assert from_canonical(canonical(third)) == third


def test_what_was_approved_before_there_were_corrections_keeps_its_hash() -> None:
    assert b"correction" not in canonical(OUT)
    assert fingerprint(replace(OUT, correction=Correction(Manner.TYPO))) != fingerprint(OUT)
    assert fingerprint(replace(OUT, correction=TOLD)) != fingerprint(
        replace(OUT, correction=replace(TOLD, note="Another note."))
    )


ACCEPTED, UNCERTAIN, EXCLUDED = DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN, DeliveryState.EXCLUDED


@pytest.mark.parametrize(
    ("former", "message_id", "wave", "expected"),
    [
        (ACCEPTED, 7, 0, 7),
        (ACCEPTED, None, 0, (Verdict.GONE, NEVER_LEARNT)),
        (DeliveryState.INTENDED, None, 0, (Verdict.PASSING, "the former edition is still on its way there")),
        (UNCERTAIN, None, 0, (Verdict.UNKNOWN, FORMER_IN_DOUBT)),
        (EXCLUDED, None, 0, None),
        (EXCLUDED, 7, 0, 7),
        (UNCERTAIN, 7, 0, 7),
        (EXCLUDED, 7, TAKING_BACK, 7),
        (DeliveryState.REFUSED, None, 0, None),
        (EXCLUDED, None, TAKING_BACK, (Verdict.GONE, NEVER_ARRIVED)),
        (ACCEPTED, 7, TAKING_BACK, 7),
    ],
)
def test_what_becomes_of_a_copy_follows_from_the_one_before(
    former: DeliveryState, message_id: int | None, wave: int, expected: object
) -> None:
    """An edit of what is there, a new copy where certainly none is, and nothing beside what may be there."""
    this = Delivery(2, 2, Kind.CHANNEL, "-1", DeliveryState.INTENDED, 0, wave=wave, replaces=1)
    before = Delivery(1, 1, Kind.CHANNEL, "-1", former, 1, message_id=message_id)
    told = instead_of(this, before)

    if isinstance(told, Answer):
        assert (told.verdict, told.reason) == expected
    else:
        assert told.message_id == expected


def edition(number: int) -> Edition:
    return Edition(number, 1, number, State.PUBLISHED, number, 1, "", 1, 0, NOON)
