"""What the independent Telegram knows: people, places, messages, files and the queue of updates.

Message ids as on the real service: one counter for all private chats and small groups of a bot, an own one for
each channel and supergroup. Nothing here speaks HTTP.
"""

import asyncio
import io
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field

from PIL import Image

from tests.independent.refusing import Json

BOT = {
    "id": 7000000001,
    "is_bot": True,
    "first_name": "The Ferrybridge News",
    "username": "FerryBridge_NewsBot",
}
SIDES = (("s", 90), ("m", 320), ("x", 800), ("y", 1280))


@dataclass
class Person:
    """Somebody with Telegram. Most real people lack a last name or a user name."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def as_user(self) -> Json:
        names = {"last_name": self.last_name, "username": self.username}
        given = {name: value for name, value in names.items() if value}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **given, "language_code": "en"}

    def as_chat(self) -> Json:
        names = {"last_name": self.last_name, "username": self.username}
        given = {name: value for name, value in names.items() if value}
        return {"id": self.id, "first_name": self.first_name, **given, "type": "private"}


@dataclass
class Place:
    """A channel or group. `status` is the bot's there."""

    id: int
    kind: str
    title: str
    username: str = ""
    status: str = "left"
    moved_to: int = 0

    def as_chat(self) -> Json:
        name = {"username": self.username} if self.username else {}
        return {"id": self.id, "title": self.title, **name, "type": self.kind}


@dataclass
class File:
    """A file that Telegram keeps."""

    id: str
    content: bytes
    path: str
    kind: str
    side: tuple[int, int] = (0, 0)


@dataclass
class Telegram:
    """The world. `arrivals` are the messages of the bot that were taken, in order: what counts as arrived."""

    people: dict[int, Person] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    uploads: list[bytes] = field(default_factory=list)
    arrivals: list[Json] = field(default_factory=list)
    updates: list[Json] = field(default_factory=list)
    callbacks: dict[str, Json] = field(default_factory=dict)
    answered: dict[str, Json] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    allowed: list[str] | None = None
    redeliver: int = 0
    next_update: int = field(default_factory=lambda: random.randint(400_000_000, 900_000_000))
    counters: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))

    def next_id(self, chat_id: int) -> int:
        own = chat_id < -1_000_000_000_000
        box = chat_id if own else 0
        self.counters[box] += 1 if own else random.choice((1, 1, 1, 2, 5))  # others' traffic is not seen
        return self.counters[box]

    def chat(self, chat_id: int) -> Json:
        return (self.people.get(chat_id) or self.places[chat_id]).as_chat()

    def in_chat(self, chat_id: int) -> list[Json]:
        """Return the chat as its members see it now, oldest first."""
        return [message for (chat, _), message in sorted(self.messages.items()) if chat == chat_id]

    def push(self, kind: str, inner: Json) -> int:
        """Put an update into the queue; ids go up, by leaps at times."""
        self.next_update += random.choice((1, 1, 1, 2, 7))
        if self.allowed is None or kind in self.allowed or kind.startswith("!"):
            update = {"update_id": self.next_update, kind.removeprefix("!"): inner, "trace_hint": "x"}
            self.updates.append(update)
            self.news.set()
        return self.next_update

    def confirm(self, offset: int) -> None:
        """Forget what was acknowledged, unless a hiccup brings the last one again."""
        if self.redeliver:
            self.redeliver -= 1
            return
        if offset > self.next_update + 10:
            return  # an offset from before the ids began anew: the queue is given from its head
        self.updates = [update for update in self.updates if update["update_id"] >= offset]

    def keep_file(self, content: bytes, kind: str, ending: str) -> File:
        number = len(self.files) + 1
        made = File(f"AgACAgQAAxk{number:06d}{random.getrandbits(64):016x}", content, "", kind)
        made.path = f"{kind}s/file_{number}{ending}"
        self.files[made.id] = made
        return made

    def photo_sizes(self, content: bytes) -> list[Json]:
        """Return the sizes of a photo, smallest first, as the service scales them."""
        found = []
        with Image.open(io.BytesIO(content)) as image:
            longest = max(image.size)
            for _, side in SIDES:
                if side < longest:
                    found.append(self._scaled(image, side))
            whole = self.keep_file(content, "photo", ".jpg")
            whole.side = image.size
        return [self.photo_size(one) for one in (*found, whole)]

    def _scaled(self, image: Image.Image, side: int) -> File:
        small = image.convert("RGB")
        small.thumbnail((side, side))
        out = io.BytesIO()
        small.save(out, "JPEG", quality=70)
        made = self.keep_file(out.getvalue(), "photo", ".jpg")
        made.side = small.size
        return made

    @staticmethod
    def photo_size(file: File) -> Json:
        return {
            "file_id": file.id,
            "file_unique_id": file.id[-12:],
            "file_size": len(file.content),
            "width": file.side[0],
            "height": file.side[1],
        }


def now() -> int:
    """Return the server's time as messages carry it."""
    return int(time.time())
