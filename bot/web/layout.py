"""What stands on an announcement's page, as values a template can set one after the other.

The page, its preview and the feed all come through here. Knows no request and no database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from urllib.parse import quote, urlencode, urlsplit

from bot.desk.ports.values import Rendition
from bot.news.announcement import Content
from bot.news.corrections import Note
from bot.news.setting import Passage, QuotedPassage, set_out
from bot.news.words import Block, BlockKind, Mark

LINKS = frozenset({"http", "https", "mailto", "tel"})
WIDEST_CARD = 1600  # pixels; link previews shrink what is larger and some give up on it
_LISTS = frozenset({BlockKind.BULLET, BlockKind.NUMBERED})


@dataclass(frozen=True, slots=True)
class Part:
    """A run of passages set the same way: `kind` is "paragraph", "heading", "bullet", "numbered" or "quote"."""

    kind: str
    blocks: tuple[Block, ...]
    quote: QuotedPassage | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One served size of a photo."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The lead photo in every size and both formats, widest first."""

    jpeg: tuple[Source, ...]
    webp: tuple[Source, ...]
    alt_text: str
    caption: str
    credit: str

    @property
    def widest(self) -> Source:
        """The master, whose size is the picture's shape."""
        return self.jpeg[0]

    @property
    def card(self) -> Source:
        """The size for link previews and the feed."""
        return next((source for source in self.jpeg if source.width <= WIDEST_CARD), self.jpeg[-1])


@dataclass(frozen=True, slots=True)
class Page:
    """One announcement ready to be set. `address` is whole; times are UTC, None before publication."""

    headline: str
    standfirst: Block
    parts: tuple[Part, ...]
    picture: Picture | None
    address: str
    reference: str = ""
    first_published_at: datetime | None = None
    published_at: datetime | None = None
    notes: tuple[Note, ...] = ()
    is_withdrawn: bool = False

    @property
    def gist(self) -> str:
        """What it is about in a sentence or two; of a withdrawal, why."""
        return self.standfirst.text or (self.notes[-1].words if self.is_withdrawn and self.notes else "")

    @property
    def told_at(self) -> datetime | None:
        """When readers were last told something: of a correction, else of the news. A quiet edit is none."""
        return self.notes[-1].at if self.notes and self.notes[-1].at else self.first_published_at

    @property
    def quotes(self) -> tuple[QuotedPassage, ...]:
        """The quotes that stand apart, in order."""
        return tuple(part.quote for part in self.parts if part.quote)


def page_of(
    content: Content, address: str, picture: Picture | None, published_at: datetime | None = None
) -> Page:
    """Lay out what a revision says; `published_at` is its edition's moment."""
    correction = content.correction
    return Page(
        headline=content.headline,
        standfirst=_with_safe_links(content.standfirst),
        parts=parts_of(content.body),
        picture=picture,
        address=address,
        published_at=published_at,
        notes=correction.notes(published_at) if correction else (),
        is_withdrawn=content.is_withdrawal,
    )


def parts_of(body: tuple[Block, ...]) -> tuple[Part, ...]:
    """Return the body as parts: quotes apart, neighbouring points in one list, unsafe links as plain words."""
    passages = set_out(tuple(_with_safe_links(block) for block in body if block))
    parts: list[Part] = []
    for kind, run in groupby(passages, key=_kind):
        parts += _together(kind, tuple(run))
    return tuple(parts)


def picture_of(content: Content, renditions: Iterable[Rendition], url: str) -> Picture | None:
    """Return the lead photo with the addresses of its sizes; `url` has "{}" where the file's name goes."""
    photo = content.photo
    served = sorted(renditions, key=lambda rendition: -rendition.width)
    jpeg = _sources(served, "image/jpeg", url)
    if photo is None or not jpeg:
        return None
    return Picture(jpeg, _sources(served, "image/webp", url), photo.alt_text, photo.caption, photo.credit)


def share_links(headline: str, address: str) -> tuple[tuple[str, str], ...]:
    """Return where this can be passed on, name and plain link; nothing is loaded from any of them."""
    both = f"{headline} {address}"
    return (
        ("Telegram", "https://t.me/share/url?" + urlencode({"url": address, "text": headline})),
        ("WhatsApp", "https://wa.me/?" + urlencode({"text": both})),
        ("Facebook", "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": address})),
        ("X", "https://x.com/intent/post?" + urlencode({"text": headline, "url": address})),
        ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?" + urlencode({"url": address})),
        # RFC 6068: in mailto a plus sign is a plus sign, so blanks are written %20.
        ("E-mail", f"mailto:?subject={quote(headline, safe='')}&body={quote(address, safe='')}"),
    )


def _sources(served: list[Rendition], content_type: str, url: str) -> tuple[Source, ...]:
    ending = "jpg" if content_type == "image/jpeg" else "webp"
    return tuple(
        Source(url.format(f"{r.sha256}.{ending}"), r.width, r.height)
        for r in served
        if r.content_type == content_type
    )


def _kind(passage: Passage | QuotedPassage) -> str:
    return "quote" if isinstance(passage, QuotedPassage) else passage.block.kind.value


def _together(kind: str, run: tuple[Passage | QuotedPassage, ...]) -> list[Part]:
    blocks = tuple(passage.block for passage in run if isinstance(passage, Passage))
    if kind in _LISTS:
        return [Part(kind, blocks)]
    quotes = [Part(kind, passage.quoted, passage) for passage in run if isinstance(passage, QuotedPassage)]
    return quotes or [Part(kind, (block,)) for block in blocks]


def _with_safe_links(block: Block) -> Block:
    """Keep links for web, mail and telephone; any other becomes the words it lay over."""
    kept = (s for s in block.spans if s.mark is not Mark.LINK or _is_safe(s.href))
    return replace(block, spans=tuple(kept))


def _is_safe(href: str) -> bool:
    try:
        return urlsplit(href).scheme.lower() in LINKS
    except ValueError:
        return False
