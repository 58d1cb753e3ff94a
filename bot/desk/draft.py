"""Drafting: what a drafter sends becomes, or changes, the open edition they are working on."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.desk.loading import content_of, made, permitted, the_edition
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question, Sent
from bot.desk.ports.values import Edition
from bot.news.announcement import Content, Photo, fingerprint
from bot.news.merging import append, apply_change, as_blocks, fill, with_field
from bot.news.reading import Reading, read
from bot.news.refusal import Refusal
from bot.news.staff import Person
from bot.news.status import EDITABLE, OPEN, Action, State
from bot.news.words import Block

# Telegram's apps split a long paste at 4,096 characters; the rest follows within a moment.
SPLIT_AT = 3800
SPLIT_WITHIN = timedelta(seconds=15)
WHOLE, APPEND, REASON = "whole", "append", "reason"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message of a drafter: its words in blocks, its photo cleaned already."""

    chat_id: int
    message_id: int
    sent_at: datetime
    blocks: tuple[Block, ...] = ()
    photo: Photo | None = None
    in_album: bool = False
    set_aside: tuple[str, ...] = ()

    def read(self) -> Reading:
        """Return what the message gives when it is taken as a whole announcement."""
        reading = read(self.blocks)
        content = replace(reading.content, photo=self.photo)
        return replace(reading, content=content, set_aside=(*reading.set_aside, *self.set_aside))


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message. `edition` is None when the drafter must first say where the words belong."""

    edition: Edition | None
    set_aside: tuple[str, ...] = ()
    photo_name: str = ""
    headline: str = ""


async def receive(work: Work, author: Person, arrival: Arrival) -> Taken:
    """Start a draft with these words, or fill the one being worked on; ask where the two meanings are possible."""
    if known := await work.conversations.recall(arrival.chat_id, arrival.message_id):
        return Taken(await work.editions.get(known.edition_id))
    reading, edition = arrival.read(), await being_drafted(work, author)
    if edition is None:
        return _taken(await _start(work, author, arrival, reading.content), reading)
    content = await content_of(work, edition)
    if arrival.in_album and await _follows_in_album(work, arrival, edition):
        raise Refusal("one_photo")
    if not arrival.blocks or not content.has_words():
        changed = fill(content, reading.content)
        return _taken(await keep(work, author, arrival, (edition, changed, WHOLE)), reading)
    if await _continues(work, arrival, edition):
        changed = append(content, Content(body=arrival.blocks, photo=arrival.photo))
        return Taken(await keep(work, author, arrival, (edition, changed, APPEND)))
    await work.conversations.lay_aside(author.telegram_id, arrival.message_id, reading.content)
    await work.conversations.ask(author.telegram_id, Question(Asked.PLACE, edition.id, edition.revision_id))
    return Taken(None, headline=content.headline)


async def place(work: Work, author: Person, where: str, chat_id: int) -> Edition:
    """Put the words laid aside where the drafter said: `new`, `append` or `replace`."""
    aside = await work.conversations.laid_aside(author.telegram_id)
    if aside is None:
        raise Refusal("nothing_laid_aside")
    message_id, words = aside
    edition = None if where == "new" else await being_drafted(work, author)
    await work.conversations.forget_person(author.telegram_id)
    arrival = Arrival(chat_id, message_id, work.now)
    if edition is None:
        return await _start(work, author, arrival, words)
    await work.conversations.turn_to(author.telegram_id, edition.id)
    content = await content_of(work, edition)
    changed = append(content, words) if where == APPEND else fill(content, words)
    saved = await save(work, author, edition, changed)
    await remember(work, arrival, saved, (APPEND if where == APPEND else WHOLE, words))
    return saved


async def revise_message(work: Work, author: Person, arrival: Arrival) -> Edition | None:
    """Carry an edit of one's own message into the draft: only what differs from what the message gave before.

    Returns None when the message gave nothing. Refuses once the edition can no longer be changed.
    """
    before = await work.conversations.recall(arrival.chat_id, arrival.message_id)
    if before is None:
        return None
    if before.part == REASON:
        raise Refusal("reason_given")
    edition = await the_edition(work, before.edition_id)
    content = await content_of(work, edition)
    gave = arrival.read().content if before.part == WHOLE else Content(body=arrival.blocks)
    if before.part in (WHOLE, APPEND):
        changed = apply_change(content, before.gave, gave, part=before.part)
    else:
        changed = with_field(content, before.part, arrival.blocks)
    saved = await save(work, author, edition, changed)
    await work.conversations.remember(replace(before, gave=gave))
    return saved


async def save(work: Work, author: Person, edition: Edition, content: Content) -> Edition:
    """Make this the edition's next revision: back to draft, approvals void, all who decide told (rule 4)."""
    if edition.state not in EDITABLE:
        raise Refusal("cannot_edit", state=edition.state.value)
    if fingerprint(content) == edition.sha256:
        return edition
    saved = await work.editions.save(edition, content, author.id)
    if saved is None:
        raise Refusal("somebody_was_first")
    await work.history.add("edited", person_id=author.id, edition=saved)
    if edition.state is not State.DRAFT:
        await _tell_approvals_void(work, author, edition, content)
    return saved


