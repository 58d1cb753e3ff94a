"""The frozen rendering of one edition: a whole message with gaps for what differs from reader to reader.

Bytes are prepared once and only the gaps are filled for each reader. A gap is a name between two NULs, which no
mail can contain: header text is cleaned of them and bodies are quoted-printable. Knows no template.
"""

from binascii import b2a_qp
from collections.abc import Mapping, Sequence
from hashlib import sha256

from bot.mail.headers import Unfit

MARK = b"newsdesk-mail 1\r\n"
SOFT = b"=\r\n"  # a line break that quoted-printable takes out again (RFC 2045 6.7)


def gap(name: str) -> bytes:
    """Return the place a value will be put in."""
    return b"\0" + name.encode("ascii") + b"\0"


def quoted_printable(text: str) -> bytes:
    """Return text in lines of at most 76 ASCII characters, broken by CRLF."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return b2a_qp(lines.encode(), istext=True).replace(b"\n", b"\r\n")


def with_gaps(text: str, stand_in: str, name: str) -> bytes:
    """Encode text, leaving a gap wherever the stand-in is; what fills it begins and ends a line of its own."""
    return (SOFT + gap(name) + SOFT).join(quoted_printable(piece) for piece in text.split(stand_in))


def message_of(fields: Sequence[bytes], text: bytes, html: bytes) -> bytes:
    """Return a whole multipart/alternative message; both parts must be quoted-printable already."""
    # "=_" cannot occur in quoted-printable, so neither can this boundary.
    boundary = b"=_newsdesk_" + sha256(text + html).hexdigest()[:24].encode()
    lines = [
        *fields,
        b"MIME-Version: 1.0",
        b'Content-Type: multipart/alternative; boundary="' + boundary + b'"',
        b"",
        *_part(boundary, b"plain", text),
        *_part(boundary, b"html", html),
        b"--" + boundary + b"--",
        b"",
    ]
    return b"\r\n".join(lines)


def _part(boundary: bytes, kind: bytes, content: bytes) -> list[bytes]:
    return [
        b"--" + boundary,
        b"Content-Type: text/" + kind + b"; charset=utf-8",
        b"Content-Transfer-Encoding: quoted-printable",
        b"",
        content,
    ]


def fill(rendering: bytes, values: Mapping[str, bytes]) -> bytes:
    """Put a value in every gap. Raises Unfit for bytes that are no rendering of ours or want another value."""
    if not rendering.startswith(MARK):
        raise Unfit("the frozen mail is of another version: publish the edition again")
    pieces = rendering[len(MARK) :].split(b"\0")
    try:
        pieces[1::2] = [values[name.decode("ascii")] for name in pieces[1::2]]
    except KeyError as cause:
        raise Unfit(f"the frozen mail has an unknown gap: {cause}") from cause
    return b"".join(pieces)
