"""The hunt for canaries: a word and a picture that must not be found anywhere in public before an embargo is over.

Every address of the site is asked for, and every value of every kind is put in wherever an address takes one: a route
that is added tomorrow is hunted through without a line here.
"""

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from urllib.parse import quote

from aiohttp import ClientSession
from itsdangerous import URLSafeSerializer
from starlette.routing import BaseRoute, Route

from bot.desk.ports import Work
from bot.news.announcement import slug_for
from bot.sandbox.people import Person
from bot.web.calendar import CalendarLinks
from bot.web.differences import Differences
from bot.web.previews import Previews
from tests.newsroom import Desk, StillClock, words_of

WORD = "Quillonbright"
HEADLINE = f"{WORD} station gets two fire engines"
TEXT = f"""{HEADLINE}

The fire station in {WORD} has two new engines that reach a fire on the moor in half the time.

They replace engines that had served for nineteen years."""
_PARAMETER = re.compile(r"{(\w+)(?::\w+)?}")
ENOUGH = 48  # bytes of a picture that nothing else has in common with it


@dataclass
class Canary:
    """What is hunted for, and everything a stranger could try as a part of an address."""

    pictures: dict[str, bytes]
    values: list[str]
    hits: list[str] = field(default_factory=list)

    def look_at(self, place: str, content: bytes) -> None:
        """Note what these bytes give away."""
        text = content.decode("utf-8", "replace").casefold()
        if WORD.casefold() in text:
            self.hits.append(f"the word: {place}")
        for sha256, picture in self.pictures.items():
            middle = len(picture) // 2
            if sha256 in text or picture[middle : middle + ENOUGH] in content:
                self.hits.append(f"the picture: {place}")


async def canary_of(desk: Desk) -> Canary:
    """Learn what the first announcement's photo is kept as, and make everything that a stranger could guess or forge."""

    async def look(work: Work) -> dict[str, bytes]:
        edition = await work.editions.get(1)
        assert edition is not None
        photo = (await work.editions.content(edition.revision_id)).photo
        assert photo is not None
        kept = {}
        for rendition in await work.media.renditions(photo.sha256):
            stored = await work.media.get(rendition.sha256)
            assert stored is not None
            kept[rendition.sha256] = stored[1]
        assert photo.sha256 in kept
        return kept

    pictures = await desk.newsroom.store.read(look)
    return Canary(pictures, [slug_for(1, HEADLINE), "NEWS-2026-0001", "1", *pictures, *forged(desk)])


def forged(desk: Desk) -> list[str]:
    """Links that are not ours, made for another purpose, or too old."""
    secret, site = desk.settings.secret_key.get_secret_value(), desk.site
    long_ago = StillClock(desk.clock.at.replace(year=2025))
    previews = [Previews("another secret", site, desk.clock), Previews(secret, site, long_ago)]
    others = [
        Differences(secret, site, desk.clock).link(1, (1, 1, 1)),
        Differences("another secret", site, desk.clock).link(1, (1, 1, 1)),
        CalendarLinks("another secret", site).link(1, 1),
    ]
    tokens = [one.token(1, 1, revision) for one in previews for revision in (1, 4)]
    tokens += [str(URLSafeSerializer(secret, salt="calendar").dumps([1, 99]))]
    # One made to show a difference is good for that alone: here it is tried wherever else a token is taken.
    return tokens + [link.rpartition("/")[2].removesuffix(".ics") for link in others[1:]]


def addresses(routes: Iterable[BaseRoute], canary: Canary) -> Iterator[tuple[str, str]]:
    """Every verb and address: each parameter takes every value there is, and endings their own two."""
    for route in routes:
        assert isinstance(route, Route), "a mount hides its addresses: list them one by one"
        names = _PARAMETER.findall(route.path)
        choices = [["jpg", "webp"] if name == "ending" else canary.values for name in names]
        for values in product(*choices):
            path = _PARAMETER.sub("{}", route.path).format(*(quote(value, safe="") for value in values))
            for verb in sorted((route.methods or {"GET"}) - {"HEAD"}):  # its headers are those of GET
                yield verb, path


QUERIES = ("", f"?q={WORD[:3]}&page=1&preview=1.1.1")


async def hunt_site(
    canary: Canary, url: str, routes: Iterable[BaseRoute], *, origin: str, queries: Iterable[str] = QUERIES
) -> int:
    """Ask for every address; look at status line, headers and body. Returns how many answers were looked at."""
    asked = [
        (verb, path + query)
        for verb, path in [*addresses(routes, canary), ("GET", "/nowhere"), ("GET", "/media/nothing.jpg")]
        for query in (queries if verb == "GET" else ("",))
    ]
    async with ClientSession(auto_decompress=False) as session:
        for verb, path in asked:
            headers = {"Origin": origin, "Accept-Encoding": "gzip"}
            async with session.request(verb, url + path, headers=headers, allow_redirects=False) as answer:
                _look(canary, f"{verb} {path} ({answer.status})", answer.headers, await answer.read())
    return len(asked)


def _look(canary: Canary, place: str, headers: Mapping[str, str], body: bytes) -> None:
    packed = headers.get("Content-Encoding") == "gzip"
    canary.look_at(place, gzip.decompress(body) if packed else body)
    told = "\n".join(f"{name}: {value}" for name, value in headers.items())
    canary.look_at(f"headers of {place}", told.encode())


def hunt_chats(canary: Canary, desk: Desk, may_see: Iterable[Person]) -> None:
    """Look at everything the bot was told to send, to whomever, but for those who may see it."""
    allowed = {str(person.id) for person in may_see}
    for call in desk.sandbox.journal:
        if str(call.params.get("chat_id", "")) not in allowed:
            canary.look_at(f"{call.method} to {call.params.get('chat_id')}", repr(call.params).encode())
    for person in (desk.rea, desk.rob):
        for message in person.sees():
            canary.look_at(f"what {person.name} sees", words_of(message).encode())
    for message in desk.channel.messages.values():
        canary.look_at("the channel", words_of(message).encode())
    seen = [*desk.rea.sees(), *desk.rob.sees(), *desk.channel.messages.values()]
    canary.hits += ["the picture: a chat" for message in seen if message.content.kind == "photo"]


def hunt_mails(canary: Canary, desk: Desk, may_see: str) -> None:
    """Look at every mail but those to the press contact."""
    for mail in desk.sandbox.mailbox.mails:
        if may_see not in mail.recipients:
            canary.look_at(f"a mail to {mail.recipients}", mail.raw + mail.text.encode())
