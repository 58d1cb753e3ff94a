"""Writing to whoever holds what was given to them under embargo: while it is kept in, and once it was out.

After it came out a text of theirs can still turn out wrong: they are told in the transaction that corrects it, withdraws it
or kills it. The bytes they have cannot be called back.
"""

from bot.desk.ports import Work
from bot.desk.ports.contacts import Wave, Way
from bot.desk.ports.letters import LetterKind
from bot.desk.ports.values import Edition
from bot.news.delivery import Kind
from bot.news.embargo import WaveState

Holders = list[tuple[Wave, list[Way]]]


async def tell(
    work: Work, wave: Wave, edition: Edition, said: tuple[list[Way], LetterKind], **more: str
) -> None:
    """Write to people who hold this wave; `said` is whom and what, `more` what else the letter says."""
    holders, letter = said
    content = await work.editions.content(wave.revision_id)
    about = {
        "headline": content.headline,
        "reference": edition.reference,
        "desk": work.desk.name,
        "until": content.embargo.public_at.isoformat() if content.embargo else "",
    } | more
    for way in holders:
        if way.kind is Kind.PRESS_INBOX:
            await work.letters.queue(way.recipient, letter, way.key, **about)
        else:
            await work.notices.queue(int(way.recipient), letter.value, **about)


async def tell_of_correction(work: Work, live: Edition, page_url: str) -> None:
    """What has just gone out puts right what the press was given before: whoever holds that is told, but of no slip."""
    content = await work.editions.content(live.revision_id)
    correction = content.correction
    if correction is None or not correction.is_told:
        return
    letter = LetterKind.PRESS_TAKEN_BACK if content.is_withdrawal else LetterKind.PRESS_CORRECTED
    holders = await _holders(work, live.corrects)
    for wave, ways in holders:
        await tell(work, wave, live, (ways, letter), note=correction.note, page_url=page_url)
    if holders:
        entry = "press_told_withdrawn" if content.is_withdrawal else "press_told_corrected"
        await work.history.add(entry, person_id=None, edition=live)


async def tell_of_kill(work: Work, killed: Edition) -> None:
    """What was out is gone: whoever was given it, or any edition before it, is told not to use it."""
    holders = await _holders(work, killed.id)
    for wave, ways in holders:
        await tell(work, wave, killed, (ways, LetterKind.PRESS_TAKEN_BACK), note="", page_url="")
    if holders:
        await work.history.add("press_told_withdrawn", person_id=None, edition=killed)


async def _holders(work: Work, number: int | None) -> Holders:
    """Return whom the edition of this id or those it follows were given to, each under the newest wave that still stood."""
    found: Holders = []
    known: set[tuple[Kind, str]] = set()
    while number is not None:
        for wave in reversed(await work.waves.of(number)):
            if wave.given_at is None or wave.state is WaveState.CALLED_OFF:
                continue
            ways = [way for way in await work.waves.holders(wave) if (way.kind, way.recipient) not in known]
            known |= {(way.kind, way.recipient) for way in ways}
            found += [(wave, ways)] if ways else []
        looked_at = await work.editions.glance(number)
        number = looked_at.corrects if looked_at else None
    return found
