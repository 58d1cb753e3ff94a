"""Guards: wording about a case is asked about, a pre-election period wants a reason and a second role; both stay on record."""

import asyncio
import csv
import io
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from bot.news.staff import Role
from tests.disclosure.telling import ROOT
from tests.disclosure.test_kept import assert_no_bend_passes, pack_of
from tests.mission import signing
from tests.mission.emergencies import STOPPABLE, forged, kinds, orders, states, told_by
from tests.newsroom import Desk, labels_of, newest, words_of

ARREST = """Man arrested after fire in Quay Street

A 34-year-old man has been arrested on suspicion of arson.

The street is open again."""
COUNTY = "1 to 20 December 2026, county elections"
QUIET = "Engines for Northmoor\n\nNorthmoor has two new engines."


async def answers_the_case(desk: Desk, stage: str = "Arrest") -> None:
    await desk.presses(desk.dan, "Case…")
    await desk.told(desk.dan, "How far is the case?")
    before = newest(desk.dan)
    await desk.presses(desk.dan, stage)
    await desk.told(desk.dan, "why may it be said now", after=before)
    given = desk.dan.write("No charge yet, and nobody is named.")
    await desk.told(desk.dan, "who decided that", after=given.id)
    last = desk.dan.write("Supt Grey, senior investigating officer")
    await desk.told(desk.dan, "Case:", after=last.id)


async def test_wording_about_a_case_blocks_until_three_questions_are_answered(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    message = await desk.draft(ARREST)
    assert await desk.presses(desk.dan, "Submit for review") == "Not yet: see our private chat."
    await desk.told(desk.dan, "press “Case…” and answer three questions")
    assert await states(desk) == ["draft"]
    offered = {label for message in desk.dan.sees() for label in labels_of(message)}
    assert "Case…" in offered
    assert "Override…" not in offered, "a guard is answered, never overridden"
    await answers_the_case(desk)
    await desk.presses(desk.dan, "Submit for review")
    card = words_of(await desk.told(desk.ann, "Please review"))
    assert "Case: arrest. Dan Field: “No charge yet, and nobody is named.” Decided by Supt Grey" in card

    desk.dan.edit(message, ARREST.replace("open again", "open to all again"))
    assert "Case…" not in labels_of(await desk.told(desk.dan, "Ready to submit"))
    desk.dan.edit(message, ARREST.replace("34-year-old", "35-year-old"))
    changed = await desk.told(desk.dan, "35-year-old")
    assert "Not answered yet, about this sentence" in words_of(changed)
    await answers_the_case(desk, "Charge")
    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.alan, "Case: charge.")
    await desk.presses(desk.alan, "Approve")
    await desk.told(desk.dan, "Alan Reed has approved it")
    assert_no_bend_passes(await pack_of(desk, "NEWS-2026-0001"))

    told = words_of(await told_by(desk, desk.ada, "/guards", "What guards recorded"))
    assert "court, charge" in told
    said = await csv_of(desk)
    assert [(row["guard"], row["stage"], row["who"]) for row in said] == [
        ("court", "charge", "Dan Field"),
        ("court", "arrest", "Dan Field"),
    ]
    assert said[0]["item"].startswith("NEWS-2026-0001 Man arrested")
    assert said[0]["reason"].endswith("(decided by Supt Grey, senior investigating officer)")


async def declares(desk: Desk, words: str = COUNTY) -> None:
    desk.ada.write("/policy")
    await desk.presses(desk.ada, "Pre-election periods")
    await desk.presses(desk.ada, "Add a period…")
    await desk.told(desk.ada, "From when to when")
    given = desk.ada.write(words)
    await desk.told(desk.ada, words, after=given.id)


