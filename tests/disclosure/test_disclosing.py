"""Disclosure by the front door: a story, `newsdesk disclose`, and a verifier that has only Python."""

import ast
import json
import random
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from bot.disclosure import verify
from bot.disclosure.pack import verifier
from tests.disclosure.bending import bent_byte, bent_row
from tests.disclosure.telling import (
    INBOX,
    REFERENCE,
    disclosed,
    every_text,
    goes_through_everything,
    unpacked,
    verified,
)
from tests.newsroom import Desk, words_of

ZIP = f"{REFERENCE}.zip"


async def test_a_stranger_with_python_can_verify_the_whole_record(desk: Desk, tmp_path: Path) -> None:
    await goes_through_everything(desk)

    answer = await disclosed(desk, tmp_path, REFERENCE.lower())

    assert answer.returncode == 0, answer.stderr
    assert "The record is whole." in answer.stdout
    with zipfile.ZipFile(tmp_path / ZIP) as packed:
        packed.extractall(tmp_path / "handed over")
    said = verified(tmp_path / "handed over" / REFERENCE)
    assert (said.returncode, said.stdout.splitlines()[0], said.stderr) == (0, "whole", "")
    fingerprint = said.stdout.split("Fingerprint: ")[1].strip()
    assert fingerprint in answer.stdout
    await _tells_the_story(tmp_path / "handed over" / REFERENCE)
    _names_no_reader(desk, tmp_path / ZIP)

    asked = desk.ada.write(f"/history {REFERENCE}")
    told = words_of(await desk.told(desk.ada, "handed out its whole record", after=asked.id))
    assert fingerprint in told

    files = unpacked(tmp_path / ZIP)
    chance = random.Random(20261123)  # the same bends every time
    for bend in (bent_byte, bent_row):
        missed = [what for what, bent in (bend(files, chance) for _ in range(60)) if _is_whole(bent)]
        assert missed == []


async def _tells_the_story(folder: Path) -> None:
    history = (folder / "history.txt").read_text("utf-8")
    steps = [
        "Dan Field began it",
        "Ann Price sent it back",
        "Which moor do you mean?",
        "Dan Field overrode a finding",
        "words: yesterday (Tues); reason: It is called that in the minutes.",
        "Ann Price approved it",
    ]
    steps += ["Alan Reed approved it", "pressed “Publish now”", "stopped it", "Newsdesk published it"]
    assert [step for step in steps if step not in history] == []
    assert [history.index(step) for step in steps] == sorted(history.index(step) for step in steps)
    record = json.loads((folder / "record.json").read_text("utf-8"))
    first, second = record["approvals"]
    assert (first["name"], first["voided_at"] is None) == ("Ann Price", False)
    assert (second["name"], second["voided_at"]) == ("Alan Reed", None)
    assert {one["kind"]: one["states"]["accepted"] for one in record["deliveries"]} == {
        "channel": 1,
        "press_chat": 0,
        "subscriber": 2,
        "press_inbox": 0,
        "inbox": 1,
    }
    quotes = json.loads((folder / "quotes.json").read_text("utf-8"))
    assert [one["stand"] for one in quotes] == ["lapsed", "replaced", "signed"]
    assert {one["speaker"] for one in quotes} == {"Hazel Brook"}
    assert quotes[1]["said"] == "I said village by village."
    assert (quotes[2]["reason"], quotes[2]["answered"]["name"]) == ("She is at sea until Friday", "")
    assert [one["name"] for one in record["channels"]] == ["Northshire Fire news"]
    [override] = record["kept"]
    facts = {fact["name"]: fact["value"] for fact in override["facts"]}
    assert (override["name"], facts["words"]) == ("Dan Field", "yesterday (Tues)")
    texts = "".join(path.read_text("utf-8") for path in (folder / "differences").iterdir())
    assert "[-the moor -]{+Northmoor +}in half the [-time.\n-]{+time since yesterday (Tues).\n+}" in texts
    assert "for {+all of +}Northmoor" in texts
    assert len(list((folder / "photos").iterdir())) == 1


def _names_no_reader(desk: Desk, path: Path) -> None:
    """No address, no chat number, no name of a reader, no word of another announcement, no token."""
    everything = every_text(path)
    canaries = [INBOX, "canary", "Rea Moss", "Rob Lane", str(desk.rea.id), str(desk.rob.id), "Something else"]
    assert desk.channel is not None
    canaries += [str(desk.channel.id), str(desk.dan.id), str(desk.ann.id), "Of which no word"]
    assert [canary for canary in canaries if canary.encode() in everything] == []


def _is_whole(files: dict[str, bytes]) -> bool:
    try:
        verify.check(files)
    except verify.Unfit:
        return False
    return True


