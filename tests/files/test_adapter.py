"""The desk goes on answering while files are worked on, and nobody waits for ever."""

import asyncio

import pytest

from bot.desk.ports.files import Files
from bot.files.adapter import PressFiles
from bot.news.refusal import Refusal
from tests.files.making import photo, release


async def ticks_during(work: asyncio.Task[object]) -> int:
    ticks = 0
    while not work.done():
        await asyncio.sleep(0.005)
        ticks += 1
    return ticks


async def test_the_loop_keeps_turning_while_a_photo_is_cleaned(files: PressFiles) -> None:
    asked: Files = files

    assert await ticks_during(asyncio.ensure_future(asked.clean_photo(photo(3000, 2000)))) > 10


async def test_work_on_the_loop_itself_would_be_seen() -> None:
    from bot.files.photo import clean

    async def stalling() -> object:
        return clean(photo(3000, 2000))

    assert await ticks_during(asyncio.ensure_future(stalling())) <= 2


async def test_more_files_than_threads_wait_their_turn(files: PressFiles) -> None:
    asked = [files.read_word(release(f"Release {number}")) for number in range(5)]

    texts = await asyncio.gather(*asked)

    assert [text.blocks[0].text for text in texts] == [f"Release {number}" for number in range(5)]


async def test_what_takes_too_long_is_refused() -> None:
    files = PressFiles(patience=0.01)

    with pytest.raises(Refusal, match="photo_too_slow"):
        await files.clean_photo(photo(3000, 2000))
    with pytest.raises(Refusal, match="word_too_slow"):
        await files.read_word(release("Words"))  # the photo still holds the only thread
    files.close()
