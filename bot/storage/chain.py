"""How the history is sealed: what an entry says becomes a digest, and each hash covers all hashes before it.

The rule is written down for others in docs/disclosure.md; the disclosure's verifier follows it on its own. Digest and
mark are kept apart from the words, so that a chain can be shown to somebody who may read only some of its entries.
Knows no database.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

# What seals an entry; all its other columns are what it says, and its digest covers them.
SEALS = ("mark", "previous_hash", "hash")


def said(row: dict[str, Any]) -> dict[str, Any]:
    """Return what an entry says, ready for JSON; the moment as ISO 8601 in UTC."""
    at: datetime = row["at"]
    return {name: value for name, value in row.items() if name not in SEALS} | {"at": at.isoformat()}


def digest(row: dict[str, Any]) -> str:
    """Return the SHA-256 (hex) of what an entry says, as sorted JSON without blanks. Its salt keeps it from being guessed."""
    return sha256(json.dumps(said(row), sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def linked(previous_hash: str, mark: str, entry_digest: str) -> str:
    """Return an entry's hash: the SHA-256 (hex) of the hash before it, its mark and its digest."""
    return sha256(previous_hash + mark + entry_digest)


def mark_for(tag: str, seq: int) -> str:
    """Return the mark by which whoever knows an announcement's tag, and nobody else, finds its entries in the chain."""
    return sha256(f"{tag}:{seq}")


def sha256(text: str) -> str:
    """Return the SHA-256 (hex) of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()
