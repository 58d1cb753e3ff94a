"""The pages of the matrix: every address of the site x every kind of holder x every state, each asked for and judged.

Pages know no person, only what somebody holds. So the kinds are: whoever holds what opens it, what was good for too
long ago, what opens another page, what nobody gave; and for links given to staff, one whose owner has left.
What is expected is computed from the line in `tests/house/ways.py` alone.
"""

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from httpx import ASGITransport, AsyncClient, Response
from starlette.types import ASGIApp

from bot.desk import leaving
from bot.desk.ports import Work
from bot.desk.ports.contacts import Way
from bot.desk.ports.values import Edition
from bot.desk.tokens import hashed
from bot.news.delivery import Kind as Telling
from bot.news.status import State
from bot.web.calendar import CalendarLinks
from bot.web.differences import Differences
from bot.web.previews import Previews
from tests.authority.matrix import differing
from tests.authority.world import APPROVER, World
from tests.house import ways
from tests.house.ways import Page
from tests.newsroom import NOON

HOLDER, LATE, OTHERS, NOBODY, LEFT = "holder", "late", "another page's", "nobody", "left"
LONG = timedelta(days=60)  # longer than any link is good for
FOR_EVER = frozenset({"/calendar/{token}.ics", "/unsubscribe/{key}", "/press/leave/{key}"})
OF_AN_EDITION = frozenset({"/preview/{token}", "/difference/{token}", "/quote/{token}"})
BY_STAFF = OF_AN_EDITION | {"/calendar/{token}.ics"}
READER, JOURNALIST = "rea@example.org", "jo@gazette.example"
TOKEN, KEY = "a-secret-that-was-given-out-once", "a-way-out-at-the-foot-of-a-letter"
NOT_KEPT = frozenset({"letters"})  # what is said, not what is so


@dataclass(frozen=True)
class Asked:
    """One field: an address, what the one who asks holds, the state of the edition it is about."""

    address: str
    holding: str
    state: State

    def __str__(self) -> str:
        return f"{self.address}, {self.holding}, {self.state.value}"

    @property
    def page(self) -> Page:
        return ways.PAGES[self.address]

    @property
    def method(self) -> str:
        return self.address.partition(" ")[0]

    @property
    def path(self) -> str:
        return self.address.partition(" ")[2]

    @property
    def opens(self) -> bool:
        good = self.holding == HOLDER or (self.holding == LATE and self.path in FOR_EVER)
        return good and self.state in self.page.on


@dataclass
class Visitor:
    """Somebody before the site with whatever they hold."""

    world: World
    site: ASGIApp

    async def tried(self, asked: Asked) -> str:
        """Ask for it in a newsroom as it was before; return what is wrong with the outcome, or ""."""
        counter, path = self.world.counter, asked.path
        held = "nobody-gave-this-to-anybody"
        if asked.holding != NOBODY:
            held = await self._given(_another(path) if asked.holding == OTHERS else path, asked)
        if asked.holding == LEFT:
            await counter.newsroom.store.write(self._leaves)
        if asked.holding == LATE:
            counter.clock.at += LONG
        before = counter.rows()
        answer = await self.asks(asked.method, re.sub(r"\{.*?\}", held, path))
        changed = set(differing(before, counter.rows())) - NOT_KEPT
        counter.put_back(self.world.kept)
        counter.clock.at = NOON
        fault = judged(asked, answer, changed)
        return f"{asked}: {fault} ({answer.status_code})" if fault else ""

    async def asks(self, method: str, path: str) -> Response:
        """One request, with the form that the site's own pages send."""
        url = self.world.counter.settings.public_url
        async with AsyncClient(transport=ASGITransport(self.site), base_url=url) as client:
            form = {"answer": "agree", "address": READER} if method == "POST" else None
            return await client.request(method, path, data=form, headers={"Origin": url})

    async def _leaves(self, work: Work) -> None:
        admin = await work.people.find(APPROVER)
        assert admin is not None
        await leaving.remove(work, admin, self.world.leaver.id)

    async def _given(self, path: str, asked: Asked) -> str:
        """What opens this path, given to somebody on the desk or kept for whom it is about."""
        edition = self.world.editions[asked.state]

        async def give(work: Work) -> str:
            person = await work.people.find(
                self.world.leaver.telegram_id if asked.holding == LEFT else APPROVER
            )
            assert person is not None
            return await GIVEN[path](work, self.world, (edition, person.id))

        return await self.world.counter.newsroom.store.write(give)


