"""What is tried in the matrix: every field of it, and the slice of those that tell most."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from bot.news.staff import Role
from bot.news.status import State
from tests.authority import updates
from tests.authority.subjects import subjects
from tests.authority.world import Kind, World
from tests.house import ways
from tests.house.ways import Way

TIMES = {"schedule": "in 2 hours", "embargo_press": "tomorrow 7am", "embargo_public": "tomorrow 9am"}
TELLING = frozenset({State.DRAFT, State.IN_REVIEW, State.SCHEDULED, State.PUBLISHED, State.KILLED})


@dataclass(frozen=True)
class Cell:
    """One field of the matrix."""

    by: str  # command, button, question, words, edit
    name: str
    kind: Kind
    state: State = State.DRAFT
    chat: str = "private"
    subject: str = ""
    disguise: str = ""

    def __str__(self) -> str:
        told = (f"{self.by} {self.name} {self.subject}".strip(), str(self.kind), self.state.value, self.chat)
        return ", ".join([*told, self.disguise] if self.disguise else told)

    @property
    def way(self) -> Way:
        tables = {"command": ways.COMMANDS, "button": ways.BUTTONS, "question": ways.QUESTIONS}
        others = {"words": ways.MESSAGES, "edit": ways.EDITS}
        return tables[self.by][self.name] if self.by in tables else others[self.by]

    @property
    def leads(self) -> bool:
        """Whether this person gets anywhere, by the line of the way in."""
        way = self.way
        if self.disguise or (self.by != "button" and self.chat != "private"):
            return False
        if way.roles and not way.roles & self.kind.roles:
            return False
        if way.outsiders and self.kind.roles:
            return False
        return self.state in way.on and not (way.others and self.kind.contributed)


def everything(world: World) -> Iterator[Cell]:
    """Every cell there is."""
    for one in _ways(world):
        for kind, state, chat in product(world.kinds, _states(one), updates.CHATS):
            for subject in _subjects(world, one, state):
                yield replace(one, kind=kind, state=state, chat=chat, subject=subject)
    yield from _disguised(world)


def slice_of(world: World) -> Iterator[Cell]:
    """For each way in: who tells most, where it leads; its states and those that tell most; each chat; every subject."""
    for one in _ways(world):
        where = min(one.way.on, default=State.DRAFT)
        first = replace(one, kind=_may(world), state=where, subject=_subjects(world, one, where)[0])
        yield from (replace(first, kind=kind) for kind in _telling(world, one.way))
        if one.way.on != ways.ANY:
            for state in sorted((one.way.on | TELLING) - {where}):
                yield replace(first, state=state, subject=_subjects(world, one, state)[0])
        yield from (replace(first, chat=chat) for chat in updates.CHATS[1:])
        yield from (replace(first, subject=subject) for subject in _subjects(world, one, where)[1:])
    yield from _disguised(world)


def _telling(world: World, way: Way) -> list[Kind]:
    """The kinds worth trying: each role alone, all together, all that do not open it together, and those without any.

    Who contributed matters where that is asked; elsewhere one who did, and holds every role, stands for them.
    """
    everything = frozenset(Role)
    sets = {frozenset({role}) for role in Role} | {everything, everything - way.roles, frozenset()}
    return [
        kind
        for kind in world.kinds
        if (kind.roles in sets and not kind.contributed)
        or (kind.contributed and (kind.roles == everything or (way.others and way.roles & kind.roles)))
    ]


def _ways(world: World) -> list[Cell]:
    by = {"command": ways.COMMANDS, "button": ways.BUTTONS, "question": ways.QUESTIONS}
    named = [Cell(how, name, world.kinds[0]) for how, table in by.items() for name in table]
    return [*named, Cell("words", "", world.kinds[0]), Cell("edit", "", world.kinds[0])]


def _states(one: Cell) -> list[State]:
    """Every state there is; one for a command, for words and for a button that are about no edition: there is one of each."""
    return [State.DRAFT] if one.by in {"command", "words"} or one.way.is_apart else list(State)


def _may(world: World) -> Kind:
    """Who holds every role and wrote nothing."""
    return next(kind for kind in world.kinds if kind.roles == frozenset(Role) and not kind.contributed)


def _subjects(world: World, one: Cell, state: State) -> list[str]:
    return subjects(one.way.about, world, world.editions[state]) if one.by == "button" else [""]


def _disguised(world: World) -> Iterator[Cell]:
    """Every command, reason, time and press by those who speak in another's name, were they everything on the desk."""
    for one in _ways(world):
        may = _may(world)
        where = min(one.way.on, default=State.DRAFT)
        cell = replace(one, kind=may, state=where, subject=_subjects(world, one, where)[0])
        for disguise in _disguises(one):
            yield replace(cell, disguise=disguise)


@cache
def _disguises(one: Cell) -> tuple[str, ...]:
    """A press has a presser and no more; words that give an announcement its text may come from anywhere."""
    if one.by == "button":
        return updates.STAND_INS
    if one.by == "command":
        return (*updates.DISGUISES, "edited")
    decides = one.by == "question" and Role.DRAFTER not in one.way.roles
    return tuple(updates.DISGUISES) if decides or one.name in {*TIMES, "break_embargo", "misread"} else ()
