"""Commenting: a reply to a card is a word to its author. It changes nothing, decides nothing, and is kept as it was sent."""

from dataclasses import dataclass, replace

from bot.desk.answerable import answerable
from bot.desk.loading import content_of, the_edition
from bot.desk.ports import Work
from bot.desk.ports.chat import Question
from bot.desk.ports.comments import Comment, Remark, Shown
from bot.desk.ports.values import Edition
from bot.news.announcement import Content
from bot.news.merging import as_blocks
from bot.news.refusal import Refusal
from bot.news.staff import Person, eligible_approvers
from bot.news.status import State
from bot.news.words import plain

LONGEST = 1500  # characters; it goes to the author whole, in one message
ON_CARD = 3
CARD_LENGTH = 160  # characters of each comment on a card


@dataclass(frozen=True, slots=True)
class Passed:
    """What became of a comment: who was told. `waiting` is a question of ours that still waits for its answer."""

    edition: Edition
    shown: Shown
    names: tuple[str, ...]
    waiting: Question | None = None


@dataclass(frozen=True, slots=True)
class Remarks:
    """The newest comments on an edition for its card, oldest of them first, and how many came before them."""

    newest: tuple[Comment, ...] = ()
    earlier: int = 0

    @property
    def length(self) -> int:
        """About how many characters of a card they take."""
        return sum(min(len(one.said), CARD_LENGTH) + len(one.name) + 40 for one in self.newest)


async def comment(work: Work, person: Person, remark: Remark, shown: Shown) -> Passed | None:
    """Keep a comment on what was shown, and tell the author (or whom it answers); None when it was taken before.

    Refuses who holds no role, and what is too long.
    """
    if not person.roles:
        raise Refusal("comment_for_staff")
    if len(remark.said) > LONGEST:
        raise Refusal("comment_too_long", length=len(remark.said), limit=LONGEST)
    edition = await the_edition(work, shown.edition_id)
    comment_id = await work.comments.add(remark, shown, person.id)
    if comment_id is None:
        return None
    commented = replace(
        edition,
        revision_id=shown.revision_id,
        revision_number=shown.revision_number,
        sha256=shown.sha256,
    )
    await work.history.add("commented", person_id=person.id, edition=commented, why=remark.said)
    await work.editions.touch(edition.id)
    answered = await work.comments.get(shown.comment_id) if shown.comment_id else None
    hearers = await _hearers(work, person, edition, answered)
    values = await _values(work, edition, shown, (person, remark, answered))
    for hearer in hearers:
        await work.notices.queue(hearer.telegram_id, "comment", comment_id=comment_id, **values)
    waiting = await work.conversations.question(person.telegram_id)
    return Passed(edition, shown, tuple(hearer.name for hearer in hearers), waiting)


async def is_own_draft(work: Work, person: Person, shown: Shown) -> bool:
    """Tell whether this is a card of the person's own draft: a reply to it may well be meant for the words."""
    edition = await work.editions.get(shown.edition_id)
    own = edition is not None and edition.author_id == person.id and edition.state is State.DRAFT
    return own and shown.comment_id is None


async def ask_which(work: Work, person: Person, shown: Shown, reply: tuple[int, Content]) -> str:
    """Lay the reply to one's own draft aside until its author says what it is; return the draft's headline."""
    edition = await the_edition(work, shown.edition_id)
    await work.conversations.turn_to(person.telegram_id, edition.id)
    await work.conversations.lay_aside(person.telegram_id, *reply)
    return (await content_of(work, edition)).headline


async def comment_after_all(work: Work, person: Person, looked_at: tuple[int, int]) -> Passed | None:
    """Make a comment of what was laid aside. Refuses when nothing is any more."""
    aside = await work.conversations.laid_aside(person.telegram_id)
    if aside is None:
        raise Refusal("nothing_laid_aside")
    edition_id, revision_id = looked_at
    revision = await work.comments.revision(edition_id, revision_id)
    await work.conversations.forget_aside(person.telegram_id)
    message_id, words = aside
    remark = Remark(person.telegram_id, message_id, plain(as_blocks(words)))
    return await comment(work, person, remark, revision)


async def remarks(work: Work, edition: Edition) -> Remarks:
    """Return what a card shows of the comments."""
    every = await work.comments.of(edition.id)
    return Remarks(tuple(every[-ON_CARD:]), max(0, len(every) - ON_CARD))


async def _values(
    work: Work, edition: Edition, shown: Shown, said: tuple[Person, Remark, Comment | None]
) -> dict[str, object]:
    person, remark, answered = said
    return {
        "headline": (await content_of(work, edition)).headline,
        "name": person.name,
        "revision": shown.revision_number,
        "changed": shown.revision_id != edition.revision_id,
        "said": remark.said,
        "answered": answered.said if answered else "",
        "link": remark.link,
        "edition_id": edition.id,
        "revision_id": edition.revision_id,
    }


async def _hearers(work: Work, by: Person, edition: Edition, answered: Comment | None) -> list[Person]:
    """Return who is told: whom it answers, and who answers for the words.

    Of the author's own comment: whoever wrote along or commented, and those who may decide once it is handed over.
    """
    roster = {person.id: person for person in await work.people.roster()}
    contributors = await work.editions.contributors(edition.id)
    wanted = frozenset(person.id for person in await answerable(work, edition))
    if answered is not None:
        wanted |= {answered.person_id}
    elif by.id == edition.author_id:
        wanted = contributors | {one.person_id for one in await work.comments.of(edition.id)}
        if edition.state is not State.DRAFT:
            wanted |= {one.id for one in eligible_approvers(list(roster.values()), contributors)}
    return [person for person in roster.values() if person.id in wanted and person.id != by.id]