def judged(asked: Asked, answer: Response, changed: set[str]) -> str:
    """Compare with what the line says; return "" when it agrees."""
    if changed and not (asked.opens and asked.page.decides):
        return f"changed {', '.join(sorted(changed))}"
    if asked.opens:
        if answer.status_code >= 400:
            return "should have opened"
        return "" if changed or not asked.page.decides else "should have decided"
    told = [
        words for words in (f": {asked.state.value}", READER, JOURNALIST, "Jo Reeve") if words in answer.text
    ]
    return f"tells {told[0]}" if told else ""


def everything() -> Iterator[Asked]:
    """Every secret address by every kind of holder; in every state, where it is about an edition."""
    for address, page in ways.PAGES.items():
        if page.to not in {"everybody", "telegram"}:
            path = address.partition(" ")[2]
            kinds = [HOLDER, LATE, OTHERS, NOBODY, *([LEFT] if path in BY_STAFF else [])]
            states = list(State) if path in OF_AN_EDITION else [State.DRAFT]
            yield from (Asked(address, kind, state) for kind in kinds for state in states)


def _another(path: str) -> str:
    """A page that what opens it must not open this one."""
    return "/preview/{token}" if path != "/preview/{token}" else "/difference/{token}"


async def _preview(_work: Work, world: World, of: tuple[Edition, int]) -> str:
    edition, person_id = of
    return Previews(*_signing(world), world.counter.clock).token(person_id, edition.id, edition.revision_id)


async def _difference(_work: Work, world: World, of: tuple[Edition, int]) -> str:
    edition, person_id = of
    between = (edition.id, edition.revision_id, edition.revision_id)
    return _last(Differences(*_signing(world), world.counter.clock).link(person_id, between))


async def _calendar(work: Work, world: World, of: tuple[Edition, int]) -> str:
    number = await work.schedules.link_number(of[1])
    return _last(CalendarLinks(*_signing(world)).link(of[1], number)).removesuffix(".ics")


async def _quote(work: Work, world: World, of: tuple[Edition, int]) -> str:
    soon = work.now + timedelta(days=7)
    await work.sign_offs.ask(of[0], world.quote, of[1], token_hash=hashed(TOKEN), expires_at=soon)
    return TOKEN


async def _confirm(work: Work, _world: World, _of: tuple[Edition, int]) -> str:
    assert await work.inboxes.ask(READER, hashed(TOKEN), work.now + timedelta(days=1), "The news, please.")
    return TOKEN


async def _unsubscribe(work: Work, world: World, of: tuple[Edition, int]) -> str:
    await _confirm(work, world, of)
    assert await work.inboxes.confirm(hashed(TOKEN), KEY, work.now)
    return KEY


async def _press(work: Work, world: World, _of: tuple[Edition, int]) -> str:
    way = Way(Telling.PRESS_INBOX, JOURNALIST, KEY, is_confirmed=False)
    assert await work.contacts.ask(world.contact, way, hashed(TOKEN), work.now + timedelta(days=1))
    return TOKEN


async def _press_leaves(work: Work, world: World, of: tuple[Edition, int]) -> str:
    await _press(work, world, of)
    return KEY


def _signing(world: World) -> tuple[str, str]:
    settings = world.counter.settings
    return settings.secret_key.get_secret_value(), settings.public_url


def _last(address: str) -> str:
    return address.rpartition("/")[2]


# What opens each of them, made for somebody on the desk, or for whom it is about.
GIVEN: dict[str, Callable[[Work, World, tuple[Edition, int]], Awaitable[str]]] = {
    "/preview/{token}": _preview,
    "/difference/{token}": _difference,
    "/calendar/{token}.ics": _calendar,
    "/quote/{token}": _quote,
    "/subscribe/confirm/{token}": _confirm,
    "/unsubscribe/{key}": _unsubscribe,
    "/press/confirm/{token}": _press,
    "/press/leave/{key}": _press_leaves,
}