async def discard(work: Work, person: Person, edition_id: int) -> Edition:
    """End a draft for good; its history stays."""
    edition = await the_edition(work, edition_id)
    moved = await made(work, edition, permitted(edition, Action.DISCARD))
    await work.history.add("discarded", person_id=person.id, edition=moved)
    await work.conversations.turn_to(person.telegram_id, None)
    await work.conversations.answered(person.telegram_id)
    return moved


async def turn_to(work: Work, person: Person, edition_id: int) -> Edition:
    """Make an open edition the one this person's chat is about, its card at the bottom."""
    edition = await the_edition(work, edition_id)
    await work.conversations.answered(person.telegram_id)
    if edition.state in OPEN:
        await work.conversations.turn_to(person.telegram_id, edition.id)
    return edition


async def start_afresh(work: Work, person: Person) -> None:
    """Leave what the chat was about, so that the next words start a new announcement."""
    await work.conversations.forget_person(person.telegram_id)


async def being_drafted(work: Work, author: Person) -> Edition | None:
    """Return the draft this person's chat is about."""
    edition_id = await work.conversations.about(author.telegram_id)
    edition = await work.editions.get(edition_id) if edition_id else None
    return edition if edition and edition.state is State.DRAFT else None


async def keep(work: Work, author: Person, arrival: Arrival, change: tuple[Edition, Content, str]) -> Edition:
    """Save a change and remember that this message gave it."""
    edition, content, part = change
    saved = await save(work, author, edition, content)
    gave = arrival.read().content if part == WHOLE else Content(body=arrival.blocks)
    await remember(work, arrival, saved, (part, gave))
    return saved


async def remember(work: Work, arrival: Arrival, edition: Edition, given: tuple[str, Content]) -> None:
    """Keep which message gave what, so that editing the message edits the draft."""
    part, gave = given
    sent = Sent(arrival.chat_id, arrival.message_id, edition.id, part, gave, arrival.sent_at)
    await work.conversations.remember(sent)


async def _start(work: Work, author: Person, arrival: Arrival, content: Content) -> Edition:
    edition = await work.editions.start(content, author.id)
    await work.history.add("started", person_id=author.id, edition=edition)
    await work.conversations.turn_to(author.telegram_id, edition.id)
    await remember(work, arrival, edition, (WHOLE, content))
    return edition


def _taken(edition: Edition, reading: Reading) -> Taken:
    return Taken(edition, reading.set_aside, reading.photo_name)


async def _continues(work: Work, arrival: Arrival, edition: Edition) -> bool:
    """Tell the second half of a paste that Telegram's app split from a new text."""
    last = await work.conversations.last_sent(arrival.chat_id, edition.id)
    if last is None or arrival.sent_at - last.sent_at > SPLIT_WITHIN:
        return False
    return sum(len(block.text) + 2 for block in as_blocks(last.gave)) >= SPLIT_AT


async def _follows_in_album(work: Work, arrival: Arrival, edition: Edition) -> bool:
    """Tell the second and later photos of an album: they come within a moment of the first."""
    last = await work.conversations.last_sent(arrival.chat_id, edition.id)
    return last is not None and last.gave.photo is not None and arrival.sent_at - last.sent_at < SPLIT_WITHIN


async def _tell_approvals_void(work: Work, author: Person, edition: Edition, content: Content) -> None:
    for approval in await work.editions.approvals(edition.revision_id):
        person = await work.people.get(approval.person_id)
        if person is not None:
            await work.notices.queue(
                person.telegram_id, "approval_void", headline=content.headline, author=author.name
            )
