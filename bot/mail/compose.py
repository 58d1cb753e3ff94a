"""What our mails say: an edition for its readers, and the question whether an address wants them.

Knows the templates' names, never a relay.
"""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import format_datetime
from functools import cache
from html import escape
from urllib.parse import urlsplit

from css_inline import CSSInliner

from bot.mail.addresses import Sender, is_safe, tidy
from bot.mail.headers import (
    LONGEST_NAME,
    LONGEST_SUBJECT,
    Unfit,
    inspect,
    mailbox_field,
    one_line,
    text_field,
)
from bot.mail.pieces import piece, printable, quotes_set_out, runs
from bot.mail.rendering import MARK, fill, gap, message_of, quoted_printable, with_gaps
from bot.news.announcement import Content, Imprint, Photo
from bot.news.words import Block
from bot.typeset import Typesetter

FIELDS = (
    b"From", b"To", b"Subject", b"Date", b"Message-ID", b"List-Id", b"List-Unsubscribe", b"List-Unsubscribe-Post",
    b"Auto-Submitted", b"Precedence", b"MIME-Version", b"Content-Type",
)  # fmt: skip
CONFIRMATION_FIELDS = (
    b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted", b"MIME-Version", b"Content-Type",
)  # fmt: skip
_URL = re.compile(r"https?://[A-Za-z0-9!#$%&'()*+,./:;=?@\[\]_~-]{1,800}", re.ASCII)
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._-]{1,80}@[A-Za-z0-9.-]{1,255}>", re.ASCII)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The question whether `to` asked for our news. `url` answers yes and is good for `days`."""

    to: str
    url: str
    asked_at: datetime
    days: int = 7


def prepare(typesetter: Typesetter, content: Content, imprint: Imprint, sender: Sender) -> bytes:
    """Return the frozen rendering that every inbox of this edition gets; `address` makes a mail of it.

    Its Date is the moment of publishing: a rendering of what is not published yet can be previewed, never sent.
    """
    stand_in = secrets.token_hex(16)  # nobody who writes a headline can know it
    values = values_of(content, imprint, stand_in)
    subject = one_line(typesetter.set("email/announcement/subject.txt.j2", **values), LONGEST_SUBJECT)
    text = typesetter.set("email/announcement/body.txt.j2", **values)
    html = inlined(typesetter.set("email/announcement/body.html.j2", **values))
    return MARK + message_of(
        addressed_fields(imprint, sender, subject, imprint.published_at),
        with_gaps(text + "\n", stand_in, "unsubscribe-text"),
        with_gaps(html + "\n", stand_in, "unsubscribe-html"),
    )


def address(rendering: bytes, *, to: str, unsubscribe_url: str, message_id: str) -> bytes:
    """Return the mail for one reader, ready for the relay. Raises Unfit rather than let anything odd out."""
    if not is_safe(to) or not _URL.fullmatch(unsubscribe_url) or not _MESSAGE_ID.fullmatch(message_id):
        raise Unfit("the reader's address, way out or message id cannot stand in a mail")
    values = {
        "to": to.encode("ascii"),
        "message-id": message_id.encode("ascii"),
        "unsubscribe": unsubscribe_url.encode("ascii"),
        "unsubscribe-text": quoted_printable(unsubscribe_url),
        "unsubscribe-html": quoted_printable(escape(unsubscribe_url)),
    }
    message = fill(rendering, values)
    inspect(message, FIELDS)
    return message


def preview(rendering: bytes) -> tuple[str, str]:
    """Return subject and text exactly as the mail will have them, an ellipsis for each reader's own link."""
    gaps = {"to": b"", "message-id": b"", "unsubscribe": b""}
    own_link = quoted_printable("…")
    filled = fill(rendering, {**gaps, "unsubscribe-text": own_link, "unsubscribe-html": own_link})
    message = message_from_bytes(filled, policy=policy.default)
    body = message.get_body(("plain",))
    return str(message["Subject"]), "\n".join(body.get_content().splitlines()).strip() if body else ""


