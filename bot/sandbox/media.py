"""From what a call names — an upload, a known file_id, an address — to a message's content.

Addresses are never fetched: this Telegram has no Internet, and says so as the real one does when a fetch fails.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.errors import bad
from bot.sandbox.files import StoredFile
from bot.sandbox.formatting.entities import Words
from bot.sandbox.messages import Content
from bot.sandbox.schema import Upload

# What a method may say about its file besides the file itself.
_ABOUT = {
    "video": ("width", "height", "duration", "supports_streaming"),
    "animation": ("width", "height", "duration"),
    "audio": ("duration", "performer", "title"),
    "voice": ("duration",),
    "video_note": ("duration", "length"),
}
_FIRST = {
    "video": {"width": 640, "height": 360, "duration": 1},
    "animation": {"width": 320, "height": 180, "duration": 1},
    "audio": {"duration": 1},
    "voice": {"duration": 1},
    "video_note": {"duration": 1, "length": 240},
}


def media_content(call: Call, kind: str, words: Words, about: dict[str, Any]) -> Content:
    """`about` holds the file under its kind (a call) or under `media` (an item), and what is said of it.

    Raises Refused for an unfit photo, an unknown id, an address or an attachment that did not come.
    """
    value: Upload | str = about["media"] if "media" in about else about[kind]
    return Content(kind, words, _files(call, kind, value), _fields(kind, about))


def _files(call: Call, kind: str, value: Upload | str) -> tuple[StoredFile, ...]:
    upload = call.upload(value)
    if upload is not None:
        store = call.world.files
        if kind == "photo":
            return store.add_photo(upload.content)
        return (store.add(upload.content, kind, upload.name, upload.mime),)
    return _known(call, kind, str(value))


def _known(call: Call, kind: str, value: str) -> tuple[StoredFile, ...]:
    if value.startswith("attach://"):
        raise bad(f"there is no {kind} in the request")
    if value.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    file = call.world.files.get(value)
    if file is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        spoken = {"photo": "Photo"}
        raise bad(
            f"can't use file of type {spoken.get(file.kind, file.kind.capitalize())} "
            f"as {spoken.get(kind, kind.capitalize())}"
        )
    return call.world.files.sizes(file) if kind == "photo" else (file,)


def _fields(kind: str, about: dict[str, Any]) -> dict[str, Any]:
    return {**_FIRST.get(kind, {}), **{name: about[name] for name in _ABOUT.get(kind, ()) if name in about}}
