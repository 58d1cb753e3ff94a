"""The part of the verifier that checks what speakers were asked: it stands in verify.py where that is handed out.

Needs Python 3.9 and nothing else, like all of it.
"""

import hashlib
import json
from typing import Any

Files = dict[str, bytes]
STEPS = ("sign_off_asked", "signed_off", "sign_off_refused", "sign_off_overridden", "sign_off_lapsed")


class Unfit(Exception):
    """Something does not fit; the text names it."""


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def quotes_fit(files: Files, record: dict[str, Any]) -> None:
    """Check that every quote stands where it was asked about, and that quotes and history tell the same."""
    rows: list[dict[str, Any]] = json.loads(files["quotes.json"])
    steps: list[tuple[str, ...]] = []
    for number, one in enumerate(rows, 1):
        name = f"quote {number} in quotes.json"
        kept = json.loads(one["quote"])
        words = "\n\n".join(kept["own"][place]["text"][start:end] for place, start, end in kept["pieces"])
        named = (sha256(one["quote"].encode()), words, kept["speaker_full"] or kept["speaker"])
        if (one["identity"], one["words"], one["speaker"]) != named:
            raise Unfit(f"{name}: its identity stands for something else")
        revision = f"{one['edition']}.{one['revision']}"
        if not _stands_there(kept, json.loads(files[f"revisions/{revision}.json"])):
            raise Unfit(f"{name}: it does not stand in revision {revision}")
        if one["stand"] != _stand(one, [later["identity"] for later in rows[number:]]):
            raise Unfit(f"{name}: it stands otherwise than its steps tell")
        steps += _steps(one)
    told = [_step(entry) for entry in record["entries"] if entry["kind"] in STEPS]
    if sorted(steps) != sorted(told):
        raise Unfit("quotes.json and the history do not tell the same of the quotes")


def _stands_there(kept: dict[str, Any], content: dict[str, Any]) -> bool:
    """Tell whether the paragraphs of a quote follow each other so in a revision."""
    headline = {"text": content["headline"], "kind": "paragraph", "spans": []}
    blocks = [block for block in (headline, content["standfirst"], *content["body"]) if block["text"]]
    around = [block for block in (kept["before"], *kept["own"], kept["after"]) if block["text"]]
    return any(blocks[place : place + len(around)] == around for place in range(len(blocks)))


def _stand(one: dict[str, Any], later: list[str]) -> str:
    if one["lapsed_at"] is not None:
        return "lapsed"
    if one["identity"] in later:
        return "replaced"
    if one["answered"] is not None:
        return "refused" if one["said"] else "signed"
    return "asked" if one["overridden"] is None else "overridden"


def _steps(one: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return the steps of one question, each as the history has to tell it."""
    words = one["words"] if len(one["words"]) <= 60 else one["words"][:60] + "…"
    about = f"{one['speaker']}: {words}"
    refused = "sign_off_refused" if one["said"] else "signed_off"
    steps: list[tuple[str, ...]] = [
        ("sign_off_asked", about, f"{one['edition']}.{one['revision']}", *_hand(one["asked"]))
    ]
    if one["answered"] is not None:
        steps.append((refused, _why(about, one["said"]), "", *_hand(one["answered"])))
    if one["overridden"] is not None:
        why = _why(about, one["reason"])
        steps.append(("sign_off_overridden", why, "", *_hand(one["overridden"])))
    if one["lapsed_at"] is not None:
        steps.append(("sign_off_lapsed", about, "", one["lapsed_at"]))
    for missing, told in (("answered", "said"), ("overridden", "reason")):
        if one[missing] is None and one[told]:
            raise Unfit(f"quotes.json tells “{told}” of a quote where nobody did so")
    return steps


def _step(entry: dict[str, Any]) -> tuple[str, ...]:
    """Return an entry in the same form. Who changed the words on which a quote lapsed is told by the change itself."""
    if entry["kind"] == "sign_off_lapsed":
        return entry["kind"], entry["why"], "", entry["at"]
    place = (
        f"{entry['edition_number']}.{entry['revision_number']}" if entry["kind"] == "sign_off_asked" else ""
    )
    hand = {"person": entry["person_id"], "name": entry["name"], "at": entry["at"]}
    return entry["kind"], entry["why"], place, *_hand(hand)


def _hand(hand: dict[str, Any]) -> tuple[str, str, str]:
    return str(hand["person"]), hand["name"], hand["at"]


def _why(about: str, said: str) -> str:
    return f"{about}\n{said}" if said else about
