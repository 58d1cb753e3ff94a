"""The contests: who presses against whom, and what may be left of it. Each returns what went wrong, "" if nothing."""

from collections.abc import Awaitable, Callable

from bot.desk import publish
from bot.desk.ports.values import Edition
from bot.news.status import State
from tests.desk.correcting import kill_against_correction, two_corrections
from tests.desk.racing import APPROVERS, DONE, PRESS, Starter, Track

Contest = Callable[[Track], Awaitable[str]]


async def two_approvers(track: Track) -> str:
    """Two agree at once: one makes the move."""
    return await _approvers(track, 2)


async def five_approvers(track: Track) -> str:
    """Five agree at once: one makes the move."""
    return await _approvers(track, 5)


async def _approvers(track: Track, so_many: int) -> str:
    seen = await track.submitted()
    told = await track.race(*(track.approves(name, seen) for name in APPROVERS[:so_many]))
    wrong = await _approved_once(track, seen)
    return wrong or ("" if told.count(DONE) == 1 else f"{told.count(DONE)} were told they approved")


async def approve_against_edit(track: Track) -> str:
    """One agrees while the author changes a word: only the words looked at are ever agreed to."""
    seen = await track.submitted()
    approved, edited = await track.race(track.approves("Ann", seen), track.edits(seen))
    after = await track.now(seen)
    if edited != DONE:
        return f"the edit was refused: {edited}"
    if approved not in (DONE, "changed_since"):
        return f"the approver was told {approved}"
    if after.state is not State.DRAFT or after.revision_id == seen.revision_id:
        return f"after the edit it is {after.state}"
    if await track.agreed(after.revision_id) or await track.agreed(seen.revision_id):
        return "an approval outlived the edit"
    return await _only_of(track, seen, approved)


async def approve_against_edit_and_submit(track: Track) -> str:
    """One agrees while the author changes a word and submits again: the new words wait for an approval of their own."""
    seen = await track.submitted()
    approved, edited = await track.race(track.approves("Ann", seen), track.edits_and_submits(seen))
    after = await track.now(seen)
    if edited != DONE:
        return f"the edit was refused: {edited}"
    wrong = await _only_of(track, seen, approved)
    return wrong or ("" if after.state is State.IN_REVIEW else f"told {approved}, it is {after.state}")


async def approve_against_discard(track: Track) -> str:
    """One agrees while the author throws it away: away it is."""
    seen = await track.submitted()
    approved, discarded = await track.race(track.approves("Ann", seen), track.discards(seen))
    after = await track.now(seen)
    if discarded != DONE or after.state is not State.DISCARDED:
        return f"told {discarded}, it is {after.state}"
    return await _only_of(track, seen, approved)


async def approve_against_send_back(track: Track) -> str:
    """One agrees while another sends back: exactly one of them decides."""
    seen = await track.submitted()
    return await _one_decides(track, seen, track.sends_back("Alan", seen), State.DRAFT)


async def approve_against_reject(track: Track) -> str:
    """One agrees while another rejects: exactly one of them decides."""
    seen = await track.submitted()
    return await _one_decides(track, seen, track.rejects("Alan", seen), State.REJECTED)


async def _one_decides(track: Track, seen: Edition, other: Starter, otherwise: State) -> str:
    approved, returned = await track.race(track.approves("Ann", seen), other)
    after = await track.now(seen)
    if [approved, returned].count(DONE) != 1:
        return f"told {approved} and {returned}"
    expected = State.APPROVED if approved == DONE else otherwise
    return "" if after.state is expected else f"told {approved} and {returned}, it is {after.state}"


