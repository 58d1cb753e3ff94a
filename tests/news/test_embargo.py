"""Embargoes: what an approval binds to, which moments can be kept, and what becomes of what the press holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.announcement import Content, Photo, canonical, fingerprint, from_canonical
from bot.news.embargo import (
    OPEN_WAVES,
    STANDING,
    Embargo,
    Seen,
    Step,
    WaveState,
    Wrong,
    is_closed,
    means_at_once,
    next_step,
    wrong_with,
)
from bot.news.status import State
from bot.news.words import Block

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
SEVEN, NINE = NOW.replace(hour=7), NOW.replace(hour=9)
NEWS = Content(
    headline="Harbour bridge closed",
    standfirst=Block("Until 6pm."),
    body=(Block("The harbour bridge is closed until 6pm."),),
    photo=Photo("a" * 64, 3, 2, alt_text="A bridge"),
)
# As it was before there were embargoes.
HASH = "f3a176c583acd7bd484f64be3927c76384d715666025422f09e47ceccd7ca1f7"
MOMENTS = st.integers(0, 5_000_000).map(lambda minutes: NOW + timedelta(minutes=minutes))


def test_without_an_embargo_bytes_and_hash_are_what_they_were() -> None:
    assert fingerprint(NEWS) == HASH
    assert b"embargo" not in canonical(NEWS)
    assert from_canonical(canonical(NEWS)) == NEWS


@given(MOMENTS, st.none() | MOMENTS, MOMENTS)
def test_an_embargo_is_in_the_hash_and_read_back(
    public_at: datetime, press_at: datetime | None, other: datetime
) -> None:
    one = replace(NEWS, embargo=Embargo(public_at, press_at))
    assert from_canonical(canonical(one)) == one
    moved = replace(NEWS, embargo=Embargo(other, press_at))
    assert (fingerprint(one) == fingerprint(moved)) == (public_at == other)
    assert fingerprint(one) != fingerprint(NEWS)


def test_one_moment_has_one_way_of_writing() -> None:
    summer = NINE.astimezone(tz=datetime.fromisoformat("2026-06-01T00:00+01:00").tzinfo)
    assert canonical(replace(NEWS, embargo=Embargo(summer))) == canonical(
        replace(NEWS, embargo=Embargo(NINE))
    )


@pytest.mark.parametrize(
    ("public_at", "press_at", "wrong"),
    [
        (NINE, SEVEN, None),
        (NINE, NINE, None),
        (NINE, None, None),
        (SEVEN, NINE, Wrong.ORDER),
        (NINE, NOW, Wrong.PRESS_OVER),
        (NOW, None, Wrong.PUBLIC_OVER),
        (NOW, SEVEN, Wrong.PUBLIC_OVER),
    ],
)
def test_both_moments_are_to_come_and_the_press_is_not_last(
    public_at: datetime, press_at: datetime | None, wrong: Wrong | None
) -> None:
    assert wrong_with(Embargo(public_at, press_at), NOW) is wrong


def test_it_opens_at_its_moment_and_no_second_earlier() -> None:
    assert is_closed(Embargo(NINE), NINE - timedelta(microseconds=1))
    assert not is_closed(Embargo(NINE), NINE)
    assert not is_closed(None, NOW)


@pytest.mark.parametrize("words", ["At once", "now", " at  once when approved.", "Immediately!"])
def test_at_once_is_understood(words: str) -> None:
    assert means_at_once(words)


@pytest.mark.parametrize("state", [State.KILLED, State.WITHDRAWN])
@pytest.mark.parametrize("wave", [WaveState.GIVEN, WaveState.KEPT_BACK])
def test_what_is_gone_again_is_lifted_for_nobody(state: State, wave: WaveState) -> None:
    seen = Seen(state, True, NINE - timedelta(seconds=1), NINE)
    assert next_step(wave, SEVEN, seen, NINE) is Step.CLOSE


def test_whatever_becomes_of_an_edition_the_press_is_given_or_told_what_fits() -> None:
    """Every state of the edition and the wave, same words or others, before and at the press's moment."""
    for state, wave, same, now in product(State, OPEN_WAVES, (True, False), (NOW, SEVEN, NINE)):
        step = next_step(wave, SEVEN, Seen(state, same, None, NINE), now)
        if state not in STANDING or not same:
            assert step is Step.CALL_OFF
        elif wave is WaveState.WAITING and now >= SEVEN and state is not State.HELD:
            assert step is Step.GIVE
        elif wave is WaveState.GIVEN and now == NINE and state is State.HELD:
            assert step is Step.KEEP_BACK
        else:
            assert step is None


@pytest.mark.parametrize(
    ("published_at", "wave", "step"),
    [
        (NINE, WaveState.GIVEN, Step.CLOSE),
        (NINE - timedelta(seconds=1), WaveState.GIVEN, Step.LIFT),
        (NINE - timedelta(seconds=1), WaveState.WAITING, Step.CLOSE),
        (NINE, WaveState.HELD, Step.CLOSE),
        (NINE + timedelta(minutes=5), WaveState.KEPT_BACK, Step.LIFT),
    ],
)
def test_once_it_is_out_only_those_who_hold_it_too_early_or_were_asked_to_wait_are_told(
    published_at: datetime, wave: WaveState, step: Step
) -> None:
    seen = Seen(State.PUBLISHING, True, published_at, NINE)
    assert next_step(wave, SEVEN, seen, NINE) is step
