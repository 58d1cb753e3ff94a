"""The press's copy in Telegram, marked in its first and last line, and the frozen bytes of it.

What does not fit one message goes as a file with all the words, the photo beside it: before the embargo is over there is
no page to lead to.
"""

import json
from dataclasses import asdict, dataclass

from bot.news.announcement import Content, Imprint
from bot.news.checks.parts import CAPTION_LIMIT, TEXT_LIMIT
from bot.telegram.rendering import units
from bot.typeset import Typesetter


@dataclass(frozen=True, slots=True)
class PressPost:
    """One message to the press. `html` is Telegram's; `photo` is a SHA-256 or ""; `words` are a file's, "" without one."""

    html: str
    photo: str = ""
    words: str = ""

    def to_bytes(self) -> bytes:
        """Return the frozen form."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, frozen: bytes) -> "PressPost":
        """Read a frozen post."""
        return cls(**json.loads(frozen))


def make_press_post(
    typesetter: Typesetter, edition: tuple[Content, Imprint], words: str, *, replaces: bool
) -> PressPost:
    """Set the post in the form that fits; `words` are all of them as plain text, for the file."""
    content, imprint = edition
    photo = content.photo
    note = " ".join(part for part in (photo.caption, photo.credit) if part) if photo else ""
    values = {"content": content, "imprint": imprint, "replaces": replaces, "note": note}
    whole = typesetter.set("chat/press/embargoed.html.j2", **values)
    if units(whole) <= (CAPTION_LIMIT if photo else TEXT_LIMIT):
        return PressPost(whole, photo.sha256 if photo else "")
    short = typesetter.set("chat/press/embargoed_files.html.j2", **values)
    return PressPost(short, photo.sha256 if photo else "", words)
