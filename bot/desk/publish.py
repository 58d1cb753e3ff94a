"""Publishing: out after a moment for second thoughts, frozen and planned in one transaction."""

from datetime import timedelta

from bot.desk import correct, emergency, periods, rehearsal
from bot.desk.breaking import keeps_it_in, let_embargo_end
from bot.desk.clearance import Clearance, clearance, let_all_approve, let_speakers_agree
from bot.desk.due import Because, hold
from bot.desk.loading import content_of, made, permitted, the_edition, unchanged
from bot.desk.looking import look_over
from bot.desk.ports import Work
from bot.desk.ports.press import Press
from bot.desk.ports.values import Edition
from bot.desk.press_letters import tell_of_correction
from bot.desk.rehearsal import for_the_public
from bot.desk.review import REFERENCE_PREFIX
from bot.desk.timing import answers_change
from bot.news import checks
from bot.news.announcement import Content, slug_for
from bot.news.delivery import PRESS, DeliveryState, Kind, Tally, Word, of_public
from bot.news.embargo import STANDING
from bot.news.refusal import Refusal
from bot.news.schedule import is_late
from bot.news.staff import Person, Role, may_publish
from bot.news.status import LIVE, Action, State


async def publish_now(
    work: Work, person: Person, looked_at: tuple[int, int], out: tuple[int, Press]
) -> Edition:
    """Let an approved edition out after a number of seconds in which it can be stopped. `out` is these and the press.

    Refuses what lacks an approval, and what a check answers otherwise now than at the time chosen last for these words.
    """
    undo_seconds, press = out
    edition = await unchanged(work, *looked_at)
    if not may_publish(person):
        raise Refusal("not_your_role", roles=["drafter", "approver"])
    move = permitted(edition, Action.PUBLISH_NOW)
    content, due_at = await content_of(work, edition), work.now + timedelta(seconds=undo_seconds)
    await let_embargo_end(work, edition, content)
    await let_speakers_agree(work, edition, content)
    cleared = await clearance(work, edition, content, moment=due_at)
    let_all_approve(cleared)
    periods.let_pass(cleared.guarded)
    if await answers_change(work, edition, press, due_at):
        raise Refusal("answers_changed", held=edition.state is State.HELD)
    holding = await work.editions.move(edition, move, due_at=due_at)
    if holding is None:
        raise Refusal("somebody_was_first")
    await work.history.add("released", person_id=person.id, edition=holding)
    return holding


async def stop(work: Work, person: Person, edition_id: int) -> Edition:
    """Stop an edition in its last moments; anybody on the desk may. It stays approved, an emergency is a draft again."""
    edition = await the_edition(work, edition_id)
    if not person.roles:
        raise Refusal("not_your_role", roles=sorted(role.value for role in Role))
    ordered = await work.emergencies.standing(edition.id)
    if ordered is not None:
        return await emergency.call_off(work, edition, ordered, (person, ""))
    stopped = await made(work, edition, permitted(edition, Action.STOP))
    await work.history.add("stopped", person_id=person.id, edition=stopped)
    return stopped


async def go_live(work: Work, edition_id: int, press: Press) -> Edition | None:
    """Publish what is due: checks again, then audience and bytes frozen, the page live, the outbox filled.

    Returns None when it is not due (any more). Late, a failing check or a missing approval: it is held, staff are asked.
    """
    edition = await work.editions.get(edition_id)
    if edition is None or edition.state is not State.HOLDING:
        return None
    if edition.due_at is None or edition.due_at > work.now:
        return None
    content = await content_of(work, edition)
    cleared = await clearance(work, edition, content)
    because = await _against(work, press, (edition, content), cleared)
    if because:
        return await _keep_back(work, edition, cleared, because)
    moved = await made(work, edition, permitted(edition, Action.RELEASE))
    public = for_the_public(moved)
    if public is None:
        return await rehearsal.go_out(work, moved, content, press)
    if cleared.ordered:
        await work.editions.number(moved, REFERENCE_PREFIX, work.now.year)
    slug = slug_for(moved.announcement_id, content.headline)
    live = await work.editions.publish(public, slug, work.now)
    former = await work.outbox.rendering(live.corrects, Kind.CHANNEL) if live.corrects else None
    imprint = press.imprint(live, content)
    for kind, rendering in press.renderings(content, imprint, former).items():
        await work.outbox.freeze(live.id, kind, rendering)
    await correct.take_over(work, live)
    await tell_of_correction(work, live, imprint.page_url)
    await work.history.add("published", person_id=None, edition=live)
    if cleared.ordered:
        await emergency.went_out(work, live, cleared.ordered)
    return live


