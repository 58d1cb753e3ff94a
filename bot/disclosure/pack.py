"""Lays a dossier out as files: the record as JSON, every revision, every difference, and what it takes to verify them.

Knows neither the database nor where the files go.
"""

import inspect
import io
import json
import zipfile
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import Any

from bot.desk.disclose import Dossier
from bot.disclosure import verify, verify_agreed, verify_quotes
from bot.disclosure.quotes import quotes_of
from bot.news.comparing import compare
from bot.news.delivery import DeliveryState, Kind, Tally
from bot.typeset import Typesetter

ENDINGS = {"image/jpeg": "jpg", "image/webp": "webp", "image/png": "png"}
EARLIEST = (1980, 1, 1, 0, 0, 0)  # a ZIP can say no earlier moment; the same dossier gives the same bytes


def files_of(dossier: Dossier, typesetter: Typesetter, now: datetime) -> dict[str, bytes]:
    """Return every file of a disclosure by its name."""
    texts = {
        f"revisions/{r.edition_number}.{r.number}.txt": verify.readable(r.canonical)
        for r in dossier.revisions
    }
    record = _record(dossier, list(texts.values()))
    texts |= {
        f"differences/{one['from']} to {one['to']}.txt": verify.marked(one["runs"])
        for one in record["differences"]
    }
    texts["record.json"] = json.dumps(record, ensure_ascii=False, indent=1)
    quotes = quotes_of(dossier, partial(_called, dossier))
    texts["quotes.json"] = json.dumps(quotes, ensure_ascii=False, indent=1)
    texts["chain.txt"] = "".join(f"{e.seq} {e.mark} {e.digest} {e.hash}\n" for e in dossier.chain)
    texts["verify.py"] = verifier()
    texts |= _for_readers(dossier, typesetter, record, now)
    files = {name: text.encode() for name, text in texts.items()} | _bytes(dossier)
    sums = "".join(f"{verify.sha256(files[name])}  {name}\n" for name in sorted(files))
    return files | {verify.SUMS: sums.encode()}


def packed(files: dict[str, bytes], folder: str) -> bytes:
    """Return the files as a ZIP with one folder in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(f"{folder}/{name}", EARLIEST)
            member.external_attr = 0o644 << 16
            archive.writestr(member, files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _record(dossier: Dossier, texts: list[str]) -> dict[str, Any]:
    names = [f"{r.edition_number}.{r.number}" for r in dossier.revisions]
    return {
        "announcement": {
            "id": dossier.announcement_id,
            "reference": dossier.latest.reference,
            "tag": dossier.tag,
        },
        "head": {"seq": dossier.head[0], "hash": dossier.head[1]},
        "entries": [link.said for link in dossier.chain if link.said is not None],
        "revisions": _revisions(dossier),
        "differences": [
            {"from": a, "to": b, "runs": [[run.ink.value, run.text] for run in compare(old, new)]}
            for (a, old), (b, new) in pairwise(zip(names, texts, strict=True))
        ],
        "approvals": _approvals(dossier),
        "kept": _kept(dossier),
        "deliveries": [
            _counts(sending.edition_number, kind, sending.tally.get(kind, Tally()))
            for sending in dossier.sendings
            for kind in Kind
            if kind is not Kind.REHEARSAL  # a rehearsal has no reference to be disclosed by
        ],
        "channels": [
            {
                "edition": sending.edition_number,
                "name": told.channel,
                "state": told.state,
                "settled_at": _moment(told.settled_at),
            }
            for sending in dossier.sendings
            for told in sending.channels
        ],
    }


def _revisions(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        {
            "edition": r.edition_number,
            "number": r.number,
            "sha256": r.sha256,
            "saved_at": _moment(r.saved_at),
            "person": r.saved_by,
            "name": _called(dossier, r.saved_by, r.saved_at) or r.saved_by_name,
        }
        for r in dossier.revisions
    ]


def _approvals(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        {
            "edition": a.edition_number,
            "revision": a.revision_number,
            "sha256": a.sha256,
            "person": a.person_id,
            "name": _called(dossier, a.person_id, a.at) or a.name,
            "at": _moment(a.at),
            "voided_at": _moment(a.voided_at),
        }
        for a in dossier.approvals
    ]


def _kept(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        {
            "kind": row.kind,
            "edition": row.edition_number,
            "revision": row.revision_number,
            "sha256": row.sha256,
            "person": row.person_id,
            "name": _called(dossier, row.person_id, row.at) or row.name,
            "at": _moment(row.at),
            "facts": [{"name": name, "value": value} for name, value in row.facts.items()],
            "ended_at": _moment(row.ended_at),
        }
        for row in dossier.kept
    ]


def _called(dossier: Dossier, person_id: int, at: datetime) -> str:
    """Return how a person was called at that moment: names change, the history keeps them."""
    sealed = (link.said for link in dossier.chain if link.said)
    found = (e["name"] for e in sealed if (e["person_id"], e["at"]) == (person_id, _moment(at)))
    return str(next(found, ""))


def _counts(edition_number: int, kind: Kind, tally: Tally) -> dict[str, Any]:
    states = {state.value: tally.of(state) for state in DeliveryState}
    return {"edition": edition_number, "kind": kind.value, "all": tally.total, "states": states}


def verifier() -> str:
    """Return the verifier as the one file it is handed out as: what it takes from its neighbours stands in their place."""
    program = inspect.getsource(verify)
    for part in (verify_agreed, verify_quotes):
        taken = next(line for line in program.splitlines() if line.startswith(f"from {part.__name__} "))
        own = [line for line in inspect.getsource(part).splitlines() if not line.startswith("from bot.")]
        program = program.replace(taken, "\n".join(own).strip())
    return program


def _for_readers(
    dossier: Dossier, typesetter: Typesetter, record: dict[str, Any], now: datetime
) -> dict[str, str]:
    entries = [entry | {"at": datetime.fromisoformat(entry["at"])} for entry in record["entries"]]
    told = {"record": record, "entries": entries, "now": now, "editions": dossier.editions}
    return {
        "README.txt": typesetter.set("disclosure/readme.txt.j2", **told) + "\n",
        "history.txt": typesetter.set("disclosure/history.txt.j2", **told) + "\n",
    }


def _bytes(dossier: Dossier) -> dict[str, bytes]:
    revisions = {f"revisions/{r.edition_number}.{r.number}.json": r.canonical for r in dossier.revisions}
    photos = {
        f"photos/{sha256}.{ENDINGS.get(content_type, 'bin')}": content
        for sha256, (content_type, content) in dossier.photos.items()
    }
    return revisions | photos


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
