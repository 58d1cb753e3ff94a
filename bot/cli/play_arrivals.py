"""What arrived of a publication, looked up where its readers look: each thing once, and nothing of the photo's secrets.

Pure looking: it sends nothing and presses nothing.
"""

import html
import io
import re
from dataclasses import dataclass

import aiohttp
from PIL import Image

from bot.cli.cast import MAIL_READER, SUBSCRIBER
from bot.cli.play_release import Release
from bot.cli.play_transcript import Transcript
from bot.cli.stage import Stage
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message

_PHOTO = re.compile(r"/media/[0-9a-f]{64}\.(?:jpg|webp)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place looked at: whether it is as it must be, and what was found there."""

    well: bool
    place: str
    found: str


@dataclass(frozen=True, slots=True)
class Before:
    """What the public had before a publication: the newest message's number in each chat, and the count of mails."""

    newest: dict[int, int]
    mails: int

    @classmethod
    def of(cls, stage: Stage) -> "Before":
        """Look at what there is now."""
        chats = (stage.cast.channel, stage.sandbox.world.private_chat(stage.cast[SUBSCRIBER]))
        return cls(
            {chat.id: max(chat.messages, default=0) for chat in chats}, len(stage.sandbox.mailbox.mails)
        )


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of a publication: its headline, its page, the second at which it was ordered, what was there then."""

    headline: str
    page: str
    ordered_at: float
    before: Before


async def nothing_out(stage: Stage, before: Before, headline: str) -> Finding:
    """Look whether the public has got nothing yet."""
    chats = stage.sandbox.world.chats
    posts = sum(number > last for chat, last in before.newest.items() for number in chats[chat].messages)
    mails = len(stage.sandbox.mailbox.mails) - before.mails
    async with aiohttp.ClientSession() as browser:
        _, index = await _fetched(browser, stage.site)
    listed = headline in index
    found = f"{_count(posts, 'post')}, {_count(mails, 'mail')}, {'' if listed else 'not '}on the public page"
    return Finding(not (posts or mails or listed), "While it could still be stopped", found)


async def arrivals(
    stage: Stage, transcript: Transcript, published: Published, release: Release
) -> list[Finding]:
    """Look everywhere."""
    look = _Look(stage, transcript, published)
    chat = stage.sandbox.world.private_chat(stage.cast[SUBSCRIBER])
    found = [
        look.chat(f"Channel {stage.cast.channel.title}", stage.cast.channel),
        look.chat(f"{SUBSCRIBER.name}, subscriber", chat),
        look.inbox(),
    ]
    async with aiohttp.ClientSession() as browser:
        found.append(await look.page(browser))
        found.append(await look.feed(browser))
        found.append(await look.photos(browser, release))
    return found


@dataclass(frozen=True, slots=True)
class _Look:
    stage: Stage
    transcript: Transcript
    published: Published

    def chat(self, place: str, chat: Chat) -> Finding:
        newer = [m for m in chat.messages.values() if m.id > self.published.before.newest[chat.id]]
        right = [m for m in newer if self._is_it(m)]
        times = self._times([(chat.id, m.id) for m in right])
        return Finding(len(newer) == len(right) == 1, place, f"{_count(len(right), 'post')}{times}")

    def inbox(self) -> Finding:
        mails = self.stage.sandbox.mailbox.mails[self.published.before.mails :]
        right = [m for m in mails if m.subject == self.published.headline]
        to_reader = [m for m in right if m.recipients == (MAIL_READER.address,)]
        times = self._times([("mail", m.number) for m in right])
        well = len(mails) == len(to_reader) == 1
        return Finding(well, f"{MAIL_READER.name}, inbox", f"{_count(len(right), 'mail')}{times}")

    async def page(self, browser: aiohttp.ClientSession) -> Finding:
        status, words = await _fetched(browser, self.published.page)
        has = self.published.headline in words
        return Finding(
            status == 200 and has,
            f"Page {self.published.page}",
            f"{status}, {'with' if has else 'without'} the headline",
        )

    async def feed(self, browser: aiohttp.ClientSession) -> Finding:
        status, words = await _fetched(browser, f"{self.stage.site}/feed.xml")
        entries = re.findall(r"<entry>.*?</entry>", words, re.DOTALL)
        right = [e for e in entries if self.published.headline in e and self.published.page in e]
        found = f"{status}, {_count(len(right), 'entry', 'entries')}"
        return Finding(status == 200 and len(right) == 1, f"Feed {self.stage.site}/feed.xml", found)

    async def photos(self, browser: aiohttp.ClientSession, release: Release) -> Finding:
        """Every size of the photo that the page names, and whatever picture came into the channel."""
        _, words = await _fetched(browser, self.published.page)
        paths = sorted(set(_PHOTO.findall(words)))
        if not paths:
            return Finding(not release.photo, "Photo", "none on the page")
        contents = [await _bytes(browser, self.stage.site + path) for path in paths]
        contents += [m.photo for m in self.stage.cast.channel.messages.values() if m.photo]
        told = [secret for content in contents for secret in _secrets(content, release.canaries)]
        size = max(Image.open(io.BytesIO(content)).size for content in contents)
        found = f"{len(contents)} files, the largest {size[0]} × {size[1]}, "
        kept = f"telling {', '.join(sorted(set(told)))}" if told else "none with Exif" + _before(release)
        return Finding(not told, "Photo", found + kept)

    def _is_it(self, message: Message) -> bool:
        return message.words.startswith(self.published.headline)

    def _times(self, keys: list[tuple[int | str, int]]) -> str:
        since = [self.transcript.arrived[key] - self.published.ordered_at for key in keys]
        return "".join(f", {seconds:.1f} s after “Publish now”" for seconds in since)


def _before(release: Release) -> str:
    return " (the one sent had a place and an owner)" if release.canaries else ""


def _secrets(photo: bytes, canaries: tuple[bytes, ...]) -> list[str]:
    """Return what a photo still tells beside its picture."""
    with Image.open(io.BytesIO(photo)) as image:
        exif = ["Exif"] if dict(image.getexif()) or "exif" in image.info else []
    return [*exif, *(canary.decode() for canary in canaries if canary in photo)]


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


async def fetched(url: str) -> tuple[int, str]:
    """Return status and words of a page."""
    async with aiohttp.ClientSession() as browser:
        return await _fetched(browser, url)


async def _fetched(browser: aiohttp.ClientSession, url: str) -> tuple[int, str]:
    async with browser.get(url) as answer:
        return answer.status, html.unescape(await answer.text())


async def _bytes(browser: aiohttp.ClientSession, url: str) -> bytes:
    async with browser.get(url) as answer:
        answer.raise_for_status()
        return await answer.read()
