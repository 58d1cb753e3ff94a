"""Saving a draft: what arrived, the next revision it makes, and which message gave what."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.chat import Sent
from bot.desk.ports.values import Approval, Edition
from bot.desk.signoffs import carry_over
from bot.news.announcement import Content, Photo, fingerprint
from bot.news.checks.correction import says_more_than_it_may
from bot.news.masthead import speaks_of_embargo
from bot.news.reading import Reading, kept_back, read, said_embargo
from bot.news.refusal import Refusal
from bot.news.staff import Person
from bot.news.status import EDITABLE, State
from bot.news.words import Block

# What a message may give besides a field; EXTRA is a photo of an album that is not the lead photo.
# MERGED is one of several messages that were joined before they were placed.
WHOLE, APPEND, REASON, EXTRA, MERGED = "whole", "append", "reason", "extra", "merged"
MANY = 0  # stands for the message id of words that came in several messages


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message of a drafter: its words in blocks, its photo cleaned already.

    `picture_left_out` when a Word file's picture could not be used; `was_hidden` when words stood behind a spoiler.
    """

    chat_id: int
    message_id: int
    sent_at: datetime
    blocks: tuple[Block, ...] = ()
    photo: Photo | None = None
    in_album: bool = False
    set_aside: tuple[str, ...] = ()
    picture_left_out: bool = False
    was_hidden: bool = False

    def read(self, timezone: str) -> Reading:
        """Return what the message gives when it is taken as a whole announcement of a desk in this IANA zone."""
        reading = read(self.blocks, self.sent_at, timezone)
        noted = {line: said_embargo(line, self.sent_at, timezone) for line in self._embargoes_noted()}
        unread = tuple(line for line, said in noted.items() if said is None)
        body = (*reading.content.body, *map(Block, unread))
        notes = (note for note in self.set_aside if note.strip() not in unread)
        return replace(
            reading,
            content=replace(reading.content, photo=self.photo, body=body),
            set_aside=(*reading.set_aside, *notes),
            embargoes=(*reading.embargoes, *(said for said in noted.values() if said)),
        )

    @property
    def parts(self) -> Content:
        """What the message gives when it is taken as a part only."""
        return Content(body=(*self.blocks, *map(Block, self._embargoes_noted())), photo=self.photo)

    def _embargoes_noted(self) -> tuple[str, ...]:
        """The lines of a file's caption that keep the file back."""
        lines = (line.strip() for note in self.set_aside for line in note.splitlines())
        return tuple(line for line in lines if speaks_of_embargo(line))


async def start(work: Work, author: Person, arrival: Arrival, content: Content) -> Edition:
    """Open a new announcement with this content and make the author's chat about it."""
    edition = await work.editions.start(content, author.id)
    await work.history.add("started", person_id=author.id, edition=edition)
    await record_embargo(work, author, edition, content)
    await work.conversations.turn_to(author.telegram_id, edition.id)
    await remember(work, arrival, edition, (WHOLE, content))
    return edition


async def save(work: Work, author: Person, edition: Edition, content: Content) -> Edition:
    """Make this the edition's next revision: back to draft, approvals void, all who decide told (rule 4)."""
    if edition.state not in EDITABLE:
        raise Refusal("cannot_edit", state=edition.state.value)
    if fingerprint(content) == edition.sha256:
        return edition
    if says_more_than_it_may(content):
        raise Refusal("withdrawal_says_why")
    approvals, before = await work.editions.approvals(edition.revision_id), await content_of(work, edition)
    saved = await work.editions.save(edition, content, author.id)
    if saved is None:
        raise Refusal("somebody_was_first")
    await work.history.add("edited", person_id=author.id, edition=saved)
    await carry_over(work, author, saved, (before, content))
    await tell_approvals_void(work, author, approvals, (saved, content))
    return saved


async def record_embargo(work: Work, author: Person, edition: Edition, content: Content) -> None:
    """Tell the history of an embargo that came with the words."""
    if content.embargo is not None:
        why = f"as the text says: {content.embargo.public_at.isoformat()}; {work.desk.timezone}"
        await work.history.add("embargo_set", person_id=author.id, edition=edition, why=why)


async def keep(work: Work, author: Person, arrival: Arrival, change: tuple[Edition, Content, str]) -> Edition:
    """Save a change and remember that this message gave it."""
    edition, content, part = change
    saved = await save(work, author, edition, content)
    gave = kept_back(arrival.read(work.desk.timezone)).content if part == WHOLE else arrival.parts
    await remember(work, arrival, saved, (part, gave))
    return saved


async def remember(work: Work, arrival: Arrival, edition: Edition, given: tuple[str, Content]) -> None:
    """Keep which message gave what, so that editing the message edits the draft; words of MANY messages have none."""
    if arrival.message_id == MANY:
        return
    part, gave = given
    sent = Sent(arrival.chat_id, arrival.message_id, edition.id, part, gave, arrival.sent_at)
    await work.conversations.remember(sent)


async def being_drafted(work: Work, author: Person) -> Edition | None:
    """Return the draft this person's chat is about."""
    edition_id = await work.conversations.about(author.telegram_id)
    edition = await work.editions.get(edition_id) if edition_id else None
    return edition if edition and edition.state is State.DRAFT else None


async def tell_approvals_void(
    work: Work, by: Person, approvals: list[Approval], saved: tuple[Edition, Content]
) -> None:
    """Tell each approver still on the desk that what they agreed to was changed."""
    edition, content = saved
    for approval in approvals:
        person = await work.people.get(approval.person_id)
        if person is not None and person.roles:
            values = {"headline": content.headline, "author": by.name, "rehearsal": edition.rehearsal}
            await work.notices.queue(person.telegram_id, "approval_void", **values)
