"""Bends one thing in a disclosure: a byte of a file, or a row of the record with every sum made to fit again."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from bot.disclosure import verify

Files = dict[str, bytes]


def bent_byte(files: Files, chance: random.Random) -> tuple[str, Files]:
    """Change one byte of one file and nothing else."""
    name = chance.choice(sorted(files))
    place = chance.randrange(len(files[name]))
    byte = bytes([files[name][place] ^ chance.randrange(1, 256)])
    content = files[name][:place] + byte + files[name][place + 1 :]
    return f"byte {place} of {name}", files | {name: content}


def bent_row(files: Files, chance: random.Random) -> tuple[str, Files]:
    """Change, drop, double or swap one row; the list of sums is made anew, as a forger would."""
    rows = [row for row in _ROWS if row[1] is not _quote or files["quotes.json"] != b"[]"]
    what, bend = chance.choice(rows)
    return what, summed(bend(dict(files), chance))


def summed(files: Files) -> Files:
    """Make the list of sums fit whatever is there."""
    others = sorted(name for name in files if name != verify.SUMS)
    return files | {verify.SUMS: "".join(f"{verify.sha256(files[n])}  {n}\n" for n in others).encode()}


def _value(files: Files, chance: random.Random) -> Files:
    """One value of one row of the record. The names of channels and when they answered are sealed nowhere else."""
    record = json.loads(files["record.json"])
    holder, key = chance.choice(list(_leaves(record)))
    holder[key] = _other(holder[key], chance)
    return files | {"record.json": json.dumps(record, ensure_ascii=False).encode()}


def _moment(files: Files, chance: random.Random) -> Files:
    """One moment of a row that goes, or is another one of the record."""
    record = json.loads(files["record.json"])
    rows = [one for name in ("revisions", "approvals", "kept", "entries") for one in record[name]]
    moments = {entry["at"] for entry in record["entries"]} | {None}
    holder, key = chance.choice(
        [(row, key) for row in rows for key in row if key == "at" or key.endswith("_at")]
    )
    holder[key] = chance.choice(sorted(moments - {holder[key]}, key=str))
    return files | {"record.json": json.dumps(record, ensure_ascii=False).encode()}


def _row(files: Files, chance: random.Random) -> Files:
    """One row of the record that goes, or comes twice."""
    record = json.loads(files["record.json"])
    names = [
        n
        for n in ("entries", "revisions", "approvals", "deliveries", "differences", "channels", "kept")
        if record[n]
    ]
    rows = record[chance.choice(names)]
    place = chance.randrange(len(rows))
    if chance.random() < 0.5:
        del rows[place]
    else:
        rows.insert(place, rows[place])
    return files | {"record.json": json.dumps(record, ensure_ascii=False).encode()}


def _quote(files: Files, chance: random.Random) -> Files:
    """One value of one quote a speaker was asked about, or such a quote that goes or comes twice."""
    quotes = json.loads(files["quotes.json"])
    place, way = chance.randrange(len(quotes)), chance.randrange(4)
    if way == 0:
        del quotes[place]
    elif way == 1:
        quotes.insert(place, quotes[place])
    else:
        holder, key = chance.choice(list(_leaves(quotes)))
        holder[key] = _other(holder[key], chance)
    return files | {"quotes.json": json.dumps(quotes, ensure_ascii=False).encode()}


def _link(files: Files, chance: random.Random) -> Files:
    """One line of the chain that goes, changes, or changes places with its neighbour."""
    lines = files["chain.txt"].decode().splitlines(keepends=True)
    place = chance.randrange(len(lines) - 1)
    way = chance.randrange(3)
    if way == 0:
        del lines[place]
    elif way == 1:
        lines[place], lines[place + 1] = lines[place + 1], lines[place]
    else:
        parts = lines[place].split(" ")
        number = chance.randrange(1, 4)
        parts[number] = "0" * 64 + ("\n" if number == 3 else "")
        lines[place] = " ".join(parts)
    return files | {"chain.txt": "".join(lines).encode()}


def _content(files: Files, chance: random.Random) -> Files:
    """One byte of a revision, a difference or a photo."""
    sealed = sorted(name for name in files if name.startswith(("revisions/", "differences/", "photos/")))
    return bent_byte({name: files[name] for name in sealed}, chance)[1] | {
        name: content for name, content in files.items() if name not in sealed
    }


def _file(files: Files, chance: random.Random) -> Files:
    """One file that is gone."""
    del files[
        chance.choice(
            sorted(n for n in files if "/" in n or n in ("record.json", "chain.txt", "quotes.json"))
        )
    ]
    return files


_ROWS: list[tuple[str, Callable[[Files, random.Random], Files]]] = [
    ("a value of the record", _value),
    ("a moment of the record", _moment),
    ("a row of the record", _row),
    ("a quote", _quote),
    ("a link of the chain", _link),
    ("a byte of what was said", _content),
    ("a missing file", _file),
]


def _leaves(record: Any, key: str = "") -> Iterator[tuple[Any, Any]]:
    items = record.items() if isinstance(record, dict) else enumerate(record)
    for name, value in items:
        if isinstance(value, dict | list):
            yield from _leaves(value, str(name))
        elif not (isinstance(record, dict) and "settled_at" in record and name in ("name", "settled_at")):
            yield record, name


def _other(value: Any, chance: random.Random) -> Any:
    if isinstance(value, int):
        return value + chance.choice([-1, 1])
    if not isinstance(value, str):
        return "2026-11-23T09:00:00+00:00"
    place = chance.randrange(len(value) + 1)
    return value[:place] + chance.choice("xyz19") + value[place:]
