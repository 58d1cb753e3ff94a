"""Sign-offs, the speaker's side: seeing one's own words with their context, and answering once.

The speaker needs no role and is given none. The same wish has two addresses: a link, and a start in the chat.
"""

from dataclasses import dataclass

from bot.desk.loading import content_of, the_edition
from bot.desk.ports import Work
from bot.desk.ports.signoffs import SignOff
from bot.desk.ports.values import Edition
from bot.desk.tokens import hashed
from bot.news.refusal import Refusal
from bot.news.signoffs import ANSWERABLE, LONGEST_WISH, SHORTEST_WISH, Stand, about, may_sign
from bot.news.staff import Person
from bot.news.status import LIVE, OPEN

PREFIX = (
    "quote_"  # tells a start by a speaker's link from one by an invitation; the whole is 38 of Telegram's 64
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a speaker is shown. `over` is "" while they can answer, else why not (a word for the templates)."""

    sign_off: SignOff
    edition: Edition
    headline: str
    over: str


async def look(work: Work, token: str) -> Wish | None:
    """Return what a token leads to, None when it is none of ours. Changes nothing."""
    sign_off = await work.sign_offs.find(hashed(token.removeprefix(PREFIX)))
    return await _shown(work, sign_off) if sign_off else None


async def open_in_chat(work: Work, speaker: Person, token: str) -> Wish:
    """Return the words for a speaker in their own chat. Refuses a link that is over, and who may not answer there."""
    wish = await look(work, token)
    return await _may_answer(work, speaker, wish)


async def waiting(work: Work, speaker: Person, sign_off_id: int) -> Wish:
    """Return an open wish by its number, for a button or an answer in the chat. Refuses as `open_in_chat` does."""
    sign_off = await work.sign_offs.get(sign_off_id)
    return await _may_answer(work, speaker, await _shown(work, sign_off) if sign_off else None)


async def answer_in_chat(work: Work, speaker: Person, sign_off_id: int, said: str | None) -> Wish:
    """Take the speaker's answer: None agrees, words are what they want changed."""
    wish = await waiting(work, speaker, sign_off_id)
    await work.conversations.answered(speaker.telegram_id)
    return await _take(work, wish, speaker, said)


async def answer_by_link(work: Work, token: str, said: str | None) -> Wish | None:
    """Take an answer from whoever holds the link; the wish as it was, or why it is over. None for a forged token.

    Nobody knows who pressed there, and the record says so.
    """
    wish = await look(work, token)
    if wish is None or wish.over:
        return wish
    return await _take(work, wish, None, said)


def fits(said: str) -> bool:
    """Tell whether a wish for other words has a length that can be passed on."""
    return SHORTEST_WISH <= len(said) <= LONGEST_WISH


async def _may_answer(work: Work, speaker: Person, wish: Wish | None) -> Wish:
    if wish is None:
        raise Refusal("sign_off_over", over="unknown", name="")
    quote = wish.sign_off.quoted
    if wish.over:
        raise Refusal("sign_off_over", over=wish.over, name=quote.name)
    contributors = await work.editions.contributors(wish.edition.id)
    if not may_sign(speaker, contributors, quote.name):
        raise Refusal("not_the_speaker", name=quote.name, contributor=speaker.id in contributors)
    return wish


async def _shown(work: Work, sign_off: SignOff) -> Wish:
    # Inside a write this keeps the edition's row, so that answers, edits and approvals wait for each other.
    edition = await the_edition(work, sign_off.edition_id)
    sign_off = await work.sign_offs.get(sign_off.id) or sign_off
    content = await content_of(work, edition)
    return Wish(sign_off, edition, content.headline, _over(work, sign_off, edition))


def _over(work: Work, sign_off: SignOff, edition: Edition) -> str:
    if sign_off.stand not in ANSWERABLE:
        return "answered" if sign_off.stand in (Stand.SIGNED, Stand.REFUSED) else sign_off.stand.value
    if edition.state not in OPEN:
        return "published" if edition.state in LIVE else "ended"
    return "expired" if sign_off.expires_at is None or sign_off.expires_at <= work.now else ""


async def _take(work: Work, wish: Wish, speaker: Person | None, said: str | None) -> Wish:
    quote, stand = wish.sign_off.quoted, Stand.SIGNED if said is None else Stand.REFUSED
    person_id = speaker.id if speaker else None
    if said is not None and not fits(said):
        raise Refusal("wish_length", length=len(said), least=SHORTEST_WISH, most=LONGEST_WISH)
    if not await work.sign_offs.answer(wish.sign_off.id, stand, person_id=person_id, said=said or ""):
        raise Refusal("sign_off_over", over="answered", name=quote.name)
    kind = "signed_off" if said is None else "sign_off_refused"
    why = about(quote.name, quote.words) + (f"\n{said}" if said else "")
    await work.history.add(kind, person_id=person_id, edition=wish.edition, why=why)
    await work.editions.touch(wish.edition.id)
    await _tell(work, wish, speaker, said)
    return wish


async def _tell(work: Work, wish: Wish, speaker: Person | None, said: str | None) -> None:
    """Tell who asked and whose announcement it is."""
    asked = wish.sign_off.asked
    concerned = {wish.edition.author_id, asked.person_id if asked else None}
    values: dict[str, object] = {
        "headline": wish.headline,
        "name": wish.sign_off.quoted.name,
        "words": wish.sign_off.quoted.words,
        "by": speaker.name if speaker else "",
        "said": said or "",
    }
    for person in await work.people.roster():
        if person.id in concerned:
            await work.notices.queue(
                person.telegram_id, "signed_off" if said is None else "words_refused", **values
            )
