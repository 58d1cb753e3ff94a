"""Drafting: what a drafter sends becomes, or changes, the open edition they are working on."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.desk import placing
from bot.desk.loading import content_of, made, permitted, the_edition
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question, Sent
from bot.desk.ports.values import Edition
from bot.desk.saving import APPEND, EXTRA, WHOLE, Arrival, being_drafted, keep, record_embargo, start
from bot.news.announcement import Content
from bot.news.embargo import Embargo
from bot.news.merging import append, as_blocks, fill
from bot.news.reading import Reading, as_words, kept_back
from bot.news.staff import Person
from bot.news.status import OPEN, Action

# Telegram's apps split a long paste at 4,096 characters; the rest follows within a moment.
SPLIT_AT = 3800
SPLIT_WITHIN = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message. `edition` is None when the drafter must first say where the words belong.

    `asked_before` when they have been asked that already; `one_photo` when a photo was left out for another;
    `embargo` is the one that the words themselves asked for, `embargo_over` the line of one that was over.
    """

    edition: Edition | None
    set_aside: tuple[str, ...] = ()
    photo_name: str = ""
    headline: str = ""
    asked_before: bool = False
    one_photo: bool = False
    embargo: Embargo | None = None
    embargo_over: str = ""


async def receive(work: Work, author: Person, arrival: Arrival) -> Taken:
    """Start a draft with these words, or fill the one being worked on; ask where the two meanings are possible."""
    if known := await work.conversations.recall(arrival.chat_id, arrival.message_id):
        return Taken(await work.editions.get(known.edition_id))
    if await placing.lay_more(work, author, arrival):
        return Taken(None, asked_before=True)
    edition = await being_drafted(work, author)
    if edition is not None:
        return await _join(work, author, arrival, edition)
    reading = kept_back(arrival.read(work.desk.timezone))
    return _taken(await start(work, author, arrival, reading.content), reading)


async def discard(work: Work, person: Person, edition_id: int) -> Edition:
    """End a draft for good; its history stays."""
    edition = await the_edition(work, edition_id)
    moved = await made(work, edition, permitted(edition, Action.DISCARD))
    await work.history.add("discarded", person_id=person.id, edition=moved)
    if await work.conversations.about(person.telegram_id) == edition_id:
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


async def _join(work: Work, author: Person, arrival: Arrival, edition: Edition) -> Taken:
    """Let a message join the draft the chat is about."""
    reading, content = arrival.read(work.desk.timezone), await content_of(work, edition)
    if arrival.in_album and (first := await _before_in_album(work, arrival, edition)):
        return await _follow_in_album(work, author, arrival, (edition, content, first))
    if not arrival.blocks or not content.has_words():
        can_wait = content.embargo is None and content.correction is None
        reading = kept_back(reading) if can_wait else as_words(reading)
        kept = await keep(work, author, arrival, (edition, fill(content, reading.content), WHOLE))
        await record_embargo(work, author, kept, reading.content)
        return _taken(kept, reading)
    if await _continues(work, arrival, edition):
        changed = append(content, arrival.parts)
        return Taken(await keep(work, author, arrival, (edition, changed, APPEND)))
    reading = as_words(reading)
    await work.conversations.lay_aside(author.telegram_id, arrival.message_id, reading.content)
    await work.conversations.ask(author.telegram_id, Question(Asked.PLACE, edition.id, edition.revision_id))
    return replace(_taken(None, reading), headline=content.headline)


def _taken(edition: Edition | None, reading: Reading) -> Taken:
    return Taken(
        edition,
        reading.set_aside,
        reading.photo_name,
        embargo=reading.content.embargo,
        embargo_over=reading.embargo_over,
    )


async def _continues(work: Work, arrival: Arrival, edition: Edition) -> bool:
    """Tell the second half of a paste that Telegram's app split from a new text."""
    last = await work.conversations.last_sent(arrival.chat_id, edition.id)
    if last is None or arrival.sent_at - last.sent_at > SPLIT_WITHIN:
        return False
    return sum(len(block.text) + 2 for block in as_blocks(last.gave)) >= SPLIT_AT


async def _before_in_album(work: Work, arrival: Arrival, edition: Edition) -> Sent | None:
    """Return the photo before this one in its album: they come within a moment of each other."""
    last = await work.conversations.last_sent(arrival.chat_id, edition.id)
    if last is None or last.gave.photo is None or arrival.sent_at - last.sent_at >= SPLIT_WITHIN:
        return None
    return last


async def _follow_in_album(
    work: Work, author: Person, arrival: Arrival, known: tuple[Edition, Content, Sent]
) -> Taken:
    """Keep the words of an album's later photo, and say once that only the first photo counts."""
    edition, content, before = known
    changed = append(content, Content(body=arrival.blocks))
    kept = await keep(work, author, arrival, (edition, changed, APPEND if arrival.blocks else EXTRA))
    return Taken(kept, one_photo=before.part != EXTRA)
