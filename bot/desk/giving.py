"""Giving an edition to the press under embargo: in waves, through the same ledger as everything else.

A wave is wanted when the edition is scheduled. At its moment everything is checked again, the bytes are frozen and the
copies planned. What happens to the edition afterwards is looked at again and again: whoever moves it, by whatever way,
the press hears of it without that way having to know of waves.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.clearance import clearance
from bot.desk.due import show_all
from bot.desk.loading import content_of, unchanged
from bot.desk.looking import look_over
from bot.desk.ports import Work
from bot.desk.ports.contacts import Wave
from bot.desk.ports.letters import LetterKind
from bot.desk.ports.press import Press
from bot.desk.ports.values import Edition
from bot.desk.press_letters import tell
from bot.news import checks
from bot.news.announcement import Content
from bot.news.delivery import Tally
from bot.news.embargo import OPEN_WAVES, WITH_THE_PRESS, WaveState, Wrong, is_closed, next_step, wrong_with
from bot.news.embargo import Seen as SeenEdition
from bot.news.embargo import Step as WaveStep
from bot.news.refusal import Refusal
from bot.news.schedule import is_late
from bot.news.staff import Person, may_publish
from bot.news.status import EDITABLE, State

SECOND_THOUGHTS = timedelta(minutes=1)  # between scheduling and what the press gets at once
WITHDRAWN = "the text under embargo was withdrawn"
OUT = "the announcement is public"
MOMENT_PASSED = "it was held when its embargo was to end"


@dataclass(frozen=True, slots=True)
class UnderEmbargo:
    """What a card shows of an embargo. `tally` is of the latest wave; `contacts` is how many could be given it now."""

    press_at: datetime | None
    public_at: datetime
    is_closed: bool
    wrong: Wrong | None
    wave: Wave | None
    tally: Tally
    contacts: int


async def begin(work: Work, edition: Edition, content: Content, person: Person) -> None:
    """Want a scheduled edition given to the press; what an earlier wave gave is called off first. No rehearsal ever is.

    Nothing is wanted where the press gets it with everybody: whoever came first would decide whether they are sent it.
    """
    if content.embargo is None or edition.rehearsal:
        return
    for wave in await work.waves.of(edition.id):
        if wave.state in OPEN_WAVES:
            await _call_off(work, wave, edition)
    if not content.embargo.is_given_first:
        return
    due_at = content.embargo.press_at or work.now + SECOND_THOUGHTS
    await work.waves.add(edition, due_at, person.id)


async def waiting(work: Work) -> list[int]:
    """Return the waves about which something is to be done now."""
    return [wave.id for wave in await work.waves.open() if await _step(work, wave) is not None]


async def keep_up(work: Work, wave_id: int, press: Press) -> bool:
    """Do what is to be done about a wave; False when there is nothing (any more)."""
    wave = await work.waves.get(wave_id)
    edition = await work.editions.get(wave.edition_id) if wave else None
    if wave is None or edition is None or wave.state not in OPEN_WAVES:
        return False
    match await _step(work, wave):
        case WaveStep.GIVE:
            await _give(work, wave, edition, press)
        case WaveStep.KEEP_BACK:
            await _keep_back(work, wave, edition)
        case WaveStep.CALL_OFF:
            await _call_off(work, wave, edition)
        case WaveStep.LIFT:
            await _lift(work, wave, edition, press)
        case WaveStep.CLOSE:
            await _end(work, wave, WaveState.OVER, OUT)
        case None:
            return False
    await work.editions.touch(edition.id)
    return True


async def give_now(work: Work, person: Person, looked_at: tuple[int, int]) -> Edition:
    """Have it sent to the press although their moment is over, or after what stood against it was mended."""
    edition = await unchanged(work, *looked_at)
    if not may_publish(person):
        raise Refusal("not_your_role", roles=["drafter", "approver"])
    if edition.state is not State.SCHEDULED:
        raise Refusal("not_now", state=edition.state.value)
    waves = await work.waves.of(edition.id)
    if not waves or waves[-1].state is not WaveState.HELD:
        raise Refusal("press_not_held")
    if not await work.waves.turn(waves[-1], WaveState.WAITING, due_at=work.now):
        raise Refusal("somebody_was_first")
    await work.history.add("press_sent_late", person_id=person.id, edition=edition)
    await work.editions.touch(edition.id)
    return edition


async def under_embargo(work: Work, edition: Edition, content: Content) -> UnderEmbargo | None:
    """Return what a card shows of the embargo, None without one."""
    if content.embargo is None:
        return None
    waves = await work.waves.of(edition.id)
    wave = waves[-1] if waves and waves[-1].revision_id == edition.revision_id else None
    contacts = [one for one in await work.contacts.standing() if any(w.is_confirmed for w in one.ways)]
    return UnderEmbargo(
        press_at=content.embargo.press_at,
        public_at=content.embargo.public_at,
        is_closed=is_closed(content.embargo, work.now),
        wrong=wrong_with(content.embargo, work.now) if edition.state in EDITABLE else None,
        wave=wave,
        tally=await work.waves.tally(wave) if wave else Tally(),
        contacts=len(contacts),
    )


async def _step(work: Work, wave: Wave) -> WaveStep | None:
    edition = await work.editions.get(wave.edition_id)
    if edition is None:
        return None
    embargo = (await work.editions.content(wave.revision_id)).embargo
    seen = SeenEdition(
        state=edition.state,
        is_same=edition.revision_id == wave.revision_id,
        published_at=edition.published_at,
        public_at=embargo.public_at if embargo else None,
    )
    return next_step(wave.state, wave.due_at, seen, work.now)


async def _give(work: Work, wave: Wave, edition: Edition, press: Press) -> None:
    """Freeze the bytes and plan a copy for everybody who confirmed; hold it and ask when anything stands against it."""
    because = await _stands_against(work, wave, edition, press)
    if because:
        await _turn(work, wave, WaveState.HELD, because)
        await work.history.add("press_held", person_id=None, edition=edition, why=because)
        await show_all(work, edition)
        return
    content = await content_of(work, edition)
    kept = await work.media.get(content.photo.sha256) if content.photo else None
    before = [one for one in await work.waves.of(edition.id) if one.given_at and one.number < wave.number]
    imprint = press.imprint(edition, content)
    copies = press.embargoed(content, imprint, (work.now, kept[1] if kept else None, bool(before)))
    for kind, copy in copies.items():
        await work.outbox.freeze(edition.id, kind, copy, wave.number)
    planned = await work.waves.plan(wave)
    await _turn(work, wave, WaveState.GIVEN)
    await work.history.add("press_given", person_id=None, edition=edition, why=f"{planned}")


async def _stands_against(work: Work, wave: Wave, edition: Edition, press: Press) -> str:
    """Return why it must not be given now: `late`, `checks` or `approvals`; "" when nothing stands against it."""
    if is_late(wave.due_at, work.now):
        return "late"
    content = await content_of(work, edition)
    if checks.blocking(await look_over(work, press, edition, content)):
        return "checks"
    moment = content.embargo.public_at if content.embargo else work.now
    return "" if (await clearance(work, edition, content, moment=moment)).is_given else "approvals"


async def _keep_back(work: Work, wave: Wave, edition: Edition) -> None:
    """Its embargo was to be over and it is held: whoever has it is asked to wait for our word; nobody else gets it now."""
    holders = await work.waves.holders(wave)
    await _end(work, wave, WaveState.KEPT_BACK, MOMENT_PASSED)
    await tell(work, wave, edition, (holders, LetterKind.PRESS_KEPT_BACK))
    await work.history.add("press_kept_back", person_id=None, edition=edition)


async def _call_off(work: Work, wave: Wave, edition: Edition) -> None:
    """What was not given never is; whoever has it, or may have it, is told that it no longer stands."""
    holders = await work.waves.holders(wave) if wave.state in WITH_THE_PRESS else []
    await _end(work, wave, WaveState.CALLED_OFF, WITHDRAWN)
    if wave.state not in WITH_THE_PRESS:
        return
    await tell(work, wave, edition, (holders, LetterKind.PRESS_WITHDRAWN))
    await work.history.add("press_called_off", person_id=None, edition=edition)


async def _lift(work: Work, wave: Wave, edition: Edition, press: Press) -> None:
    """It is out before its embargo was over: whoever holds it may use it from now on."""
    holders = await work.waves.holders(wave)
    await _end(work, wave, WaveState.LIFTED, OUT)
    url = press.imprint(edition, await content_of(work, edition)).page_url
    await tell(work, wave, edition, (holders, LetterKind.PRESS_LIFTED), page_url=url)
    await work.history.add("press_lifted", person_id=None, edition=edition)


async def _end(work: Work, wave: Wave, state: WaveState, reason: str) -> None:
    await _turn(work, wave, state)
    await work.waves.take_back(wave, reason)


async def _turn(work: Work, wave: Wave, state: WaveState, because: str = "") -> None:
    if not await work.waves.turn(wave, state, because=because):
        raise Refusal("somebody_was_first")
