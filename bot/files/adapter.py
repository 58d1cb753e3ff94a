"""The adapter of the desk's `Files` port: the work is done in a few threads, so that the event loop never stalls."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.desk.ports.files import CleanPhoto, WordText
from bot.files import photo, plain, word
from bot.news.refusal import Refusal

T = TypeVar("T")


class PressFiles:
    """Cleans photos and reads documents, `at_once` at a time. One takes 120 MB as a rule, 650 MB at the worst.

    `patience` is how many seconds a file may take, waiting for its turn included, before it is refused. A thread
    cannot be stopped: a refused file's work goes on to its end, which the limits on size keep near.
    """

    def __init__(self, *, at_once: int = 1, patience: float = 30.0) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="files")
        self._patience = patience

    async def clean_photo(self, original: bytes) -> CleanPhoto:
        """Return the cleaned photo; see `photo.clean`. Raises Refusal (photo_...)."""
        return await self._in_thread(photo.clean, original, "photo_too_slow")

    async def read_word(self, document: bytes) -> WordText:
        """Return a .docx's words and picture; see `word.read`. Raises Refusal (word_...)."""
        return await self._in_thread(word.read, document, "word_too_slow")

    async def read_text(self, document: bytes) -> WordText:
        """Return a text file's words; see `plain.read`. Raises Refusal (word_...)."""
        return await self._in_thread(plain.read, document, "word_too_slow")

    def close(self) -> None:
        """Take no more work and drop what waits; what has begun ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _in_thread(self, work: Callable[[bytes], T], content: bytes, too_slow: str) -> T:
        running = asyncio.get_running_loop().run_in_executor(self._threads, work, content)
        try:
            async with asyncio.timeout(self._patience):
                return await running
        except TimeoutError as error:
            raise Refusal(too_slow) from error