async def approve_against_removal(track: Track) -> str:
    """One agrees while an admin removes them: never after they are removed."""
    await track.hires()
    seen = await track.submitted()
    approved, removed = await track.race(track.approves("Ann", seen), track.removes("Ada", "Ann"))
    if removed != DONE:
        return f"the removal was refused: {removed}"
    if approved not in (DONE, "roles_changed"):
        return f"the approver was told {approved}"
    by, order = await track.entries(), track.staff["Ann"]
    agreed = [seq for seq, kind, who in by if kind == "approved" and who == order.id]
    left = [seq for seq, kind, _ in by if kind == "removed"]
    if bool(agreed and agreed[-1] > left[-1]):
        return "somebody removed has approved"
    return await _only_of(track, seen, approved)


async def removal_of_one_another(track: Track) -> str:
    """Two admins remove each other: one of them stays."""
    await track.hires()
    told = await track.race(track.removes("Ada", "Abe"), track.removes("Abe", "Ada"))
    return await _one_admin(track, told)


async def removal_of_oneself(track: Track) -> str:
    """The last two admins leave at once: one of them stays."""
    await track.hires()
    told = await track.race(track.removes("Ada", "Ada"), track.removes("Abe", "Abe"))
    return await _one_admin(track, told)


async def _one_admin(track: Track, told: list[str]) -> str:
    left = await track.admins()
    return "" if left == 1 and told.count(DONE) == 1 else f"{left} admins are left, told {told}"


async def publish_against_edit(track: Track) -> str:
    """One lets it out while the author changes a word: it goes unchanged, or it does not go."""
    seen = await track.submitted()
    await track.race(track.approves("Ann", seen))
    released, edited = await track.race(track.publishes("Ann", seen), track.edits(seen))
    after = await track.now(seen)
    if [released, edited].count(DONE) != 1:
        return f"told {released} and {edited}"
    held = after.state is State.HOLDING and after.revision_id == seen.revision_id
    return "" if held is (released == DONE) else f"told {released} and {edited}, it is {after.state}"


async def stop_against_release(track: Track) -> str:
    """One stops it in the moment it goes live: it is stopped, or it is out."""
    seen = await track.submitted()
    await track.race(track.approves("Ann", seen))
    await track.race(track.publishes("Ann", seen))
    stopped, _ = await track.race(
        ("Ann", lambda work: publish.stop(work, track.staff["Ann"], seen.id)),
        ("Dan", lambda work: publish.go_live(work, seen.id, PRESS)),
    )
    after = await track.now(seen)
    kinds = [entry.kind for entry in await track.history(seen)]
    if ("published" in kinds) is (stopped == DONE):
        return f"told {stopped}, its history is {kinds}"
    expected = State.APPROVED if stopped == DONE else State.PUBLISHING
    return "" if after.state is expected else f"told {stopped}, it is {after.state}"


async def _approved_once(track: Track, seen: Edition) -> str:
    after = await track.now(seen)
    entries = [entry.kind for entry in await track.history(seen)].count("approved")
    agreed = await track.agreed(seen.revision_id)
    if (after.state, after.revision_id, entries, agreed) == (State.APPROVED, seen.revision_id, 1, 1):
        return ""
    return f"it is {after.state} with {entries} entries and {agreed} approvals"


async def _only_of(track: Track, seen: Edition, told: str) -> str:
    """Whoever was told that they approved has approved the revision they saw, once; whoever was not has not."""
    approvals = [entry for entry in await track.history(seen) if entry.kind == "approved"]
    if len(approvals) != (told == DONE):
        return f"told {told}, and {len(approvals)} approvals are in the history"
    if any(entry.revision_number != seen.revision_number for entry in approvals):
        return "another revision was approved than the one looked at"
    return ""


CONTESTS: tuple[Contest, ...] = (
    two_approvers,
    five_approvers,
    approve_against_edit,
    approve_against_edit_and_submit,
    approve_against_discard,
    approve_against_send_back,
    approve_against_reject,
    approve_against_removal,
    removal_of_one_another,
    removal_of_oneself,
    publish_against_edit,
    stop_against_release,
    two_corrections,
    kill_against_correction,
)
