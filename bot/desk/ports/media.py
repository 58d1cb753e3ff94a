"""Photos as the desk needs them: cleaned bytes by their own hash, and what Telegram calls them."""

from typing import Protocol

from bot.desk.ports.values import Rendition


class Media(Protocol):
    """Content-addressed bytes. Only cleaned pictures ever enter."""

    async def put(self, rendition: Rendition, content: bytes) -> None:
        """Keep the bytes of a rendition; the same twice is once."""
        ...

    async def get(self, sha256: str) -> tuple[str, bytes] | None:
        """Return content type and bytes."""
        ...

    async def renditions(self, photo_sha256: str) -> list[Rendition]:
        """Return the served sizes of a photo, widest first."""
        ...

    async def is_live(self, sha256: str) -> bool:
        """Tell whether these bytes belong to a photo of a live edition, so that the public may have them."""
        ...

    async def file_id(self, sha256: str) -> str | None:
        """Return Telegram's name for these bytes once uploaded."""
        ...

    async def remember_file_id(self, sha256: str, file_id: str) -> None:
        """Keep Telegram's name for these bytes."""
        ...
