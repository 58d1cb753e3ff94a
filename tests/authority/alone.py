"""Everything one account can do, one thing after another: no sequence puts words before the public by its leave alone.

From each state of the newsroom every way in is tried that the account's roles open; states that are the same for what
can still happen (`sameness`) are followed once. Time passes between any two things. After each, what is before the
public is traced to whoever agreed to it (`provenance`).
"""

import json
import sqlite3
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.desk.ports.values import Edition
from bot.news.staff import Role
from bot.news.status import State
from tests.authority import provenance, sameness, updates
from tests.authority.acts import ACCOUNT, COLLEAGUE, Act, Row, adds, everything, press
from tests.authority.counter import Counter, Heard
from tests.authority.subjects import ME, subjects
from tests.authority.world import World
from tests.house import ways
from tests.house.ways import Way
from tests.newsroom import RELEASE

LAPSE = timedelta(hours=80)
JOURNAL = slice(18, 20)  # of SQLite's file format: by which kind of journal it is written and read
FIELDS = frozenset({"headline"})  # the others go the same way
# One person of each kind to remove, one choice of each kind to make: the others are as good.
REMOVED = (ACCOUNT, 802)
CHOSEN = ("approvals_needed", "emergency_allowed", "lapse_hours 1")
MOST_EDITIONS = 1  # begun by the account: no rule of one edition asks another
NO_EDITION = Edition(0, 0, 0, State.DRAFT, 0, 0, "", 0, 0, datetime.min.replace(tzinfo=UTC))
RESTING = "('draft', 'published', 'rejected', 'discarded', 'superseded', 'withdrawn', 'killed')"
ROLES = "SELECT role FROM memberships m JOIN people p ON p.id = m.person_id WHERE p.telegram_id = ?"
EDITIONS = "SELECT id, revision_id, announcement_id, state FROM editions ORDER BY id"
ORDERS = "SELECT id FROM emergencies WHERE edition_id = ?"
BEGUN = "SELECT count(*) FROM announcements a JOIN people p ON p.id = a.author_id WHERE p.telegram_id = ?"
GAVE = "SELECT min(message_id) FROM sent_messages WHERE chat_id = ? HAVING count(*) > 0"


@dataclass(frozen=True)
class Node:
    """A state of the newsroom and how it came about. `tokens` are the invitations the account has seen."""

    database: bytes
    at: datetime
    path: tuple[str, ...] = ()
    done: int = 0
    tokens: tuple[str, ...] = ()
    state: sameness.State = ()


def quietly(_line: str) -> None:
    """Say nothing on the way."""


