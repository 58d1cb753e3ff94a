"""What is kept besides words and approvals is in the pack, and no value of it can be bent unnoticed."""

import json
from typing import Any

import pytest

from bot.desk import disclose
from bot.disclosure import verify
from bot.disclosure.pack import files_of
from bot.news.staff import Role
from tests.disclosure.bending import summed
from tests.mission.correcting import NOTE, RIGHT, WHY, WRONG, is_out, is_put_right, kills
from tests.mission.emergencies import GAS, orders
from tests.newsroom import Desk

Files = dict[str, bytes]


async def pack_of(desk: Desk, reference: str) -> Files:
    dossier = await desk.newsroom.store.read(lambda work: disclose.gather(work, reference))
    return files_of(dossier, desk.newsroom.typesetter, desk.clock.now())


def bends(kept: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Every value of every row changed, each by itself; and every row gone, or there twice."""
    found = []
    for place, row in enumerate(kept):
        found += [kept[:place] + kept[place + 1 :], [*kept, row]]
        for name, value in row.items():
            if name != "facts":
                other = value + 1 if isinstance(value, int) else f"{value or ''}x"
                found.append([*kept[:place], row | {name: other}, *kept[place + 1 :]])
        for number, fact in enumerate(row["facts"]):
            for name in fact:
                facts = [*row["facts"]]
                facts[number] = fact | {name: fact[name] + "x"}
                found.append([*kept[:place], row | {"facts": facts}, *kept[place + 1 :]])
    return found


def assert_no_bend_passes(files: Files) -> None:
    verify.check(files)
    record = json.loads(files["record.json"])
    for kept in bends(record["kept"]):
        bent = json.dumps(record | {"kept": kept}, ensure_ascii=False).encode()
        with pytest.raises(verify.Unfit):
            verify.check(summed(files | {"record.json": bent}))


async def test_a_correction_and_a_kill_are_told_whole(sqlite_desk: Desk) -> None:
    """Each edition has its revisions, approvals and counts; what was wrong stays in the record word for word."""
    desk = sqlite_desk
    written = await is_out(desk)
    await is_put_right(desk, written)
    files = await pack_of(desk, "NEWS-2026-0001")
    assert_no_bend_passes(files)
    record = json.loads(files["record.json"])
    assert [one["edition"] for one in record["approvals"]] == [1, 2]
    assert WRONG in files["revisions/1.1.txt"].decode()
    assert (RIGHT in files["revisions/2.3.txt"].decode(), NOTE in files["revisions/2.3.txt"].decode()) == (
        True,
        True,
    )
    told = files["history.txt"].decode()
    assert "Dan Field began a correction of it" in told
    assert "put the new edition in the place of this one" in told
    for kind in ("channel", "subscriber"):
        counts = [one["all"] for one in record["deliveries"] if one["kind"] == kind]
        assert counts == [1 if kind == "channel" else 2] * 2

    await kills(desk)
    files = await pack_of(desk, "NEWS-2026-0001")
    verify.check(files)
    assert WHY in files["history.txt"].decode()


async def test_an_emergency_and_its_review_are_told_whole(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.hires("Tess Harrow", Role.DUTY_OFFICER)
    await desk.in_review()
    await orders(desk)
    await desk.presses(desk.dora, "Stop")
    await desk.told(desk.dan, "Dora Hill stopped")
    await orders(desk)
    desk.clock.go_on(seconds=61)
    await desk.told(desk.ann, "Unreviewed.")
    await desk.presses(desk.ann, "Approve afterwards")
    await desk.told(desk.tess, "has approved afterwards")

    files = await pack_of(desk, "NEWS-2026-0001")

    kept = json.loads(files["record.json"])["kept"]
    assert [(row["kind"], row["name"], row["ended_at"] is None) for row in kept] == [
        ("ordered_out", "Tess Harrow", False),
        ("ordered_out", "Tess Harrow", True),
        ("reviewed", "Ann Price", True),
    ]
    assert kept[0]["facts"] == [{"name": "reason", "value": GAS}]
    history = files["history.txt"].decode()
    assert "Tess Harrow ordered it out in an emergency, unapproved" in history
    assert GAS in history
    assert_no_bend_passes(files)
