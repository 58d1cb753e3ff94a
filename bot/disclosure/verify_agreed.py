"""The part of the verifier that checks who agreed to what: it stands in verify.py where that is handed out.

Needs Python 3.9 and nothing else, like all of it.
"""

from typing import Any

from bot.disclosure.verify_quotes import Unfit

KEPT = ("ordered_out", "reviewed", "case_recorded", "justified", "agreed", "finding_overridden")
ENDS_ORDER = ("published", "stopped", "called_off", "killed", "discarded")
FACTS = ("reason", "stage", "decided by", "wording", "period", "finding", "words")


def names(entry: dict[str, Any], one: dict[str, Any], *, at: str, number: str) -> bool:
    """Tell whether an entry is of this person, this moment and this revision."""
    who = (entry["person_id"], entry["name"], entry["at"]) == (one["person"], one["name"], one[at])
    which = (entry["edition_number"], entry["revision_number"]) == (one["edition"], one[number])
    return who and which and entry["revision_sha256"] == one["sha256"]


def approvals_fit(record: dict[str, Any]) -> None:
    """Every approval names a revision here and an entry of the history, and every such entry an approval."""
    entries = [entry for entry in record["entries"] if entry["kind"] == "approved"]
    for one in record["approvals"]:
        name = f"the approval of revision {one['edition']}.{one['revision']} by {one['name']}"
        if not any(names(entry, one, at="at", number="revision") for entry in entries):
            raise Unfit(f"{name} is not in the history so")
        if one["voided_at"] != _next_saved(record, one):
            raise Unfit(f"{name} stands or is void otherwise than the revisions say")
    if len(entries) != len(record["approvals"]):
        raise Unfit("history and approvals do not count the same")


def _next_saved(record: dict[str, Any], one: dict[str, Any]) -> str | None:
    """Return when the revision after this one was saved, which made its approvals void."""
    later = [
        (revision["number"], revision["saved_at"])
        for revision in record["revisions"]
        if revision["edition"] == one["edition"] and revision["number"] > one["revision"]
    ]
    return min(later)[1] if later else None


def kept_fit(record: dict[str, Any]) -> None:
    """Emergencies and guards: each row is what one entry says, word for word, and each such entry has its row."""
    entries = [entry for entry in record["entries"] if entry["kind"] in KEPT]
    for one in record["kept"]:
        facts = [(fact["name"], fact["value"]) for fact in one["facts"]]
        why = facts[0][1] if len(facts) == 1 else "; ".join(f"{name}: {value}" for name, value in facts)
        known = any(
            (entry["kind"], entry["why"]) == (one["kind"], why)
            and names(entry, one, at="at", number="revision")
            for entry in entries
        )
        if not known or any(name not in FACTS for name, _ in facts):
            raise Unfit(f"what is kept as {one['kind']} by {one['name']} is not in the history so")
    told = sorted((entry["at"], entry["kind"], str(_ended(record, entry))) for entry in entries)
    if told != sorted((one["at"], one["kind"], str(one["ended_at"])) for one in record["kept"]):
        raise Unfit("history and what is kept besides approvals do not tell the same, or not of the same end")


def _ended(record: dict[str, Any], entry: dict[str, Any]) -> str | None:
    """Return when an order came to nothing: its edition was kept back or killed before it was out. The rest never ends."""
    if entry["kind"] != "ordered_out":
        return None
    since = (
        later
        for later in record["entries"]
        if later["seq"] > entry["seq"]
        and later["edition_number"] == entry["edition_number"]
        and later["kind"] in ENDS_ORDER
    )
    first = next(since, None)
    return None if first is None or first["kind"] == "published" else str(first["at"])
