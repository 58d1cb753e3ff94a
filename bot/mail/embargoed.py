"""The mail that the press gets under embargo: marked in subject, first line and last line, the photo attached.

Nothing in it leads to a public address: there is none before the embargo is over.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.mail.addresses import Sender
from bot.mail.compose import addressed_fields, inlined, values_of
from bot.mail.headers import LONGEST_SUBJECT, one_line
from bot.mail.rendering import MARK, message_of, with_gaps
from bot.news.announcement import Content, Imprint
from bot.typeset import Typesetter

LINE = 76  # characters of base64


@dataclass(frozen=True, slots=True)
class Given:
    """When the press is given it (UTC), the photo's bytes if there is one, and whether it takes an earlier text's place."""

    at: datetime
    photo: bytes | None
    replaces: bool


def prepare_embargoed(
    typesetter: Typesetter, sender: Sender, edition: tuple[Content, Imprint], given: Given
) -> bytes:
    """Return the frozen rendering that every inbox of the press gets."""
    imprint = edition[1]
    stand_in = secrets.token_hex(16)  # nobody who writes a headline can know it
    values = embargoed_values(edition, given) | {"leave_url": stand_in}
    subject = one_line(typesetter.set("email/embargoed/subject.txt.j2", **values), LONGEST_SUBJECT)
    text = typesetter.set("email/embargoed/body.txt.j2", **values)
    html = inlined(typesetter.set("email/embargoed/body.html.j2", **values))
    message = message_of(
        [] if given.photo else addressed_fields(imprint, sender, subject, given.at),
        with_gaps(text + "\n", stand_in, "unsubscribe-text"),
        with_gaps(html + "\n", stand_in, "unsubscribe-html"),
    )
    if given.photo is None:
        return MARK + message
    return MARK + _with_photo(addressed_fields(imprint, sender, subject, given.at), message, given.photo)


def embargoed_words(typesetter: Typesetter, edition: tuple[Content, Imprint], given: Given) -> str:
    """Return all the words as plain text, for a file beside a short message."""
    values = embargoed_values(edition, given) | {"leave_url": ""}
    return typesetter.set("email/embargoed/words.txt.j2", **values) + "\n"


def embargoed_values(edition: tuple[Content, Imprint], given: Given) -> dict[str, object]:
    """Return what the templates of the press's copies are set with."""
    content, imprint = edition
    assert content.embargo is not None
    values = values_of(content, imprint, "")
    return values | {"until": content.embargo.public_at, "replaces": given.replaces, "photo": content.photo}


def _with_photo(fields: list[bytes], alternative: bytes, photo: bytes) -> bytes:
    """Put words and photo side by side (multipart/mixed); the words' own head becomes that of their part."""
    boundary = b"=_newsdesk_mixed_" + sha256(photo).hexdigest()[:24].encode()
    inner = alternative.removeprefix(b"MIME-Version: 1.0\r\n")
    encoded = base64.b64encode(photo)
    lines = [encoded[start : start + LINE] for start in range(0, len(encoded), LINE)]
    parts = [
        *fields,
        b"MIME-Version: 1.0",
        b'Content-Type: multipart/mixed; boundary="' + boundary + b'"',
        b"",
        b"--" + boundary,
        inner.removesuffix(b"\r\n"),
        b"--" + boundary,
        b"Content-Type: image/jpeg",
        b"Content-Transfer-Encoding: base64",
        b'Content-Disposition: attachment; filename="photo.jpg"',
        b"",
        *lines,
        b"--" + boundary + b"--",
        b"",
    ]
    return b"\r\n".join(parts)
