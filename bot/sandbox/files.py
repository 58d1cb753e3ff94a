"""Files as Telegram keeps them: a file_id for each, a path for download that lives an hour, sizes of a photo.

The bytes are served as they came, Exif and all, so that a leak of what a photo carries shows here.
Knows nothing of messages. Limits: Bot API, "Sending files" and getFile.
"""

from __future__ import annotations

import hashlib
import io
import mimetypes
import warnings
from dataclasses import dataclass, field

from PIL import Image

from bot.sandbox.errors import Refused, bad

MOST_PHOTO_BYTES = 10 * 2**20
MOST_UPLOAD_BYTES = 50 * 2**20
MOST_DOWNLOAD_BYTES = 20 * 2**20
LINK_SECONDS = 3600
_SIDES = (90, 320, 800, 1280)  # and the original, which Telegram would reduce to 2560
_FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "video": "videos",
    "audio": "music",
    "voice": "voice",
    "animation": "animations",
    "video_note": "video_notes",
}


@dataclass(slots=True, eq=False)
class StoredFile:
    """One file under one id. A smaller size of a photo keeps the original and is made when it is asked for."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    original: bytes = field(repr=False)
    name: str = ""
    mime: str = ""
    width: int = 0
    height: int = 0
    reduced: bool = False

    @property
    def content(self) -> bytes:
        return resized(self.original, self.width, self.height) if self.reduced else self.original

    @property
    def size(self) -> int:
        """Bytes; for a reduced size an estimate by its area, as no one needs it to the byte."""
        return (
            len(self.original)
            if not self.reduced
            else min(len(self.original), self.width * self.height // 4 + 1)
        )

    @property
    def group(self) -> str:
        """The unique id without the size: one photo, all its sizes."""
        return self.unique_id[:-1]


class Files:
    """Everything uploaded or sent, by id and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._links: dict[str, float] = {}
        self._photos: dict[str, tuple[StoredFile, ...]] = {}

    def add(self, content: bytes, kind: str, name: str = "", mime: str = "") -> StoredFile:
        """Keep a document, video or the like. Raises Refused when it is empty or too big."""
        check_upload(content)
        mime = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self._keep(StoredFile("", _digest(content) + "d", kind, "", content, name, mime), "BQACAgQ")

    def add_photo(self, content: bytes) -> tuple[StoredFile, ...]:
        """Keep a photo with its smaller sizes, small ones first. Raises Refused for what is no fit photo."""
        unique = _digest(content)
        if unique in self._photos:
            return self._photos[unique]
        width, height = measured(content)
        sizes = []
        for letter, (w, h) in zip("smxyw", _boxes(width, height), strict=False):
            reduced = (w, h) != (width, height)
            file = StoredFile("", unique + letter, "photo", "", content, "", "image/jpeg", w, h, reduced)
            sizes.append(self._keep(file, "AgACAgQ"))
        self._photos[unique] = tuple(sizes)
        return self._photos[unique]

    def get(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def sizes(self, file: StoredFile) -> tuple[StoredFile, ...]:
        """All sizes of the photo one of whose sizes this is."""
        return self._photos[file.group]

    def open_link(self, file: StoredFile, now: float) -> str:
        """Let the file be downloaded for an hour; returns its path."""
        self._links[file.path] = now + LINK_SECONDS
        return file.path

    def by_link(self, path: str, now: float) -> StoredFile | None:
        """The file behind a path that getFile gave out less than an hour ago."""
        if self._links.get(path, 0.0) <= now:
            return None
        return self._by_path.get(path)

    def _keep(self, file: StoredFile, prefix: str) -> StoredFile:
        known = self._by_id.get(
            file_id := f"{prefix}AAIBsandbox{file.kind[0]}{file.unique_id}_{_digest_name(file)}"
        )
        if known:
            return known
        file.file_id = file_id
        ending = mimetypes.guess_extension(file.mime) or ".bin"
        file.path = f"{_FOLDERS.get(file.kind, 'documents')}/file_{len(self._by_path) + 1}{ending}"
        self._by_id[file_id] = self._by_path[file.path] = file
        return file


def check_upload(content: bytes) -> None:
    if not content:
        raise bad("file must be non-empty")
    if len(content) > MOST_UPLOAD_BYTES:
        raise Refused(413, "Request Entity Too Large")


def measured(content: bytes) -> tuple[int, int]:
    """Width and height of a photo Telegram would take: 10 MB, sides 10,000 together, ratio 20. Raises Refused."""
    check_upload(content)
    if len(content) > MOST_PHOTO_BYTES:
        raise bad(
            f"file of size {len(content)} bytes is too big for a photo; "
            f"the maximum size is {MOST_PHOTO_BYTES} bytes"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            width, height = _decoded(content)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise bad("IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _decoded(content: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(content)) as image:
        if image.width + image.height <= 10_000:
            image.load()
        return image.size


def resized(content: bytes, width: int, height: int) -> bytes:
    """A JPEG of that size."""
    with Image.open(io.BytesIO(content)) as image:
        out = io.BytesIO()
        image.convert("RGB").resize((width, height)).save(out, "JPEG", quality=80)
    return out.getvalue()


def _boxes(width: int, height: int) -> list[tuple[int, int]]:
    longest = max(width, height)
    boxes = [
        (max(1, width * side // longest), max(1, height * side // longest))
        for side in _SIDES
        if side < longest
    ]
    return [*boxes, (width, height)]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:14]


def _digest_name(file: StoredFile) -> str:
    return hashlib.sha256(f"{file.kind}|{file.name}|{file.mime}".encode()).hexdigest()[:8]