def message_id_for(key: str, edition_id: int, recipient: str, domain: str) -> str:
    """Return the id of one edition's mail to one reader: the same at every attempt, the reader not to be read in it.

    `key` is the reader's own unsubscribe key, which nobody else knows.
    """
    digest = hmac.new(key.encode(), f"{edition_id}\n{recipient}".encode(), "sha256").hexdigest()
    return f"<{edition_id}.{digest[:40]}@{domain}>"


def compose_confirmation(typesetter: Typesetter, sender: Sender, confirmation: Confirmation) -> bytes:
    """Return the mail that asks to confirm a subscription. Raises Unfit for an address or link that is none."""
    to = tidy(confirmation.to)
    if to is None or not _URL.fullmatch(confirmation.url):
        raise Unfit("the reader's address or the confirmation link cannot stand in a mail")
    values = {
        "desk_name": one_line(sender.name, LONGEST_NAME),
        "url": confirmation.url,
        "days": confirmation.days,
    }
    subject = typesetter.set("email/confirmation/subject.txt.j2", **values)
    message = message_of(
        letter_fields(sender, to, subject, (confirmation.url, 0, confirmation.asked_at)),
        quoted_printable(typesetter.set("email/confirmation/body.txt.j2", **values) + "\n"),
        quoted_printable(inlined(typesetter.set("email/confirmation/body.html.j2", **values)) + "\n"),
    )
    inspect(message, CONFIRMATION_FIELDS)
    return message


def letter_fields(sender: Sender, to: str, subject: str, sent: tuple[str, int, datetime]) -> list[bytes]:
    """Return the head of a letter to one person; `sent` is the link in it and its number, which make its id, and when."""
    link, number, at = sent
    return [
        _from(sender),
        b"To: " + to.encode("ascii"),
        text_field("Subject", one_line(subject, LONGEST_SUBJECT)),
        _date(at),
        b"Message-ID: " + message_id_for(link, number, to, sender.domain).encode("ascii"),
        b"Auto-Submitted: auto-generated",
    ]


def values_of(content: Content, imprint: Imprint, unsubscribe_url: str) -> dict[str, object]:
    """Return what the templates of an edition's mail are set with."""
    photo = content.photo if imprint.photo_url else None
    return {
        "headline": " ".join(printable(content.headline).split()),
        "standfirst": piece(content.standfirst) if content.standfirst else None,
        "runs": runs(content.body),
        "set_out": runs(quotes_set_out(content.body)),
        "photo": photo,
        "alt_text": printable(photo.alt_text) if photo and not photo.decorative else "",
        "photo_note": _note(photo) if photo else "",
        "imprint": imprint,
        "correction": content.correction,
        "notes": [(note.at, piece(Block(note.words))) for note in imprint.notes],
        "desk_name": one_line(imprint.desk_name, LONGEST_NAME),
        "site": urlsplit(imprint.page_url).netloc,
        "unsubscribe_url": unsubscribe_url,
    }


def _note(photo: Photo) -> str:
    return " ".join(printable(part) for part in (photo.caption, photo.credit) if part)


def addressed_fields(imprint: Imprint, sender: Sender, subject: str, at: datetime | None) -> list[bytes]:
    """Return the head of an edition's mail with gaps for its reader; `at` is its date, None for a preview."""
    return [
        _from(sender),
        b"To: " + gap("to"),
        text_field("Subject", subject),
        *([_date(at)] if at else []),
        b"Message-ID: " + gap("message-id"),
        mailbox_field("List-Id", one_line(imprint.desk_name, LONGEST_NAME), f"news.{sender.domain}"),
        b"List-Unsubscribe: <" + gap("unsubscribe") + b">",
        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click",  # RFC 8058
        b"Auto-Submitted: auto-generated",  # RFC 3834: no holiday replies
        b"Precedence: bulk",
    ]


def _from(sender: Sender) -> bytes:
    return mailbox_field("From", one_line(sender.name, LONGEST_NAME), sender.address)


def _date(at: datetime) -> bytes:
    return b"Date: " + format_datetime(at).encode("ascii")


def inlined(html: str) -> str:
    """Return a mail's HTML with its style rules in its elements."""
    return _inliner().inline(html)


@cache
def _inliner() -> CSSInliner:
    """Mail programs drop style sheets, so rules go into the elements; only @media stays in the head."""
    return CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
