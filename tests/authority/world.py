"""The small world that is tried: one edition in each state, and one person of every kind.

A kind is a set of roles, with or without having contributed to every edition there is.
"""

import sqlite3
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations

from bot.desk.ports import Work
from bot.desk.ports.contacts import Way
from bot.desk.ports.guards import AnswerKind, Given
from bot.desk.ports.values import Edition, Public, Purpose
from bot.files.adapter import PressFiles
from bot.news.announcement import Content, Photo
from bot.news.delivery import Kind as Telling
from bot.news.embargo import Embargo, WaveState
from bot.news.guards.period import Span
from bot.news.reading import read, split
from bot.news.signoffs import Quoted, quoted
from bot.news.staff import Person, Role
from bot.news.status import MOVES, Action, Move, State
from bot.news.words import Block
from tests.authority.counter import Counter, Rows
from tests.newsroom import NOON, RELEASE, photo_of

FIRST = 1001  # Telegram's number of the first kind of person
CHANNEL, GROUP = -1001, -1002
PERIOD = "1"  # the number of the one pre-election period there is
# Right on the day that is tried, and a contradiction from the next morning on.
TODAY, MISREAD = (
    "It was opened today (Monday).",
    "2026-11-24T09:00:00+00:00 date_contradiction:today (monday)",
)
MEND = "date_ages:today (monday)\non Monday 23 November"
OTHERS = {"stranger": 901, "reader": 902, "removed": 903}
AUTHOR, APPROVER, LEAVER = 801, 802, 803
PRESS_LINK = "a hash that a press contact's link to the chat is known by"
UNDER_EMBARGO = frozenset({"press_now", "break_embargo"})
TOMORROW = NOON + timedelta(days=1)


@dataclass(frozen=True)
class Kind:
    """One kind of person. `known_as` names the kinds without a role."""

    telegram_id: int
    roles: frozenset[Role] = frozenset()
    contributed: bool = False
    known_as: str = ""

    def __str__(self) -> str:
        roles = "+".join(sorted(self.roles)) or self.known_as or "nobody"
        return roles + (" who contributed" if self.contributed else "")


def kinds() -> list[Kind]:
    """Every set of roles, each with and without having contributed; strangers, readers and the removed."""
    sets = [frozenset(chosen) for size in range(1, len(Role) + 1) for chosen in combinations(Role, size)]
    staff = [(roles, contributed) for roles in sets for contributed in (False, True)]
    named = [Kind(telegram_id, known_as=name) for name, telegram_id in OTHERS.items()]
    return named + [Kind(FIRST + number, *each) for number, each in enumerate(staff)]


@dataclass
class World:
    """The editions by state, and whoever plays a part without being tried."""

    counter: Counter
    editions: dict[State, Edition]
    leaver: Person
    kinds: list[Kind]
    quote: Quoted
    contact: int = 0
    handles: dict[tuple[str, int, str], str] = field(default_factory=dict)
    cases: dict[State, Edition] = field(default_factory=dict)
    embargoed: dict[State, Edition] = field(default_factory=dict)
    kept: sqlite3.Connection = field(init=False)
    rows: Rows = field(init=False)

    def edition(self, name: str, state: State) -> Edition:
        """The edition in a state that a way in is tried on; questions about a case have editions that tell of one.

        What is about an embargo has editions under one, whose press was not reached in time.
        """
        if name in UNDER_EMBARGO:
            return self.embargoed[state]
        return (self.cases if name.startswith("case") else self.editions)[state]

    def keep(self) -> None:
        """Keep everything as it is now, to be put back after each try."""
        self.kept = self.counter.kept()
        self.rows = self.counter.rows()


async def world_on(counter: Counter) -> World:
    """People the counter's newsroom, and bring one edition into each state there is."""
    files = PressFiles()
    photo = await files.clean_photo(photo_of(320, 240))
    files.close()

    words = _content(replace(photo.photo, alt_text="Two red engines", credit="Newsdesk"))

    async def found(work: Work) -> tuple[dict[State, Edition], Person, int]:
        for rendition, picture in photo.renditions:
            await work.media.put(rendition, picture)
        author, approver, leaver = [
            await hired(work, number, {*Role}) for number in (AUTHOR, APPROVER, LEAVER)
        ]
        await _readers_and_places(work)
        editions = {state: await brought(work, words, state, (author, approver)) for state in State}
        for kind in kinds():
            await _staffed(work, kind, editions)
        await _far_period(work, editions, author)
        return editions, leaver, await _named_contact(work, author)

    async def of_cases(work: Work) -> dict[State, Edition]:
        by = [await work.people.find(number) for number in (AUTHOR, APPROVER)]
        assert by[0] is not None
        assert by[1] is not None
        told = replace(words, headline="A man has been arrested")
        return {state: await brought(work, told, state, (by[0], by[1])) for state in State}

    editions, leaver, contact = await counter.newsroom.store.write(found)
    _doubt(counter, editions[State.PARTLY_PUBLISHED])
    for kind in kinds():
        counter.sandbox.world.add_person(str(kind), person_id=kind.telegram_id).start()
    world = World(counter, editions, leaver, kinds(), quoted(words)[0], contact)
    world.cases = await counter.newsroom.store.write(of_cases)
    world.embargoed = await counter.newsroom.store.write(lambda work: _under_embargo(work, words))
    world.keep()
    return world


