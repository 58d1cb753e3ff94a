"""Recounting: what happened to an announcement, entry by entry, and which parts each edit changed."""

from dataclasses import dataclass

from bot.desk.ports import Work
from bot.desk.ports.record import Revision
from bot.desk.ports.values import Edition, Entry
from bot.news.announcement import Content, from_canonical
from bot.news.difference import difference
from bot.news.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry, and the parts of the announcement that changed with it (field names, each once)."""

    entry: Entry
    parts: tuple[str, ...] = ()


async def recount(work: Work, announcement_id: int) -> tuple[Edition, list[Happened]]:
    """Return the newest edition and everything that happened, oldest first. Refuses what never was."""
    editions = await work.record.editions(announcement_id)
    if not editions:
        raise Refusal("gone")
    changed = _changed_parts(await work.record.revisions(announcement_id))
    entries = await work.history.of(announcement_id)
    return editions[-1], [
        Happened(entry, changed.get(_revision(entry), ()) if entry.kind == "edited" else ())
        for entry in entries
    ]


def _revision(entry: Entry) -> tuple[int, int]:
    return entry.edition_number or 0, entry.revision_number or 0


def _changed_parts(revisions: list[Revision]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return what each revision changed, by its edition and number."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    before: Content | None = None
    for revision in revisions:
        content = from_canonical(revision.canonical)
        passages = difference(before or content, content)
        found[revision.edition_number, revision.number] = tuple(
            dict.fromkeys(passage.part for passage in passages)
        )
        before = content
    return found
