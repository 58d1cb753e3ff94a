"""What the desk needs made of files: a photo cleaned and cut to size, a Word file turned into words."""

from dataclasses import dataclass
from typing import Protocol

from bot.desk.ports.values import Rendition
from bot.news.announcement import Photo
from bot.news.words import Block


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """A photo fit for the public: no EXIF, no position, no comments, turned the right way up.

    The first rendition is the master, a JPEG whose hash is `photo.sha256`.
    """

    photo: Photo
    renditions: tuple[tuple[Rendition, bytes], ...]


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word or text file says; `picture` is its first usable picture as it came, with its description in Word."""

    blocks: tuple[Block, ...]
    picture: bytes | None = None
    picture_description: str = ""


class Files(Protocol):
    """Makes files fit to use, off the event loop. Each raises `Refusal` with what is wrong and what to do."""

    async def clean_photo(self, original: bytes) -> CleanPhoto:
        """Return the cleaned photo; refuses what is no picture, too large or too small."""
        ...

    async def read_word(self, document: bytes) -> WordText:
        """Return the words and the picture; refuses what is no .docx, is damaged, too large or carries macros."""
        ...

    async def read_text(self, document: bytes) -> WordText:
        """Return the words of a plain text file; refuses what is no text, empty or far too long."""
        ...