def way_to(state: State) -> list[Move]:
    """The shortest way from a draft to this state, by the table of moves, with its approvals."""
    open_ways: deque[list[Move]] = deque([[]])
    while open_ways:
        way = open_ways.popleft()
        here = way[-1].target if way else State.DRAFT
        if here is state:
            return way
        open_ways.extend(
            [*way, move]
            for move in MOVES
            if move.source is here and move.target is not here and move.action is not Action.EMERGENCY
        )
    raise LookupError(f"no way leads to {state}")


async def brought(work: Work, content: Content, state: State, by: tuple[Person, Person]) -> Edition:
    """A new edition, brought into a state by who drafts and who approves, with the entries of those."""
    author, approver = by
    headline = f"{content.headline}: {state.value}"
    edition = await work.editions.start(replace(content, headline=headline), author.id)
    for move in way_to(state):
        if move.action is Action.APPROVE:
            await work.editions.approve(edition, approver.id, Role.APPROVER.value)
            await work.history.add("approved", person_id=approver.id, edition=edition)
            await work.editions.number(edition, "NEWS", 2026)
        moved = await work.editions.move(edition, move, due_at=None)
        assert moved is not None
        edition = moved
        if move.action is Action.SUBMIT:
            await work.reviews.begin(edition)
        if move.action is Action.RELEASE:
            edition = await work.editions.publish(
                Public(edition), f"news-{edition.announcement_id}", work.now
            )
            await work.outbox.plan(edition.id)
            await _unreviewed(work, edition, author)
    return edition


async def _unreviewed(work: Work, edition: Edition, author: Person) -> None:
    """What is out went out by its author's emergency, too, so that it can be approved afterwards."""
    number = await work.emergencies.ask(edition, author.id, "Nobody else was awake.")
    assert await work.emergencies.order(number)
    assert await work.emergencies.publish(number)


async def _far_period(work: Work, editions: dict[State, Edition], author: Person) -> None:
    """A pre-election period far off, for which the author has given the reason that each edition needs."""
    span = Span(work.now + timedelta(days=700), work.now + timedelta(days=730))
    assert str(await work.guards.add_period("elections", "elections", span, author.id)) == PERIOD
    for edition in editions.values():
        given = Given({"period": "elections", "reason": "It cannot wait."}, period_id=int(PERIOD))
        await work.guards.answer(edition, author.id, AnswerKind.REASON, given)


async def _under_embargo(work: Work, words: Content) -> dict[State, Edition]:
    """An edition under embargo in each state; the giving to the press is held."""
    author, approver = [await work.people.find(number) for number in (AUTHOR, APPROVER)]
    assert author is not None
    assert approver is not None
    told = replace(words, headline="Kept until tomorrow", embargo=Embargo(TOMORROW))
    editions = {state: await brought(work, told, state, (author, approver)) for state in State}
    for edition in editions.values():
        wave = await work.waves.add(edition, NOON, author.id)
        await work.waves.turn(wave, WaveState.HELD, because="late")
    return editions


async def _named_contact(work: Work, author: Person) -> int:
    """Somebody of the press who has a link to the chat and has not opened it."""
    contact_id = await work.contacts.add("Jo Reeve", "Northmoor Gazette", author.id)
    way = Way(Telling.PRESS_CHAT, "", "a key", is_confirmed=False)
    await work.contacts.ask(contact_id, way, PRESS_LINK, TOMORROW)
    return contact_id


def release_without_photo() -> Content:
    """What everybody's release says."""
    words = tuple(Block(text) for text in [*RELEASE.split("\n\n"), TODAY])
    return read(split(words), NOON, "Europe/London").content


def _content(photo: Photo) -> Content:
    return replace(release_without_photo(), photo=photo)


async def _staffed(work: Work, kind: Kind, editions: dict[State, Edition]) -> None:
    if not kind.roles:
        return
    person = await hired(work, kind.telegram_id, set(kind.roles))
    if kind.contributed:
        for edition in editions.values():
            await work.editions.contribute(edition.id, person.id)


async def hired(work: Work, telegram_id: int, roles: set[Role]) -> Person:
    """Somebody with these roles."""
    person = await work.people.meet(telegram_id, f"Person {telegram_id}", "")
    for role in roles:
        await work.people.grant(person.id, role)
    return replace(person, roles=frozenset(roles))


async def _readers_and_places(work: Work) -> None:
    await work.people.meet(OTHERS["reader"], "Rea Moss", "rea")
    await work.readers.subscribe(OTHERS["reader"], "Rea Moss")
    removed = await hired(work, OTHERS["removed"], {*Role})
    await work.people.remove(removed.id)
    for chat_id, kind, purpose in (
        (CHANNEL, "channel", Purpose.PUBLIC),
        (GROUP, "supergroup", Purpose.STAFF),
    ):
        await work.channels.notice(chat_id, f"The {kind}", kind, "")
        await work.channels.decide(chat_id, purpose)


def _doubt(counter: Counter, edition: Edition) -> None:
    """Nobody knows whether the channel and the reader got this one."""
    counter.file.execute("UPDATE deliveries SET state = 'uncertain' WHERE edition_id = ?", (edition.id,))
