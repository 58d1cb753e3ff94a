"""A newsroom opened the way its owner opens one: invited people, an added channel, a relay, the product running."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from tests.independent.botapi import Server, serve
from tests.independent.chatting import Chatter, meet, until
from tests.independent.mailbox import Mailbox
from tests.independent.product import Product, installed
from tests.independent.refusing import Json
from tests.independent.world import Place

SENDER = "Ferrybridge Police <news@ferrybridge.example>"


@dataclass
class Opened:
    """Everything a story touches."""

    server: Server
    product: Product
    mailbox: Mailbox
    ada: Chatter
    dan: Chatter
    ann: Chatter
    channel: Place
    readers: list[Chatter] = field(default_factory=list)

    def posts(self, chat_id: int, words: str) -> list[Json]:
        """Return what arrived in a chat with those words, also what was deleted since."""
        arrived = self.server.world.arrivals
        return [
            message
            for message in arrived
            if message["chat"]["id"] == chat_id
            and words in (message.get("text") or message.get("caption") or "")
        ]

    async def page(self, path: str = "/") -> tuple[int, bytes]:
        """Fetch a page of the site; an address on localhost is as good as a path."""
        parts = urlsplit(path)
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{self.product.site}{parts.path}") as answer,
        ):
            return answer.status, await answer.read()

    async def asks_for_mail(self, address: str) -> None:
        """Fill in the form on the page."""
        form = {"address": address, "website": ""}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.product.site}/subscribe", data=form) as asked,
        ):
            assert asked.status == 200, await asked.text()

    async def followed_by(self, count: int) -> None:
        """Let so many readers follow, each by the page's link and one press."""
        self.readers += [meet(self.server.world, f"Reader {n}") for n in range(count)]
        fresh = self.readers[-count:]
        for reader in fresh:
            await reader.starts("news")
        await asyncio.gather(*(reader.sees("Shall I send you", seconds=40) for reader in fresh))
        for reader in fresh:
            await reader.presses("Get the news here")
        await asyncio.gather(*(reader.sees("You will get the news", seconds=40) for reader in fresh))

    async def approved(self, headline: str, body: str = "") -> None:
        """Bring a text through another person's approval."""
        words = body or "The council said so on Monday.\n\nIt takes one week."
        await self.dan.says("/new")
        await self.dan.sees("", len(self.dan.shown("")) + 1)
        await self.dan.says(f"{headline}\n\n{words}")
        await until(
            lambda: any(headline in m["text"] for m in self.dan.shown("Ready to submit")),
            words=self.dan.screen,
        )
        await self.dan.presses("Submit for review")
        await until(
            lambda: any(headline in m["text"] for m in self.ann.shown("Please review")), words=self.ann.screen
        )
        await self.ann.presses("Approve")
        await until(
            lambda: any(headline in m["text"] for m in self.dan.shown("Nothing has gone out")),
            words=self.dan.screen,
        )

    def report(self, headline: str = "") -> str:
        """Return what the author's newest live report says."""
        cards = [m["text"] for m in self.dan.shown(headline) if "Uncertain" in m.get("text", "")]
        return cards[-1] if cards else ""


@contextmanager
def relay() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    mailbox.open()
    try:
        yield mailbox
    finally:
        mailbox.shut()


@asynccontextmanager
async def opened(folder: Path, **settings: str) -> AsyncIterator[Opened]:
    """Open a newsroom: Ada is admin, Dan drafts, Ann approves; one channel, one relay."""
    with relay() as mailbox:
        mail = {"SMTP_URL": mailbox.url, "MAIL_FROM": SENDER, "DESK_NAME": "Ferrybridge Police"}
        async with serve() as server, installed(folder, server.url, **mail, **settings) as product:
            world = server.world
            people = (meet(world, "Ada"), meet(world, "Dan", "O’Neil <b>", "DanTheMan"), meet(world, "Ann"))
            tokens = await asyncio.gather(
                *(product.invite(role) for role in ("admin", "drafter", "approver"))
            )
            await product.start()
            for person, token in zip(people, tokens, strict=True):
                await person.starts(token)
                await person.sees("Welcome")
            channel = Place(-1001234567890, "channel", "Ferrybridge & <News>", "Ferry_News")
            world.places[channel.id] = channel
            people[0].makes_admin(channel)
            await people[0].presses("Announcements go here")
            yield Opened(server, product, mailbox, *people, channel=channel)