async def test_what_was_bent_is_named(sqlite_desk: Desk, tmp_path: Path) -> None:
    desk = sqlite_desk
    await desk.publishes()
    answer = await disclosed(desk, tmp_path, REFERENCE, "--out", "record.zip")
    assert answer.returncode == 0, answer.stderr
    with zipfile.ZipFile(tmp_path / "record.zip") as packed:
        packed.extractall(tmp_path)
    folder = tmp_path / REFERENCE
    history = folder / "history.txt"
    history.write_text(history.read_text("utf-8").replace("Ann Price", "Dan Field"), "utf-8")

    said = verified(folder)

    assert said.returncode == 1
    assert said.stdout == "NOT WHOLE: history.txt is not the file that SHA256SUMS.txt lists\n"


async def test_an_unknown_reference_and_a_file_that_is_there_are_told_apart(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    desk = sqlite_desk
    early = await disclosed(desk, tmp_path, "NEWS-2026-0007")
    assert early.stderr.endswith(
        "No announcement has the reference NEWS-2026-0007: none has been approved yet.\n"
    )
    await desk.publishes()

    unknown = await disclosed(desk, tmp_path, "NEWS-2026-0007")
    assert unknown.returncode == 2
    assert unknown.stderr.endswith("Did you mean NEWS-2026-0001?\n")
    assert not list(tmp_path.glob("*.zip"))

    (tmp_path / ZIP).write_text("a file of mine")
    there = await disclosed(desk, tmp_path, REFERENCE)
    assert there.returncode == 2
    assert "exists already: name another file with --out" in there.stderr
    assert (tmp_path / ZIP).read_text() == "a file of mine"


THAW = ("revisions_frozen_update", "entries_frozen_update")
HALF_FULL = "CAST(replace(CAST(canonical AS TEXT), 'half', 'all') AS BLOB)"
DEEDS = [
    (f"UPDATE revisions SET canonical = {HALF_FULL}", "revision 1.1: its bytes do not have the hash"),
    ("UPDATE approvals SET person_id = person_id - 1", "the approval of revision 1.1 by"),
    ("DELETE FROM approvals", "history and approvals do not count the same"),
    ("UPDATE entries SET why = 'Well done' WHERE kind = 'approved'", "its hash does not follow"),
    ("UPDATE entries SET name = 'Alan Reed' WHERE seq = 1", "entry 1: its hash does not follow"),
    ("UPDATE desks SET last_hash = 'x'", "not where the desk says"),
    ("UPDATE revisions SET canonical = 'no JSON'", "cannot be read, so the database was altered"),
]


async def test_a_database_that_was_bent_is_found_out(sqlite_desk: Desk, tmp_path: Path) -> None:
    """Each deed on a copy of the same record."""
    desk = sqlite_desk
    await desk.publishes()
    await desk.closes()
    whole = Path(desk.settings.database_url.partition("///")[2])
    kept, missed = whole.read_bytes(), []
    for deed, finding in DEEDS:
        whole.write_bytes(kept)
        (tmp_path / ZIP).unlink(missing_ok=True)
        bend(whole, deed)
        answer = await disclosed(desk, tmp_path, REFERENCE)
        if answer.returncode != 2 or finding not in answer.stderr:
            missed.append((deed, answer.stderr))
    assert missed == []
    whole.write_bytes(kept)
    (tmp_path / ZIP).unlink(missing_ok=True)
    assert (await disclosed(desk, tmp_path, REFERENCE)).returncode == 0


def bend(path: Path, deed: str) -> None:
    """Change a database as somebody could who holds its file."""
    with closing(sqlite3.connect(path)) as database:
        for trigger in THAW:
            database.execute(f"DROP TRIGGER {trigger}")
        assert database.execute(deed).rowcount > 0
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_the_verifier_is_python_of_every_supported_age() -> None:
    source = verifier()

    parsed = ast.parse(source, feature_version=(3, 9))
    names = [one.name for one in parsed.body if isinstance(one, ast.FunctionDef | ast.ClassDef)]
    assert len(names) == len(set(names))
    imported = set(re.findall(r"^(?:import|from) ([\w.]+)", source, re.MULTILINE))
    assert imported == {
        "__future__",
        "hashlib",
        "json",
        "sys",
        "zipfile",
        "zlib",
        "collections.abc",
        "pathlib",
        "typing",
    }


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a ZIP", b"words"])
def test_what_is_no_disclosure_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "record.zip"
    path.write_bytes(content)

    assert verify.main([str(path)]) == 1
    assert verify.main([str(tmp_path)]) == 1
    assert verify.main([str(tmp_path / "nowhere")]) == 1
