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

_CORRECTED = (LetterKind.PRESS_CORRECTED, "press_told_corrected")
_TAKEN_BACK = (LetterKind.PRESS_TAKEN_BACK, "press_told_withdrawn")


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
    letter, entry = _TAKEN_BACK if content.is_withdrawal else _CORRECTED
    if await _tell_holders(work, live, letter, note=correction.note, page_url=page_url):
        await work.history.add(entry, person_id=None, edition=live)


async def tell_of_kill(work: Work, killed: Edition) -> None:
    """What was out is gone: whoever was given it, or the edition it put right, is told not to use it."""
    letter, entry = _TAKEN_BACK
    if await _tell_holders(work, killed, letter, note="", page_url=""):
        await work.history.add(entry, person_id=None, edition=killed)


async def _tell_holders(work: Work, edition: Edition, letter: LetterKind, **more: str) -> bool:
    """Write to whoever holds the text of this announcement; False when nobody does."""
    wave = await _given(work, edition)
    holders = await work.waves.holders(wave) if wave else []
    if wave is None or not holders:
        return False
    await tell(work, wave, edition, (holders, letter), **more)
    return True


async def _given(work: Work, edition: Edition) -> Wave | None:
    """Return the wave by which it was given to the press and stood until it came out.

    There is one at most: scheduling anew calls off the one before, and what puts something right is under no embargo.
    """
    first: Edition | None = edition
    while first is not None and first.corrects is not None:
        first = await work.editions.glance(first.corrects)
    waves = await work.waves.of(first.id) if first else []
    stood = (wave for wave in waves if wave.given_at is not None and wave.state is not WaveState.CALLED_OFF)
    return next(stood, None)
