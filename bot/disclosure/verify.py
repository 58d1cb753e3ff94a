"""Checks a disclosure of Newsdesk: python3 verify.py [folder or ZIP]

Needs Python 3.9 or newer and nothing else. Prints "whole" and ends with 0, or names the first thing that does not
fit and ends with 1. What is checked, and by which rule, stands in README.txt; nothing is written and nothing is sent.
"""

from __future__ import annotations

import json
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.disclosure.verify_agreed import approvals_fit, kept_fit, names
from bot.disclosure.verify_quotes import Files, Unfit, quotes_fit, sha256

SUMS = "SHA256SUMS.txt"
MARKS = {"same": ("", ""), "struck": ("[-", "-]"), "added": ("{+", "+}")}
KINDS = ("channel", "press_chat", "subscriber", "press_inbox", "inbox")
STATES = ("accepted", "refused", "excluded", "uncertain", "planned", "intended", "deferred")
PARTS = {"headline", "standfirst", "body", "photo", "targets", "version"}
__all__ = ["Files", "Unfit", "sha256"]  # its neighbour's; called by these names from here


def main(arguments: list[str]) -> int:
    """Check what the argument names, or the folder this file lies in."""
    path = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        files = read(path)
        check(files)
    except Unfit as unfit:
        print(f"NOT WHOLE: {unfit}")
        return 1
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        print(f"NOT WHOLE: {path} cannot be read ({error})")
        return 1
    print(f"whole\nFingerprint: {fingerprint(files)}")
    return 0


def read(path: Path) -> Files:
    """Return every file of a disclosure by its name, from its folder or its ZIP."""
    if path.is_file():
        with zipfile.ZipFile(path) as packed:
            names = [name for name in packed.namelist() if not name.endswith("/")]
            return {name.partition("/")[2]: packed.read(name) for name in names}
    found = (one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
    return {one.relative_to(path).as_posix(): one.read_bytes() for one in found}


def fingerprint(files: Files) -> str:
    """Return the hash that stands for all files; the desk's own history notes it."""
    return sha256(files[SUMS])


def check(files: Files) -> None:
    """Go through everything in order. Raises Unfit with the first thing that does not fit."""
    try:
        _sums(files)
        record = json.loads(files["record.json"])
        _chain(files["chain.txt"].decode(), record)
        _entries(record)
        _revisions(files, record)
        _differences(files, record)
        approvals_fit(record)
        kept_fit(record)
        quotes_fit(files, record)
        _deliveries(record)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise Unfit(f"something is missing or not in its form ({type(error).__name__}: {error})") from error


def digest(said: dict[str, Any]) -> str:
    """Return the digest of what an entry says."""
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode())


def readable(canonical: bytes) -> str:
    """Return a revision's bytes as words; bold and the like are in the bytes only."""
    content = json.loads(canonical)
    lines = [f"Headline: {content['headline']}", "", f"Standfirst: {_block(content['standfirst'])}", ""]
    for block in content["body"]:
        lines += [_block(block), ""]
    lines += _photo(content["photo"])
    lines.append("Goes to: " + ", ".join(content["targets"]))
    lines += [f"{name}: {json.dumps(content[name])}" for name in sorted(content) if name not in PARTS]
    return "\n".join(lines) + "\n"


def marked(runs: list[list[str]]) -> str:
    """Return a difference as it stands in its file."""
    return "".join(f"{MARKS[ink][0]}{text}{MARKS[ink][1]}" for ink, text in runs)


def _sums(files: Files) -> None:
    listed = {}
    for line in _lines(files[SUMS].decode(), SUMS):
        hashed, _, name = line.partition("  ")
        listed[name] = hashed
    for name, content in sorted(files.items()):
        if name != SUMS and name not in listed:
            raise Unfit(f"{name} is not listed in {SUMS}")
        if name != SUMS and sha256(content) != listed[name]:
            raise Unfit(f"{name} is not the file that {SUMS} lists")
    for name in listed:
        if name not in files:
            raise Unfit(f"{name} is missing")


def _lines(text: str, name: str) -> list[str]:
    """Every line ends with one line feed and nothing else counts as an end."""
    *lines, last = text.split("\n")
    if last:
        raise Unfit(f"{name} does not end with the end of a line")
    return lines


def _chain(text: str, record: dict[str, Any]) -> None:
    """Every hash covers the one before it; the entries of this announcement are all there, with their words."""
    own = {entry["seq"]: entry for entry in record["entries"]}
    last, seq = "", 0
    for seq, line in enumerate(_lines(text, "chain.txt"), 1):
        number, mark, entry_digest, stored = line.split(" ")
        if number != str(seq):
            raise Unfit(f"entry {seq} of the chain is missing")
        is_own = mark == sha256(f"{record['announcement']['tag']}:{seq}".encode())
        if is_own != (seq in own):
            raise Unfit(
                f"entry {seq}: the chain and record.json do not agree whether it is of this announcement"
            )
        if is_own and digest(own[seq]) != entry_digest:
            raise Unfit(f"entry {seq}: its words are not those that were sealed")
        last = sha256(f"{last}{mark}{entry_digest}".encode())
        if last != stored:
            raise Unfit(f"entry {seq}: its hash does not follow from the one before it")
    if record["head"] != {"seq": seq, "hash": last}:
        raise Unfit(f"the chain ends with entry {seq}, not where the desk says")
    if not own or max(own) > seq:
        raise Unfit("record.json has entries that the chain has not")


