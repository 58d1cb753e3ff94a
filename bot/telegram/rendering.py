"""The public's copy in Telegram: which form an announcement takes there, and the frozen bytes of a post.

Pure work on values. Nothing is ever cut: what does not fit goes out as a summary with a link to the page.
"""

import json
from dataclasses import asdict, dataclass, replace
from html.parser import HTMLParser

from bot.desk.ports.press import Form, Measure
from bot.news.announcement import Content, Imprint, PostedAs
from bot.news.checks.parts import CAPTION_LIMIT, TEXT_LIMIT
from bot.typeset import Typesetter

_TEMPLATES = {
    Form.CAPTION: "chat/public/whole.html.j2",
    Form.TEXT: "chat/public/whole.html.j2",
    Form.SUMMARY: "chat/public/summary.html.j2",
}
WITHDRAWN = "chat/public/withdrawn.html.j2"
NOTICE_PICTURE = (
    "notice"  # stands for our own picture: Telegram takes no photo out of a post, so another takes its place
)


@dataclass(frozen=True, slots=True)
class Post:
    """One message to the public. `html` is Telegram's; `photo` is the SHA-256 of the picture to send with it, or "".

    `preview_url` is the picture Telegram shows large above a text too long for a caption. `swaps_photo` when a post that is
    to be edited may still have another photo: else its words alone are edited.
    """

    html: str
    photo: str = ""
    preview_url: str = ""
    swaps_photo: bool = False

    def to_bytes(self) -> bytes:
        """Return the frozen form."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, frozen: bytes) -> "Post":
        """Read a frozen post."""
        return cls(**json.loads(frozen))


def make_post(typesetter: Typesetter, content: Content, imprint: Imprint) -> Post:
    """Set the post in the form that fits."""
    form = measure(typesetter, content, imprint).form
    html = _set(typesetter, form, content, imprint)
    if content.is_withdrawal and imprint.posted_as is PostedAs.PHOTO:
        return Post(html, photo=NOTICE_PICTURE)
    if content.photo is None:
        return Post(html)
    if form is Form.TEXT or imprint.posted_as is PostedAs.TEXT:
        return Post(html, preview_url=imprint.photo_url)
    return Post(html, photo=content.photo.sha256)


def make_tombstone(typesetter: Typesetter, imprint: Imprint) -> Post:
    """Set what takes the place of a post that was killed: fixed words, and our own picture where a photo was."""
    html = typesetter.set("chat/public/killed.html.j2", imprint=imprint)
    photo = NOTICE_PICTURE if imprint.posted_as is PostedAs.PHOTO else ""
    return Post(html, photo=photo, swaps_photo=bool(photo))


def edits(post: Post, former: Post) -> Post:
    """Return the post as one that takes the place of another, which itself may have swapped a photo somewhere in vain."""
    return replace(post, swaps_photo=post.photo != former.photo or former.swaps_photo)


def measure(typesetter: Typesetter, content: Content, imprint: Imprint) -> Measure:
    """Return the form: photo with caption if it fits 1,024, one text if it fits 4,096, else a summary.

    Where posts are to be edited, a text stays a text and a photo keeps its words under it.
    """
    with_photo = content.photo is not None or content.is_withdrawal
    captioned = with_photo and imprint.posted_as is not PostedAs.TEXT
    whole = units(_set(typesetter, Form.TEXT, content, imprint))
    if captioned and whole <= CAPTION_LIMIT:
        return Measure(Form.CAPTION, whole, CAPTION_LIMIT, whole)
    if whole <= TEXT_LIMIT and not (captioned and imprint.posted_as is PostedAs.PHOTO):
        return Measure(Form.TEXT, whole, TEXT_LIMIT, whole)
    summary = units(_set(typesetter, Form.SUMMARY, content, imprint))
    return Measure(Form.SUMMARY, summary, CAPTION_LIMIT if captioned else TEXT_LIMIT, whole)


def units(html: str) -> int:
    """Return the length Telegram counts: UTF-16 units of the text once tags and entities are gone."""
    return len(text_of(html).encode("utf-16-le")) // 2


def text_of(html: str) -> str:
    """Return the words of Telegram's HTML, tags gone and entities resolved."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces)


def _set(typesetter: Typesetter, form: Form, content: Content, imprint: Imprint) -> str:
    template = WITHDRAWN if content.is_withdrawal else _TEMPLATES[form]
    return typesetter.set(template, content=content, imprint=imprint)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