@dataclass
class Explorer:
    """`family` says which acts are tried; one that led to nothing new in `patience` states is tried no more.

    `remembers` gives what can be said whatever the chat remembers; then states are the same whatever that is (`freely.py`).
    """

    world: World
    depth: int
    family: Callable[[str], bool] = everything
    patience: int = 3
    account: int = ACCOUNT
    tells: Callable[[str], None] = quietly
    seen: dict[sameness.State, int] = field(default_factory=dict)
    tried: dict[str, list[int]] = field(default_factory=dict)
    tries: int = 0
    faults: list[str] = field(default_factory=list)
    remembers: Callable[["Explorer", Node], Iterator[Act]] | None = None

    @property
    def counter(self) -> Counter:
        return self.world.counter

    async def explore(self, starts: list[Node]) -> None:
        """Follow everything that can be reached from there."""
        waiting, told = deque(starts), -1
        while waiting:
            node = waiting.popleft()
            if node.done > told:
                told = node.done
                self.tells(
                    f"{told} done: {len(self.seen)} states, {self.tries} tries, {len(self.faults)} faults"
                )
            for act in self._acts(node):
                if (found := await self._do(node, act)) is not None:
                    waiting.append(found)

    def kept(self, path: tuple[str, ...], done: int = 0, tokens: tuple[str, ...] = ()) -> Node:
        """The newsroom as it is now, to be gone on from."""
        copy = self.counter.kept()
        database = bytearray(copy.serialize())
        copy.close()
        database[JOURNAL] = b"\1\1"  # in memory there is no write-ahead log
        state = self._state()
        return Node(zlib.compress(bytes(database), 1), self.counter.clock.at, path, done, tokens, state)

    def put_back(self, node: Node) -> None:
        copy = sqlite3.connect(":memory:")
        copy.deserialize(zlib.decompress(node.database))
        self.counter.put_back(copy)
        copy.close()
        self.counter.clock.at = node.at

    async def _do(self, node: Node, act: Act) -> Node | None:
        """Do it; return what is new of it."""
        self.put_back(node)
        self.tries += 1
        tokens = node.tokens
        if act.update is not None:
            tokens += _token(await self.handed_in(act))
        elif act.until is not None:
            await self.time_passes(act.until)
        path, done = (*node.path, act.name), node.done + (not act.is_free)
        self.faults += [f"{' > '.join(path)}: {fault}" for fault in provenance.faults(self.counter.file)]
        state = self._state()
        known = self.seen.get(state)
        self.tried.setdefault(_kind(act.name), [0, 0])[state != node.state] += 1
        if (known is not None and known <= done) or done > self.depth or self._is_beside():
            return None
        self.seen[state] = done
        return self.kept(path, done, tokens)

    def _is_beside(self) -> bool:
        """Whether it began a second announcement, which is no more than the first was: one at a time is followed."""
        return self.remembers is not None and sameness.going_on(self.counter.file) > MOST_EDITIONS

    def _state(self) -> sameness.State:
        alike = sameness.essence if self.remembers else sameness.canonical
        return alike(self.counter.file)

    async def handed_in(self, act: Act) -> Heard:
        """Do what is asked, the button issued first."""
        assert act.update is not None
        for statement, values in act.before:
            self.counter.file.execute(statement, values)
        if act.issued:
            self.counter.file.execute("INSERT OR REPLACE INTO buttons VALUES (?,?,?,?,?,?,?,?)", act.issued)
        return await self.counter.hand_in(act.update)

    async def time_passes(self, until: datetime) -> None:
        """The worker makes every round it has, as often as anything comes of it."""
        self.counter.clock.at = until
        worker = self.counter.newsroom.worker
        for _ in range(3):
            for name in sorted(vars(type(worker))):
                if name.endswith("_round") and name != "letters_round":
                    await getattr(worker, name)()

    # ------------------------------------------------------------------------------------- what can be done

    def _acts(self, node: Node) -> Iterator[Act]:
        self.put_back(node)
        acts = [*self._time(node), *(self.asked(node) if node.done < self.depth else [])]
        for act in acts:
            if (act.is_free or self.family(_kind(act.name))) and not self._leads_nowhere(act):
                yield act

    def nowhere(self) -> list[str]:
        """The acts that changed nothing wherever they were tried."""
        return sorted(kind for kind, (_, something) in self.tried.items() if not something)

    def _leads_nowhere(self, act: Act) -> bool:
        nothing, something = self.tried.get(_kind(act.name), [0, 0])
        return something == 0 and nothing >= self.patience

    def _time(self, node: Node) -> Iterator[Act]:
        (due,) = self.counter.file.execute(
            "SELECT min(due_at) FROM editions WHERE state IN ('holding', 'scheduled')"
        ).fetchone()
        if due:
            moment = datetime.fromisoformat(due).replace(tzinfo=UTC) + timedelta(seconds=1)
            yield Act("(its moment comes)", until=max(moment, node.at))
        if self.counter.file.execute(
            f"SELECT count(*) FROM editions WHERE state NOT IN {RESTING}"
        ).fetchone()[0]:
            yield Act("(days pass)", until=node.at + LAPSE)

    def asked(self, node: Node) -> Iterator[Act]:
        """Everything the account can ask for in the newsroom as it is."""
        roles = frozenset(Role(name) for (name,) in self.counter.file.execute(ROLES, (self.account,)))
        editions = [Row(*row) for row in self.counter.file.execute(EDITIONS)]
        number = 100 + node.done
        for name, way in ways.COMMANDS.items():
            if _opens(way, roles) and name not in ("start", "stop"):
                yield Act(f"/{name}", updates.words(self.account, f"/{name}", number=number))
        for token in node.tokens:
            yield Act(
                "/start with an invitation", updates.words(self.account, f"/start {token}", number=number)
            )
        for name, way in ways.BUTTONS.items():
            if _opens(way, roles):
                yield from self._presses(name, way, editions)
        yield from self.remembers(self, node) if self.remembers else self._says(number)
        yield from adds()
        drafts = (edition for edition in editions if edition.state == State.DRAFT)
        yield from (press("a colleague submits", "submit", edition, by=COLLEAGUE) for edition in drafts)

    def _presses(self, name: str, way: Way, editions: list[Row]) -> Iterator[Act]:
        if way.is_apart:
            for subject in self._subjects(way, None):
                yield press(f"{name} {subject}", name, None, subject, by=self.account)
            return
        for edition in editions:
            if State(edition.state) in way.on:
                for subject in self._subjects(way, edition):
                    yield press(f"{name} {subject}".strip(), name, edition, subject, by=self.account)

    def _subjects(self, way: Way, edition: Row | None) -> list[str]:
        about = way.about.split()
        made = self._of_this_world(about, edition)
        if made is not None:
            return made
        usual = subjects(way.about, self.world, NO_EDITION)
        if "policy_choice" in about:
            return [one for one in usual if one.startswith(CHOSEN)]
        mine = [f"{one.removesuffix(ME)}{self.account}" if one.endswith(f" {ME}") else one for one in usual]
        return [one for one in mine if "field" not in about or one in FIELDS]

    def _of_this_world(self, about: list[str], edition: Row | None) -> list[str] | None:
        """Subjects that are rows of this world; None for those that are the same in every world."""
        query = self.counter.file.execute
        if "channel" in about or "group" in about:
            return [str(chat_id) for (chat_id,) in query("SELECT chat_id FROM channels")]
        people = [number for (number,) in query("SELECT id FROM people WHERE telegram_id IN (?, ?)", REMOVED)]
        if "person" in about:
            return [str(number) for number in people]
        if about == ["role"]:
            return [Role.APPROVER.value]
        if "role_to_take" in about or "role_to_give" in about:
            return [f"{number} {Role.APPROVER.value}" for number in people]
        return self._of_edition(about, edition, people) if edition else None

    def _of_edition(self, about: list[str], edition: Row, people: list[int]) -> list[str] | None:
        if "order" in about:
            return [str(row[0]) for row in self.counter.file.execute(ORDERS, (edition.id,))]
        if "edition" in about or "left_behind" in about:
            return [str(edition.id)]
        if "left_behind_to" in about:
            return [f"{edition.id} {number}" for number in people]
        return [str(edition.announcement_id)] if "announcement" in about else None

    def may_begin(self) -> bool:
        """Whether the account has not begun as many announcements as are followed."""
        return bool(self.counter.file.execute(BEGUN, (self.account,)).fetchone()[0] < MOST_EDITIONS)

    def _says(self, number: int) -> Iterator[Act]:
        if self.may_begin():
            yield Act("writes a release", updates.words(self.account, RELEASE, number=number))
        yield Act("says a few words", updates.words(self.account, "Words of mine alone", number=number))
        yield Act("says a time", updates.words(self.account, "in 2 hours", number=number))
        for (sent,) in self.counter.file.execute(GAVE, (self.account,)).fetchall():
            text = f"{RELEASE}\n\nOne word more."
            yield Act("edits a message", updates.edited(self.account, text, number=sent))


def _opens(way: Way, roles: frozenset[Role]) -> bool:
    """Whether these roles open it; that nothing opens for others is what the matrix shows."""
    return not way.roles or bool(way.roles & roles)


def _kind(name: str) -> str:
    """The way in, whatever edition it is about."""
    return name.partition(" #")[0]


def _token(heard: Heard) -> tuple[str, ...]:
    """The invitation in what was answered, if there is one."""
    links = [json.loads(values).get("link", "") for template, values in heard.notices if template == "invite"]
    return tuple(link.rpartition("start=")[2] for link in links)
