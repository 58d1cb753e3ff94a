"""Putting right what is out: a new edition is opened from it, goes through review like any other, and takes its place everywhere.

A typo is edited quietly, a correction says what was wrong, a withdrawal leaves a notice in place of the words. One is
worked on at a time; until it goes out, readers keep what they have.
"""

from dataclasses import replace

from bot.desk.loading import content_of, permitted, unchanged
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.ports.press import Press
from bot.desk.ports.values import Edition
from bot.news.announcement import NO_WORDS, Content, PostedAs
from bot.news.corrections import Correction, Manner
from bot.news.delivery import Kind
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role
from bot.news.status import LIVE, Action

ENTRIES = {
    Manner.TYPO: "typo_opened",
    Manner.CORRECTION: "correction_opened",
    Manner.WITHDRAWAL: "withdrawal_opened",
}


async def offer(work: Work, person: Person, looked_at: tuple[int, int]) -> Edition:
    """Return what could be put right. Refuses whoever may not draft, what is not out, and what is being put right already."""
    edition = await unchanged(work, *looked_at)
    if Role.DRAFTER not in person.roles:
        raise Refusal("not_your_role", roles=[Role.DRAFTER.value])
    if edition.state not in LIVE or edition.rehearsal:
        raise Refusal("not_now", state=edition.state.value, action="correct")
    if (await content_of(work, edition)).is_withdrawal:
        raise Refusal("withdrawn_already")
    being = await work.editions.open_of(edition.announcement_id)
    if being is not None:
        raise Refusal("corrected_already", state=being.state.value)
    return edition


async def begin(work: Work, person: Person, looked_at: tuple[int, int], how: tuple[Manner, Press]) -> Edition:
    """Open the next edition with the words that are out, make this person's chat about it, and ask for the note it needs."""
    manner, press = how
    former = await offer(work, person, looked_at)
    content = following(await content_of(work, former), former, manner)
    edition = await work.editions.follow(former, content, person.id, await posted_as(work, former, press))
    await _carry_unreviewed(work, former, edition)
    if former.author_id != person.id:
        await work.editions.hand_over(edition, person.id)
    await work.history.add(ENTRIES[manner], person_id=person.id, edition=edition)
    await work.conversations.answered(person.telegram_id)
    await work.conversations.turn_to(person.telegram_id, edition.id)
    if manner is not Manner.TYPO:
        question = Question(Asked.CORRECTION_NOTE, edition.id, edition.revision_id)
        await work.conversations.ask(person.telegram_id, question)
    return edition


async def take_over(work: Work, live: Edition) -> None:
    """Let what has just become live take the former edition's place, and plan the putting right of every copy of it."""
    former = await work.editions.get(live.corrects) if live.corrects else None
    if former is None:
        await work.outbox.plan(live.id)
        return
    content = await content_of(work, live)
    withdrawn, correction = content.is_withdrawal, content.correction
    ended = await work.editions.move(
        former, permitted(former, Action.WITHDRAW if withdrawn else Action.SUPERSEDE)
    )
    if ended is None:
        raise Refusal("somebody_was_first")
    await work.outbox.plan_correction(live, told=correction is None or correction.is_told)
    await work.history.add("withdrawn" if withdrawn else "superseded", person_id=None, edition=ended)


def following(content: Content, former: Edition, manner: Manner) -> Content:
    """Return what a new edition begins with: the former's words and the notes that were public with it, its embargo over.

    A withdrawal keeps the headline alone.
    """
    before = content.correction
    earlier = before.notes(former.published_at) if before else ()
    following = replace(content, embargo=None, correction=Correction(manner, earlier=earlier))
    if manner is Manner.WITHDRAWAL:
        return replace(following, standfirst=NO_WORDS, body=(), photo=None)
    return following


async def posted_as(work: Work, former: Edition, press: Press) -> PostedAs:
    """Return how the former edition's posts stand in Telegram; whatever is edited from now on has to stay so."""
    if former.posted_as:
        return former.posted_as
    frozen = await work.outbox.rendering(former.id, Kind.CHANNEL)
    return PostedAs.PHOTO if frozen and press.has_photo(frozen) else PostedAs.TEXT


async def _carry_unreviewed(work: Work, former: Edition, edition: Edition) -> None:
    """Let whoever wrote or ordered out what nobody has agreed to contribute to what follows it too.

    Their own approval of the next edition would else be the first that those words ever got.
    """
    orders = await work.emergencies.of_announcement(former.announcement_id)
    if any(one.edition_id == former.id and one.published_at and not one.reviewed_at for one in orders):
        by = {one.person_id for one in orders if one.edition_id == former.id}
        for person_id in sorted(by | set(await work.editions.contributors(former.id))):
            await work.editions.contribute(edition.id, person_id)
