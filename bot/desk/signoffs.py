"""Sign-offs, the desk's side: which quotes stand how, asking a speaker, and going on without an answer."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from bot.desk.loading import content_of, the_edition
from bot.desk.ports import Work
from bot.desk.ports.signoffs import SignOff
from bot.desk.ports.values import Edition
from bot.desk.tokens import hashed
from bot.news.announcement import Content
from bot.news.refusal import Refusal
from bot.news.signoffs import (
    LONGEST_REASON,
    SHORTEST_REASON,
    STANDING,
    Quoted,
    Stand,
    about,
    quoted,
    stands_against,
    wanted_again,
)
from bot.news.staff import Person, may_publish
from bot.news.status import EDITABLE, OPEN, State

LASTS = timedelta(days=7)
ASKABLE = EDITABLE | {State.HELD}


@dataclass(frozen=True, slots=True)
class Standing:
    """One quote of a revision and where it stands. `is_open` when it keeps the announcement from going out."""

    quoted: Quoted
    sign_off: SignOff | None
    is_open: bool
    is_expired: bool = False

    @property
    def stand(self) -> str:
        """The stand's name; "not_asked" for a quote whose speaker nobody asked."""
        return self.sign_off.stand.value if self.sign_off else "not_asked"


async def standings(work: Work, edition: Edition, content: Content) -> tuple[Standing, ...]:
    """Return every quote of these words in order, and how it stands at this moment.

    A rehearsal bothers no speaker unless somebody asks one.
    """
    every_quote = bool((await work.policy.current()).signoffs) and not edition.rehearsal
    wishes = await work.sign_offs.of(edition.announcement_id)
    latest = {one.identity: one for one in wishes if one.stand in STANDING}
    found = []
    for one in quoted(content):
        wish = latest.get(one.identity)
        against = stands_against(one, wish.stand if wish else None, every_quote=every_quote)
        expired = bool(wish and wish.expires_at and wish.expires_at <= work.now)
        found.append(Standing(one, wish, against, expired))
    return tuple(found)


async def standing(work: Work, edition: Edition, identity: str) -> Standing:
    """Return one quote of the edition's present words. Refuses one that is not there (any more)."""
    for one in await standings(work, edition, await content_of(work, edition)):
        if one.quoted.identity == identity:
            return one
    raise Refusal("quote_changed")


async def ask(work: Work, person: Person, edition_id: int, identity: str) -> tuple[str, Quoted]:
    """Return a token by which the speaker can agree to one quote, once, within seven days; only its hash is kept.

    An earlier link for this quote stops working. Refuses where nothing can be asked, or the speaker has agreed.
    """
    edition = await the_edition(work, edition_id)
    if not may_publish(person):
        raise Refusal("not_your_role", roles=["drafter", "approver"])
    if edition.state not in ASKABLE:
        raise Refusal("not_now", state=edition.state.value, action="ask")
    found = await standing(work, edition, identity)
    if found.sign_off and found.sign_off.stand is Stand.SIGNED:
        raise Refusal("signed_already", name=found.quoted.name)
    token = secrets.token_urlsafe(24)
    expires_at = work.now + LASTS
    await work.sign_offs.ask(
        edition, found.quoted, person.id, token_hash=hashed(token), expires_at=expires_at
    )
    await _note(work, "sign_off_asked", edition, (person.id, found.quoted, ""))
    await work.editions.touch(edition.id)
    return token, found.quoted


async def may_override(work: Work, person: Person, edition_id: int, identity: str) -> tuple[Edition, SignOff]:
    """Return the unanswered wish that this person may go on without.

    Refuses a quote nobody asked about, and one whose speaker has spoken: their word is no silence.
    """
    edition = await the_edition(work, edition_id)
    if not may_publish(person):
        raise Refusal("not_your_role", roles=["drafter", "approver"])
    if edition.state not in EDITABLE:
        raise Refusal("cannot_edit", state=edition.state.value)
    wish = (await standing(work, edition, identity)).sign_off
    if wish is None or wish.stand is not Stand.ASKED:
        raise Refusal("no_silence", stand=wish.stand.value if wish else "not_asked")
    return edition, wish


async def override(work: Work, person: Person, question: tuple[int, str], reason: str) -> Edition:
    """Go on without a speaker's answer, for a reason. `question` is (edition id, identity of the quote).

    It counts as a change: approvals given before are void, for they did not know it; the edition is a draft again, and
    who decided it is a contributor, so that somebody else approves. A new revision keeps older buttons from approving.
    """
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Refusal("override_reason", length=len(reason), least=SHORTEST_REASON, most=LONGEST_REASON)
    edition, wish = await may_override(work, person, *question)
    content = await content_of(work, edition)
    approvals = await work.editions.approvals(edition.revision_id)
    saved = await work.editions.save(edition, content, person.id)
    if saved is None or not await work.sign_offs.override(wish.id, person.id, reason):
        raise Refusal("somebody_was_first")
    await _note(work, "sign_off_overridden", saved, (person.id, wish.quoted, reason))
    await work.conversations.answered(person.telegram_id)
    told = {edition.author_id, *(approval.person_id for approval in approvals)} - {person.id}
    for other in await work.people.roster():
        if other.id in told:
            values = {"headline": content.headline, "by": person.name, "name": wish.quoted.name}
            await work.notices.queue(other.telegram_id, "overridden", reason=reason, **values)
    await work.cards.place_anew(saved.id, person.telegram_id, person.id)
    return saved


async def carry_over(work: Work, person: Person, saved: Edition, change: tuple[Content, Content]) -> None:
    """Let sign-offs follow a change of the words, given as (before, after).

    What still stands word for word keeps its sign-off; what changed loses it and has to be asked about again.
    """
    before, after = quoted(change[0]), quoted(change[1])
    wishes = await work.sign_offs.of(saved.announcement_id)
    here = {one.identity for one in after}
    for wish in wishes:
        if wish.stand in STANDING and wish.identity not in here:
            await work.sign_offs.lapse(wish.id, Stand.LAPSED)
            if wish.asked:
                await _note(work, "sign_off_lapsed", saved, (person.id, wish.quoted, ""))
    lost = [
        (wish.quoted.words, wish.quoted.name)
        for wish in wishes
        if wish.stand is Stand.LAPSED or wish.identity not in here
    ]
    for one in wanted_again(before, after, lost):
        await work.sign_offs.want(saved, one)


async def forget_asker(work: Work, admin: Person, leaver: Person) -> None:
    """End the links a leaver has in hand; their quotes have to be asked about by somebody else."""
    for wish in await work.sign_offs.waiting_of(leaver.id):
        edition = await the_edition(work, wish.edition_id)
        is_open = edition.state in OPEN and wish.stand is Stand.ASKED
        if is_open and await work.sign_offs.lapse(wish.id, Stand.REPLACED):
            await work.sign_offs.want(edition, wish.quoted)
            await _note(work, "sign_off_lapsed", edition, (admin.id, wish.quoted, ""))
            await work.editions.touch(edition.id)


async def _note(work: Work, kind: str, edition: Edition, what: tuple[int, Quoted, str]) -> None:
    person_id, quote, said = what
    beginning = about(quote.name, quote.words)
    why = f"{beginning}\n{said}" if said else beginning
    await work.history.add(kind, person_id=person_id, edition=edition, why=why)
