"""The press: sets an announcement for Telegram and for mail. Built by the wiring, used by the desk through its port.

Knows no database and no network.
"""

from datetime import datetime

from bot.desk.ports.press import Measure
from bot.desk.ports.values import Edition
from bot.mail.addresses import Sender
from bot.mail.compose import prepare
from bot.mail.embargoed import Given, embargoed_words, prepare_embargoed
from bot.mail.tombstone import prepare_tombstone
from bot.news.announcement import Content, Imprint, slug_for
from bot.news.delivery import Kind
from bot.telegram.embargoed import make_press_post
from bot.telegram.rendering import Post, edits, make_post, make_tombstone, measure
from bot.typeset import Typesetter


class PublicPress:
    """Sets the public's copies. `public_url` has no slash at its end."""

    def __init__(self, typesetter: Typesetter, sender: Sender, *, public_url: str, desk_name: str) -> None:
        self._typesetter = typesetter
        self._sender = sender
        self._public_url = public_url
        self._desk_name = desk_name

    def imprint(self, edition: Edition, content: Content) -> Imprint:
        """Return where the announcement stands or will stand."""
        slug = edition.slug or slug_for(edition.announcement_id, content.headline)
        page_url, photo_url = f"{self._public_url}/news/{slug}", ""
        if edition.rehearsal:
            page_url = ""
        elif content.photo:
            photo_url = f"{self._public_url}/media/{content.photo.sha256}.jpg"
        return Imprint(
            announcement_id=edition.announcement_id,
            edition_number=edition.number,
            desk_name=self._desk_name,
            page_url=page_url,
            photo_url=photo_url,
            reference=edition.reference,
            published_at=edition.published_at,
            rehearsal=edition.rehearsal,
            notes=content.correction.notes(edition.published_at) if content.correction else (),
            posted_as=edition.posted_as,
        )

    def measure(self, content: Content, imprint: Imprint) -> Measure:
        """Return how it fits Telegram."""
        return measure(self._typesetter, content, imprint)

    def embargoed(
        self, content: Content, imprint: Imprint, given: tuple[datetime, bytes | None, bool]
    ) -> dict[Kind, bytes]:
        """Return the bytes that the press gets, marked with the end of the embargo."""
        edition, about = (content, imprint), Given(*given)
        words = embargoed_words(self._typesetter, edition, about)
        post = make_press_post(self._typesetter, edition, words, replaces=about.replaces)
        mail = prepare_embargoed(self._typesetter, self._sender, edition, about)
        return {Kind.PRESS_CHAT: post.to_bytes(), Kind.PRESS_INBOX: mail}

    def has_photo(self, post: bytes) -> bool:
        """Tell whether a frozen post sends a photo with its words under it."""
        return bool(Post.from_bytes(post).photo)

    def confirming(self, token: str) -> str:
        """Return the address at which a press contact confirms their inbox."""
        return f"{self._public_url}/press/confirm/{token}"

    def tombstones(self, imprint: Imprint, now: datetime) -> dict[Kind, bytes]:
        """Return the bytes that take back what each kind of recipient has; no word of it is in them."""
        post = make_tombstone(self._typesetter, imprint).to_bytes()
        mail = prepare_tombstone(self._typesetter, imprint, self._sender, now)
        return {Kind.CHANNEL: post, Kind.SUBSCRIBER: post, Kind.INBOX: mail}

    def renderings(
        self, content: Content, imprint: Imprint, former: bytes | None = None
    ) -> dict[Kind, bytes]:
        """Return the bytes each kind of recipient gets. Channels and subscribers get the same; a rehearsal has one post.

        `former` is the frozen post whose place this one takes.
        """
        set_anew = make_post(self._typesetter, content, imprint)
        post = (edits(set_anew, Post.from_bytes(former)) if former else set_anew).to_bytes()
        if imprint.rehearsal:
            return {Kind.REHEARSAL: post}
        mail = prepare(self._typesetter, content, imprint, self._sender)
        return {Kind.CHANNEL: post, Kind.SUBSCRIBER: post, Kind.INBOX: mail}
