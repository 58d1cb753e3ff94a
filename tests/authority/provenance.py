"""Whose words are before the public, and by whose leave: read out of the record, not out of what the rules keep.

Everything that is live, or that somebody is to be sent, needs an approval of exactly its bytes by somebody who wrote,
submitted or saved none of it. Emergencies have an entry of exactly those bytes with a reason; rehearsals reach
rehearsal places only.
"""

import sqlite3
from collections.abc import Iterable

WRITING = ("started", "edited", "submitted")
OUT = """
SELECT e.id, e.announcement_id, e.number, r.sha256
FROM editions e JOIN revisions r ON r.id = e.revision_id JOIN announcements a ON a.id = e.announcement_id
WHERE NOT a.rehearsal
  AND (e.is_live OR EXISTS (SELECT 1 FROM deliveries d WHERE d.edition_id = e.id))
"""
# Saved again as it was, for another time: no word of it is whoever chose the time.
WROTE = """
SELECT saved_by FROM revisions r WHERE announcement_id = :announcement AND edition_number = :number
AND NOT EXISTS (SELECT 1 FROM revisions p WHERE p.announcement_id = r.announcement_id
  AND p.edition_number = r.edition_number AND p.number = r.number - 1 AND p.sha256 = r.sha256)
UNION SELECT person_id FROM entries WHERE edition_id = :edition AND kind IN ({})
""".format(", ".join(f"'{kind}'" for kind in WRITING))
AGREED = """
SELECT person_id FROM entries WHERE edition_id = :edition AND kind = 'approved' AND revision_sha256 = :sha256
"""
EMERGENCY = """
SELECT count(*) FROM entries WHERE edition_id = :edition AND kind = 'ordered_out' AND revision_sha256 = :sha256
AND length(why) >= 10
"""
STRAYED = """
SELECT d.id FROM deliveries d JOIN editions e ON e.id = d.edition_id
JOIN announcements a ON a.id = e.announcement_id WHERE a.rehearsal
AND d.recipient NOT IN (SELECT CAST(chat_id AS TEXT) FROM channels WHERE purpose = 'rehearsal')
"""
OPEN_PLACES = "SELECT title FROM channels WHERE purpose IN ('staff', 'rehearsal') AND username <> ''"


def faults(file: sqlite3.Connection) -> list[str]:
    """What is before the public, or would be, by nobody's leave but its writers'."""
    found = [f"edition {edition} is out by nobody else's leave" for edition in _out_alone(file)]
    found += [f"delivery {number} of a rehearsal strays" for number in _column(file, STRAYED, {})]
    return found + [f"drafts are shown in public in {title}" for title in _column(file, OPEN_PLACES, {})]


def _out_alone(file: sqlite3.Connection) -> Iterable[int]:
    for edition, announcement, number, sha256 in file.execute(OUT).fetchall():
        about = {"edition": edition, "announcement": announcement, "number": number, "sha256": sha256}
        agreed, wrote = _column(file, AGREED, about), _column(file, WROTE, about)
        if not agreed - wrote and _column(file, EMERGENCY, about) == {0}:
            yield edition


def _column(file: sqlite3.Connection, question: str, about: dict[str, object]) -> set[object]:
    return {row[0] for row in file.execute(question, about)}
