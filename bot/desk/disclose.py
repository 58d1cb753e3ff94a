"""Disclosing: gathering everything that is kept of one announcement. Readers are counted and never named."""

from dataclasses import dataclass

from bot.desk.kept import Kept, kept_of
from bot.desk.ports import Work
from bot.desk.ports.record import Agreed, Link, Revision, Told
from bot.desk.ports.signoffs import SignOff
from bot.desk.ports.values import Edition
from bot.news.announcement import from_canonical
from bot.news.delivery import Kind, Tally
from bot.news.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Sendings:
    """What became of one edition's deliveries: counts by kind, and the channels by name."""

    edition_number: int
    tally: dict[Kind, Tally]
    channels: list[Told]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of it. `head` is the number and hash of the last entry as the desk noted them; `photos` are the cleaned masters by their hash, each with its content type."""

    announcement_id: int
    tag: str
    editions: list[Edition]
    revisions: list[Revision]
    approvals: list[Agreed]
    chain: list[Link]
    head: tuple[int, str]
    sendings: list[Sendings]
    kept: list[Kept]
    photos: dict[str, tuple[str, bytes]]
    sign_offs: list[SignOff]

    @property
    def latest(self) -> Edition:
        """The newest edition."""
        return self.editions[-1]


async def announcement_of(work: Work, reference: str) -> int:
    """Return the announcement a reference names. Refuses an unknown one, with those nearest to it."""
    found = await work.record.find(reference)
    if found is None:
        raise Refusal("reference_unknown", reference=reference, near=await work.record.near(reference))
    return found


async def gather(work: Work, reference: str) -> Dossier:
    """Return the dossier of an announcement, as it stands at this moment."""
    announcement_id = await announcement_of(work, reference)
    editions = await work.record.editions(announcement_id)
    revisions = await work.record.revisions(announcement_id)
    return Dossier(
        announcement_id=announcement_id,
        tag=await work.record.tag(announcement_id),
        editions=editions,
        revisions=revisions,
        approvals=await work.record.approvals(announcement_id),
        chain=await work.record.chain(announcement_id),
        head=await work.record.head(),
        sendings=[await _sendings(work, edition) for edition in editions],
        kept=await kept_of(work, announcement_id),
        photos=await _photos(work, revisions),
        sign_offs=await work.sign_offs.of(announcement_id),
    )


async def note(work: Work, dossier: Dossier, fingerprint: str) -> None:
    """Write into the history that this was disclosed, with the fingerprint of what was handed out."""
    edition = await work.editions.get(dossier.latest.id)
    await work.history.add("disclosed", person_id=None, edition=edition, why=fingerprint)


async def _sendings(work: Work, edition: Edition) -> Sendings:
    tally = await work.outbox.tally(edition.id)
    return Sendings(edition.number, tally, await work.record.channels(edition.id))


async def _photos(work: Work, revisions: list[Revision]) -> dict[str, tuple[str, bytes]]:
    found: dict[str, tuple[str, bytes]] = {}
    for revision in revisions:
        photo = from_canonical(revision.canonical).photo
        kept = await work.media.get(photo.sha256) if photo and photo.sha256 not in found else None
        if photo and kept:
            found[photo.sha256] = kept
    return found
