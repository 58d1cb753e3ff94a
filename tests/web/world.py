"""The small world of the pages: a press office on a real database behind a real socket, and a clock that stands."""

import asyncio
import html
import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import uvicorn
from aiohttp import ClientSession
from PIL import Image, ImageDraw
from starlette.types import ASGIApp

from bot.desk.ports import Work
from bot.desk.ports.files import CleanPhoto
from bot.desk.ports.letters import Letter
from bot.desk.ports.values import Edition, Public
from bot.files import photo
from bot.news.announcement import Content, Photo, slug_for
from bot.news.staff import Role
from bot.news.status import Action, move_for
from bot.news.words import Block, BlockKind, Mark, Span
from bot.storage import SqlStore
from bot.web.site import Site

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DESK = "Harbour Fire and Rescue"
BOT = "harbour_news_bot"
LINKED = "The plan is on the council’s pages."

BODY = (
    Block(
        "The county’s two control rooms will share one building from the spring, its fire chief Ruth Alder said."
    ),
    Block("What changes"),
    Block("One number for the public, as before"),
    Block("Two crews fewer on call at night"),
    Block("Ms Alder said: “Nobody will wait longer than today. That is what we measured."),
    Block("“We begin with the night watch & learn from it.”"),
    Block(LINKED, spans=(Span(4, 8, Mark.LINK, "https://example.org/plan?a=1&b=2"),)),
)
KINDS = {1: BlockKind.HEADING, 2: BlockKind.BULLET, 3: BlockKind.BULLET}
NEWS = Content(
    headline="One building for both control rooms",
    standfirst=Block("Fire and police calls will be answered side by side from the spring."),
    body=tuple(replace(block, kind=KINDS.get(number, block.kind)) for number, block in enumerate(BODY)),
)


class Clock:
    """Stands until it is told to go on."""

    def __init__(self) -> None:
        self.moment = MORNING

    def now(self) -> datetime:
        return self.moment

    def go_on(self, **passed: float) -> None:
        self.moment += timedelta(**passed)


def drawing(width: int = 1500, height: int = 1000) -> CleanPhoto:
    """A photo as the desk keeps it, made by the desk's own cleaning."""
    image = Image.new("RGB", (width, height), "#9fb8c4")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height * 0.6, width, height), fill="#33505c")
    pen.ellipse((width * 0.7, height * 0.1, width * 0.8, height * 0.25), fill="#f3e3b3")
    file = io.BytesIO()
    image.save(file, "JPEG", quality=88)
    return photo.clean(file.getvalue())


@dataclass
class Office:
    """A press office: what it writes is stored and published as the desk would, on a real database."""

    store: SqlStore
    clock: Clock
    site: Site
    url: str
    web: ClientSession

    async def keep(self, made: CleanPhoto, **words: str) -> Photo:
        async def step(work: Work) -> None:
            for rendition, content in made.renditions:
                await work.media.put(rendition, content)

        await self.store.write(step)
        return replace(made.photo, **words)  # type: ignore[arg-type]  # words of a photo are all strings

    async def draft(self, content: Content = NEWS) -> Edition:
        async def step(work: Work) -> Edition:
            ann = await work.people.meet(1, "Ann", "")
            await work.people.grant(ann.id, Role.DRAFTER)
            return await work.editions.start(content, ann.id)

        return await self.store.write(step)

    async def publish(self, content: Content = NEWS) -> Edition:
        edition = await self.draft(content)
        for action in (Action.SUBMIT, Action.APPROVE, Action.PUBLISH_NOW, Action.RELEASE):
            edition = await self.move(edition, action)

        async def step(work: Work) -> Edition:
            await work.editions.number(edition, "NEWS", 2026)
            slug = slug_for(edition.announcement_id, content.headline)
            return await work.editions.publish(Public(edition), slug, work.now)

        return await self.store.write(step)

    async def move(self, edition: Edition, action: Action) -> Edition:
        move = move_for(action, edition.state)
        assert move is not None
        moved = await self.store.write(lambda work: work.editions.move(edition, move))
        assert moved is not None
        return moved

    async def letters(self) -> list[Letter]:
        return await self.store.read(lambda work: work.letters.waiting(100, self.clock.now()))

    async def subscribers(self) -> int:
        return await self.store.read(lambda work: work.inboxes.count())

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.web.get(path, headers=named) as answer:
            return answer.status, await answer.text()

    async def web_status(self, path: str) -> tuple[int, bytes]:
        async with self.web.get(path) as answer:
            return answer.status, await answer.read()

    async def post(self, path: str, data: dict[str, str], **headers: str) -> tuple[int, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.web.post(path, data=data, headers=named) as answer:
            return answer.status, await answer.text()

    async def subscribed_key(self, address: str) -> str:
        """Subscribe an address and return its way out."""
        key = "key-of-" + address.partition("@")[0]

        async def step(work: Work) -> None:
            await work.inboxes.ask(address, key, work.now + timedelta(days=1), "Send me the news")
            await work.inboxes.confirm(key, key, work.now)

        await self.store.write(step)
        return key


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """Serve an application on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving


def words_of(page: str) -> str:
    """What stands on a page, without its markup."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))