async def _keep_back(work: Work, edition: Edition, cleared: Clearance, because: Because) -> Edition:
    """Hold what cannot go out and ask; an emergency is called off instead, for nobody has approved it."""
    if cleared.ordered is None:
        return await hold(work, edition, because)
    why = cleared.objection or because.value
    return await emergency.call_off(work, edition, cleared.ordered, (None, why))


async def _against(
    work: Work, press: Press, words: tuple[Edition, Content], cleared: Clearance
) -> Because | None:
    """Return what keeps an edition back at its moment."""
    edition, content = words
    assert edition.due_at is not None
    if is_late(edition.due_at, work.now):
        return Because.LATE
    if await keeps_it_in(work, edition, content):
        return Because.EMBARGO
    if checks.blocking(await look_over(work, press, edition, content)):
        return Because.CHECKS
    if cleared.is_given:
        return None
    if cleared.missing or cleared.ordered:
        return Because.APPROVALS
    return Because.QUOTES if cleared.open_quotes else Because.PERIOD


async def finish(work: Work, edition_id: int) -> Edition | None:
    """Close an edition whose deliveries are settled; partly when a channel refused or something stays in doubt."""
    edition = await work.editions.get(edition_id)
    if edition is None or edition.state not in (State.PUBLISHING, State.PARTLY_PUBLISHED):
        return None
    tally = of_public(await work.outbox.tally(edition_id))
    if any(counts.pending for counts in tally.values()):
        return None
    action = Action.FINISH if is_complete(tally) else Action.FINISH_PARTLY
    if action is Action.FINISH_PARTLY and edition.state is State.PARTLY_PUBLISHED:
        return None
    finished = await made(work, edition, permitted(edition, action))
    await work.history.add("finished", person_id=None, edition=finished)
    return finished


async def retry(work: Work, person: Person, edition_id: int) -> Edition:
    """Try the refused channels again, once their cause is mended."""
    edition = await the_edition(work, edition_id)
    if not may_publish(person):
        raise Refusal("not_your_role", roles=["drafter", "approver"])
    moved = await made(work, edition, permitted(edition, Action.RETRY))
    await work.outbox.retry_refused_channels(edition_id)
    await work.history.add("retried", person_id=person.id, edition=moved)
    return moved


_ENTRIES = {
    Word.SEEN_THERE: "confirmed_there",
    Word.LEFT_UNCLEAR: "left_unclear",
    Word.SEND_AGAIN: "sent_again",
}
CHANNELS, READERS = frozenset({Kind.CHANNEL, Kind.REHEARSAL}), frozenset({Kind.SUBSCRIBER, Kind.INBOX})
IN_DOUBT = {"channel": CHANNELS, "readers": READERS, "press": PRESS}  # what a word about doubts may be about


async def resolve(
    work: Work, person: Person, edition_id: int, *, kinds: frozenset[Kind], word: Word
) -> Edition:
    """Settle what is in doubt by a person's word: it is there, it stays unclear, or send it again."""
    edition = await the_edition(work, edition_id)
    if not may_publish(person):
        raise Refusal("not_your_role", roles=["drafter", "approver"])
    if edition.state not in (STANDING if kinds == PRESS else LIVE):
        raise Refusal("not_now", state=edition.state.value)
    if not await work.outbox.resolve(edition_id, kinds, word, work.now):
        raise Refusal("nothing_in_doubt")
    await work.history.add(_ENTRIES[word], person_id=person.id, edition=edition)
    await work.editions.touch(edition_id)
    return edition


def is_complete(tally: dict[Kind, Tally]) -> bool:
    """Tell whether everything is settled and every channel took it."""
    refused = sum(tally.get(kind, Tally()).of(DeliveryState.REFUSED) for kind in CHANNELS)
    return all(counts.settled for counts in tally.values()) and not refused
