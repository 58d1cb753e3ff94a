"""Photos by their own hash."""

import hashlib

import pytest

from bot.desk.ports import Work
from bot.desk.ports.values import Edition, Rendition
from bot.news.announcement import Content, Photo
from bot.news.status import Action, State
from tests.storage.world import Newsroom, moved

MASTER, SMALL = b"the master's bytes", b"the small one's bytes"
PHOTO = hashlib.sha256(MASTER).hexdigest()
WITH_PHOTO = Content(
    headline="Harbour bridge closed", photo=Photo(PHOTO, 1600, 900, "The bridge, its barriers down")
)


def rendition(content: bytes, width: int) -> Rendition:
    return Rendition(PHOTO, hashlib.sha256(content).hexdigest(), "image/jpeg", width, width * 9 // 16)


@pytest.fixture
async def kept(newsroom: Newsroom) -> Newsroom:
    async def step(work: Work) -> None:
        for content, width in ((SMALL, 480), (MASTER, 1600), (SMALL, 480)):
            await work.media.put(rendition(content, width), content)

    await newsroom.write(step)
    return newsroom


async def is_live(newsroom: Newsroom, content: bytes) -> bool:
    return await newsroom.read(lambda work: work.media.is_live(hashlib.sha256(content).hexdigest()))


async def test_bytes_are_kept_once_and_come_back_as_they_were(kept: Newsroom) -> None:
    assert await kept.read(lambda work: work.media.get(PHOTO)) == ("image/jpeg", MASTER)
    assert await kept.read(lambda work: work.media.get("unknown")) is None
    sizes = await kept.read(lambda work: work.media.renditions(PHOTO))
    assert sizes == [rendition(MASTER, 1600), rendition(SMALL, 480)]


async def test_bytes_under_a_wrong_name_are_refused(newsroom: Newsroom) -> None:
    with pytest.raises(ValueError, match="not the ones"):
        await newsroom.write(lambda work: work.media.put(rendition(MASTER, 1600), SMALL))


@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED, State.HOLDING])
async def test_no_byte_is_public_before_its_edition_is(kept: Newsroom, state: State) -> None:
    await kept.at(state, WITH_PHOTO)

    assert not await is_live(kept, MASTER)
    assert not await is_live(kept, SMALL)


async def test_every_size_is_public_while_its_edition_is_live(kept: Newsroom) -> None:
    edition: Edition = await kept.at(State.PUBLISHING, WITH_PHOTO)

    assert await is_live(kept, MASTER)
    assert await is_live(kept, SMALL)
    await kept.write(lambda work: moved(work, edition, Action.KILL))
    assert not await is_live(kept, MASTER)


async def test_what_telegram_calls_the_bytes_is_remembered(kept: Newsroom) -> None:
    assert await kept.read(lambda work: work.media.file_id(PHOTO)) is None

    await kept.write(lambda work: work.media.remember_file_id(PHOTO, "AgAC-old"))
    await kept.write(lambda work: work.media.remember_file_id(PHOTO, "AgAC-new"))

    assert await kept.read(lambda work: work.media.file_id(PHOTO)) == "AgAC-new"