def _entries(record: dict[str, Any]) -> None:
    told = record["announcement"]
    numbers = [entry["seq"] for entry in record["entries"]]
    if numbers != sorted(set(numbers)):
        raise Unfit("the entries are not in their order")
    for entry in record["entries"]:
        if entry["announcement_id"] != told["id"]:
            raise Unfit(f"entry {entry['seq']} is of another announcement")
    named = [entry["reference"] for entry in record["entries"] if entry["reference"]]
    if named and set(named) != {told["reference"]}:
        raise Unfit(f"the reference is {named[-1]} in the history, not {told['reference']}")


def _revisions(files: Files, record: dict[str, Any]) -> None:
    """Every revision has the bytes its hash names and was sealed when it was saved; none is missing."""
    known = {(one["edition"], one["number"]): one["sha256"] for one in record["revisions"]}
    for one in record["revisions"]:
        name = f"{one['edition']}.{one['number']}"
        canonical = files[f"revisions/{name}.json"]
        if sha256(canonical) != one["sha256"]:
            raise Unfit(f"revision {name}: its bytes do not have the hash {one['sha256']}")
        if files[f"revisions/{name}.txt"].decode() != readable(canonical):
            raise Unfit(f"revision {name}: its readable text is not what its bytes say")
        if not any(names(entry, one, at="saved_at", number="number") for entry in record["entries"]):
            raise Unfit(f"revision {name}: no entry says that it was saved so")
        _photo_is_there(files, name, json.loads(canonical)["photo"])
    for entry in record["entries"]:
        place = (entry["edition_number"], entry["revision_number"])
        if known.get(place) != entry["revision_sha256"]:
            raise Unfit(f"entry {entry['seq']} names revision {place[0]}.{place[1]}, which is not here so")
    _none_more(files, "revisions/", 2 * len(known))


def _photo_is_there(files: Files, name: str, photo: dict[str, Any] | None) -> None:
    if photo is None:
        return
    content = next((files[file] for file in files if file.startswith(f"photos/{photo['sha256']}.")), None)
    if content is None or sha256(content) != photo["sha256"]:
        raise Unfit(f"revision {name}: its photo is not here as it was")


def _differences(files: Files, record: dict[str, Any]) -> None:
    """Each difference, read back, gives the revision before and the revision after."""
    names = [f"{one['edition']}.{one['number']}" for one in record["revisions"]]
    told = [(one["from"], one["to"]) for one in record["differences"]]
    if told != [(names[number - 1], names[number]) for number in range(1, len(names))]:
        raise Unfit("there is not one difference for each two revisions that follow each other")
    for one in record["differences"]:
        name = f"{one['from']} to {one['to']}"
        for missing, revision in (("added", one["from"]), ("struck", one["to"])):
            text = "".join(words for ink, words in one["runs"] if ink != missing)
            if text != files[f"revisions/{revision}.txt"].decode():
                raise Unfit(f"difference {name}: it does not give revision {revision}")
        if files[f"differences/{name}.txt"].decode() != marked(one["runs"]):
            raise Unfit(f"difference {name}: its text is not what record.json says")
    _none_more(files, "differences/", len(told))


def _deliveries(record: dict[str, Any]) -> None:
    """All that was planned = accepted + refused + excluded + uncertain + still to come, for each kind."""
    for one in record["deliveries"]:
        name = f"edition {one['edition']}, {one['kind']}"
        if sorted(one["states"]) != sorted(STATES) or min(one["states"].values()) < 0:
            raise Unfit(f"{name}: a count is missing or impossible")
        if sum(one["states"].values()) != one["all"]:
            raise Unfit(f"{name}: the counts do not add up to {one['all']}")
        rows = [row["state"] for row in record["channels"] if row["edition"] == one["edition"]]
        if one["kind"] == "channel" and any(rows.count(state) != one["states"][state] for state in STATES):
            raise Unfit(f"{name}: the channels listed and the counts differ")
    kinds = [(one["edition"], one["kind"]) for one in record["deliveries"]]
    editions = sorted({one["edition"] for one in record["revisions"]})
    if kinds != [(edition, kind) for edition in editions for kind in KINDS]:
        raise Unfit("there are not counts for each kind of recipient of each edition")


def _none_more(files: Files, folder: str, expected: int) -> None:
    if sum(name.startswith(folder) for name in files) != expected:
        raise Unfit(f"{folder} holds a file that belongs to nothing")


def _block(block: dict[str, Any]) -> str:
    """A passage with the address of each link behind its words."""
    text: str = block["text"]
    links = [span for span in block["spans"] if span["mark"] == "link"]
    for span in sorted(links, key=lambda span: -span["end"]):
        text = f"{text[: span['end']]} [{span['href']}]{text[span['end'] :]}"
    return text if block["kind"] == "paragraph" else f"({block['kind']}) {text}"


def _photo(photo: dict[str, Any] | None) -> Iterator[str]:
    if photo is None:
        yield "Photo: none"
        return
    yield f"Photo: {photo['sha256']} ({photo['width']} x {photo['height']})"
    yield "Alt text: " + ("none needed, only decoration" if photo["decorative"] else photo["alt_text"])
    yield f"Caption: {photo['caption']}"
    yield f"Credit: {photo['credit']}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