async def test_inside_a_period_a_reason_and_a_duty_officer_are_needed_besides_the_approval(
    desk: Desk,
) -> None:
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER)
    await desk.hires("Una Frost", Role.DUTY_OFFICER, Role.APPROVER)
    await declares(desk)
    await desk.told(desk.tess, f"declared a pre-election period: {COUNTY}")
    await desk.in_review(QUIET)
    await desk.presses(desk.una, "Approve")
    await desk.told(desk.dan, "Una Frost has approved it")

    await desk.presses(desk.dan, "Schedule…")
    await desk.told(desk.dan, "When should")
    desk.dan.write("10 Dec 9am")
    await desk.told(desk.dan, "cannot be scheduled for Thu 10 Dec 2026")
    desk.clock.at = datetime(2026, 12, 9, 12, 0, tzinfo=UTC)
    assert "a drafter has to give the reason" in await forged(desk, desk.dan, "publish_now")
    await desk.presses(desk.dan, "Reason for the period…")
    await desk.told(desk.dan, "Why must it go out")
    desk.dan.write("Two villages need to know which number to call.")
    asked = await desk.told(desk.tess, "Dan Field says why")
    assert "which number to call" in words_of(asked)
    assert [m for m in desk.una.sees() if "Dan Field says why" in words_of(m)] == []
    assert "You approved it" in await forged(desk, desk.una, "period_agree", subject="1")
    assert "for duty officers" in await forged(desk, desk.dan, "period_agree", subject="1")
    assert "has to agree first" in await forged(desk, desk.dan, "publish_now")

    await desk.presses(desk.tess, "Agree for the period")
    await desk.told(desk.dan, "Tess Harrow agrees to it")
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "📣 Published")
    assert [kind for kind in await kinds(desk) if kind in ("justified", "agreed")] == ["justified", "agreed"]
    assert_no_bend_passes(await pack_of(desk, "NEWS-2026-0001"))


async def test_a_period_declared_after_the_time_was_chosen_holds_it_until_both_are_there(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER)
    await desk.approved(QUIET)
    await desk.presses(desk.dan, "Schedule…")
    await desk.presses(desk.dan, "Tomorrow 09:00")
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "🗓 Scheduled")
    await declares(desk, "24 to 26 November, by-election in Quay")
    desk.clock.at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    held = await desk.told(desk.dan, "inside a pre-election period that was declared after")
    assert "Pre-election period: by-election in Quay" in words_of(held)
    await desk.presses(desk.dan, "Reason for the period…")
    await desk.told(desk.dan, "Why must it go out")
    desk.dan.write("The engines are on show today.")
    await desk.presses(desk.tess, "Agree for the period")
    await desk.told(desk.dan, "Tess Harrow agrees to it")
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out", after=held.id)
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "📣 Published")


@pytest.mark.parametrize(
    ("words", "answer"), [("soon", "cannot read that"), ("6 May 2027 to 12 March 2027, x y z", "ends before")]
)
async def test_a_period_that_cannot_be_read_is_asked_again_and_one_can_be_ended(
    sqlite_desk: Desk, words: str, answer: str
) -> None:
    desk = sqlite_desk
    desk.ada.write("/policy")
    await desk.presses(desk.ada, "Pre-election periods")
    await desk.presses(desk.ada, "Add a period…")
    await desk.told(desk.ada, "From when to when")
    desk.ada.write(words)
    await desk.told(desk.ada, answer)
    given = desk.ada.write(COUNTY)
    await desk.told(desk.ada, COUNTY, after=given.id)
    await desk.presses(desk.ada, "✕ county elections")
    await desk.told(desk.ada, "Why does the period")
    desk.ada.write("The election was called off.")
    await desk.told(desk.ada, "None is declared")


async def test_an_emergency_goes_round_what_others_were_asked_and_says_so(sqlite_desk: Desk) -> None:
    """Whoever could stop it is told what it does not wait for; what the checks find, it waits for all the same."""
    desk = sqlite_desk
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER)
    await declares(desk, "20 November to 6 December 2026, county elections")
    await desk.in_review()
    await signing.asked(desk, desk.ann)
    await orders(desk)

    for who, said in [(desk.tess, "without approval?"), (desk.tess, STOPPABLE), (desk.dora, STOPPABLE)]:
        told = words_of(await desk.told(who, said))
        assert "It goes out though Hazel Brook has not agreed to being quoted like this." in told
        assert "inside a pre-election period, “county elections”, and nobody has agreed" in told
    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "Published")


async def csv_of(desk: Desk) -> list[dict[str, str]]:
    environ = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": desk.settings.database_url,
        "DATA_DIR": str(desk.settings.data_dir),
        "DESK_NAME": desk.settings.desk_name,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "bot", "guards"]
    said = await asyncio.to_thread(
        subprocess.run, command, env=environ, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    return [*csv.DictReader(io.StringIO(said.stdout))]
