"""A newsroom at work for stories: the real Application over real HTTP, a real relay, a real site. Only the clock is fake."""

import io
import re
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Literal

import aiohttp
from PIL import Image

from bot.cli.serving import at_work
from bot.desk import people
from bot.news.staff import Role
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from bot.settings import Settings, load_settings
from bot.wiring import Newsroom, open_newsroom
from tests.ports import free_port

PATIENCE = 30.0  # seconds; on a machine at rest everything comes within one
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RELEASE = """Two new fire engines for Northmoor

Northmoor’s fire station has two new engines that reach a fire on the moor in half the time.

They replace engines that had served for nineteen years and came too often to the workshop.

Chief Fire Officer Hazel Brook said: “Our crews asked for engines that cope with moorland tracks.

“They have them now, and every village on the moor is safer for it.”

The engines are on show at the station on Saturday."""


@dataclass
class StillClock:
    """Stands still until it is told to go on."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def go_on(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Desk:
    """A newsroom and everybody around it."""

    sandbox: Sandbox
    settings: Settings
    clock: StillClock
    newsroom: Newsroom = field(init=False)
    people: dict[str, Person] = field(default_factory=dict)
    channel: Chat = field(init=False)
    at_work: AsyncExitStack = field(default_factory=AsyncExitStack)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def site(self) -> str:
        return self.settings.public_url

    async def opens(self) -> None:
        """Open the newsroom and let it work."""
        self.newsroom = await self.at_work.enter_async_context(open_newsroom(self.settings, self.clock))
        await self.at_work.enter_async_context(at_work(self.newsroom))

    async def closes(self) -> None:
        """Stop the newsroom; the world around it goes on."""
        await self.at_work.aclose()

    async def restarts(self) -> None:
        """Stop and start again, on the same database."""
        await self.closes()
        await self.opens()

    async def has_staff_group(self, *, kind: Literal["group", "supergroup"] = "supergroup") -> Chat:
        """A group with everybody on the desk in it, which Ada declares to be the staff's."""
        group = self.sandbox.world.add_group("Northshire news desk", owner=self.ada, kind=kind)
        for person in (self.dan, self.dora, self.ann, self.alan):
            self.ada.add(person, group)
        self.ada.add_bot(group)
        await self.told(self.ada, "a member of the group")
        await self.presses(self.ada, "Our staff group")
        await self.told(self.ada, "is the staff group")
        return group

    async def hires(self, name: str, *roles: Role) -> Person:
        """Somebody new opens an invitation for each role."""
        person = self.sandbox.world.add_person(name, name.split(maxsplit=1)[0].lower())
        for role in roles:
            token = await self.newsroom.store.write(partial(people.invite, role=role, created_by=None))
            person.start(token)
            await self.told(person, "You are")
        self.people[name.split(maxsplit=1)[0].lower()] = person
        return person

    async def told(self, person: Person, words: str, *, chat: Chat | None = None, after: int = 0) -> Message:
        """Wait until this person sees these words in a message newer than `after`, and return the newest such."""

        def found() -> Message | None:
            seen = [m for m in person.sees(chat) if m.author is not person and m.id > after]
            return next((m for m in reversed(seen) if words in words_of(m)), None)

        return await self.sandbox.world.until(found, PATIENCE)

    async def presses(self, person: Person, label: str, *, chat: Chat | None = None) -> str:
        """Press the newest button of this label; returns the toast or alert."""

        def found() -> Message | None:
            seen = reversed(person.sees(chat))
            return next((m for m in seen if label in labels_of(m)), None)

        message = await self.sandbox.world.until(found, PATIENCE)
        answer = await person.press(message, label).answer(within=PATIENCE)
        return answer.text or ""

    async def card(self, person: Person, words: str) -> Message:
        """Wait until the newest card this person sees says these words."""
        return await self.told(person, words)

    async def draft(self, text: str = RELEASE) -> Message:
        """Dan writes; returns his message once its card stands."""
        message = self.dan.write(text)
        await self.told(self.dan, "Draft", after=message.id)
        return message

    async def in_review(self, text: str = RELEASE) -> Message:
        """Dan writes and submits, Ann has the card; returns Dan's message."""
        message = await self.draft(text)
        before = newest(self.ann)
        await self.presses(self.dan, "Submit for review")
        await self.told(self.ann, "Please review", after=before)
        return message

    async def approved(self, text: str = RELEASE) -> Message:
        """Dan writes and submits, Ann approves; returns Dan's message."""
        message = await self.in_review(text)
        await self.presses(self.ann, "Approve")
        await self.told(self.dan, "Ann Price has approved it", after=message.id)
        return message

    async def publishes(self, text: str = RELEASE) -> None:
        """Dan writes, Ann approves, Dan publishes, the moment for second thoughts passes."""
        self.dan.write(text)
        await self.presses(self.dan, "Submit for review")
        await self.presses(self.ann, "Approve")
        await self.presses(self.dan, "Publish now")
        await self.told(self.dan, "Going out")
        self.clock.go_on(seconds=61)
        await self.told(self.dan, "Published")

    async def subscribes_by_mail(self, address: str) -> None:
        """A visitor gives an address on the page, opens the link in the mail and presses the button there."""
        headers = {"Origin": self.site}
        async with aiohttp.ClientSession(headers=headers) as session:
            async with session.post(f"{self.site}/subscribe", data={"address": address}) as answer:
                assert answer.status == 200, await answer.text()
            mail = (await self.sandbox.mailbox.arrived(address))[-1]
            link = re.search(r"http\S+/subscribe/confirm/\S+", mail.text)
            assert link is not None, mail.text
            async with session.post(link[0]) as answer:
                assert answer.status == 200, await answer.text()

    async def fetch(self, path: str) -> tuple[int, str]:
        """Open a page of the site."""
        async with aiohttp.ClientSession() as session, session.get(self.site + path) as response:
            return response.status, await response.text()


def newest(person: Person, chat: Chat | None = None) -> int:
    """The number of the newest message a person sees, to wait for what comes after it."""
    return max((message.id for message in person.sees(chat)), default=0)


def words_of(message: Message) -> str:
    """Return a message's text or caption."""
    return message.words


def labels_of(message: Message) -> list[str]:
    """Return the labels of a message's buttons."""
    return [button["text"] for row in message.rows for button in row]


def photo_of(width: int = 1200, height: int = 800, colour: str = "firebrick") -> bytes:
    """Return a JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


def settings_for(sandbox: Sandbox, database_url: str, folder: Path, **others: str) -> Settings:
    """The settings a newsroom on this sandbox is started with."""
    port = free_port()
    return load_settings(
        {
            "TELEGRAM_BOT_TOKEN": sandbox.token,
            "TELEGRAM_API_URL": sandbox.url,
            "DATABASE_URL": database_url,
            "DATA_DIR": str(folder / "data"),
            "HTTP_PORT": str(port),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "SMTP_URL": f"smtp://127.0.0.1:{sandbox.mailbox.port}",
            "MAIL_FROM": "news@northshire.example",
            "DESK_NAME": "Northshire Fire and Rescue",
            "TELEGRAM_RATE": "200",
            "LOG_LEVEL": "warning",
            **others,
        },
        env_file=folder / "none",
    )
