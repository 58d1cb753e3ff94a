"""Header fields of a mail, as ASCII bytes that can hold nothing but themselves.

The standard library's message classes let a header hold line breaks hidden in encoded words (CVE-2024-6923), so
fields are built here: cleaned first, encoded once, looked at again as bytes. Knows no template.
"""

import re
import unicodedata
from collections.abc import Sequence
from email.header import Header

LONGEST_SUBJECT = 250  # RFC 5322 2.1.1 allows a line of 998; no reader shows as much as this
LONGEST_NAME = 100
LINE = 76  # RFC 2047 2: a line with an encoded word is at most 76 characters
LONGEST_LINE = 998  # RFC 5322 2.1.1
_BREAKING = frozenset({"Cc", "Cs", "Zl", "Zp"})
_FIELD = re.compile(rb"([!-9;-~]+):[ \t\r\n]")


class Unfit(ValueError):
    """A message must not go out as it is: a field too many, a line broken where none should be, no date."""


def one_line(text: str, longest: int) -> str:
    """Return text fit for a header: no control characters, single spaces, at most `longest` characters.

    Anything that reads as an encoded word ("=?") is pulled apart, so that decoding twice reveals nothing.
    """
    spaced = "".join(" " if unicodedata.category(char) in _BREAKING else char for char in text)
    line = " ".join(spaced.split()).replace("=?", "= ?")
    return line if len(line) <= longest else _cut(line, longest)


def _cut(line: str, longest: int) -> str:
    """Cut between two words; a single endless word is cut where no accent belongs to what went before."""
    head, space, _ = line[:longest].rpartition(" ")
    if space and len(head) > longest // 2:
        return head.rstrip(" ,;:–—-") + "…"
    end = longest - 1
    while end > 1 and unicodedata.category(line[end])[0] in "MC":
        end -= 1
    return line[:end] + "…"


def text_field(name: str, text: str) -> bytes:
    """Return `Subject: …`, folded; words outside ASCII are encoded (RFC 2047)."""
    return f"{name}: {_folded(name, text)}".encode("ascii")


def mailbox_field(name: str, phrase: str, inside: str) -> bytes:
    """Return `From: "Name" <address>` or `List-Id: "Name" <list.domain>`. `inside` must be safe already."""
    if _plain(phrase):
        escaped = phrase.replace("\\", "\\\\").replace('"', '\\"')
        return f'{name}: "{escaped}"\r\n <{inside}>'.encode("ascii")
    return f"{name}: {_folded(name, phrase)}\r\n <{inside}>".encode("ascii")


def _folded(name: str, text: str) -> str:
    charset = "us-ascii" if _plain(text) else "utf-8"
    return Header(text, charset, maxlinelen=LINE, header_name=name).encode(linesep="\r\n")


def _plain(text: str) -> bool:
    """Tell whether text can stand as it is: printable ASCII, no word too long to fold."""
    return text.isascii() and text.isprintable() and all(len(word) < LINE - 16 for word in text.split(" "))


def inspect(message: bytes, names: Sequence[bytes]) -> None:
    """Look at the final bytes: exactly these fields in this order, every line ended properly, none too long.

    Raises Unfit.
    """
    ends = message.count(b"\r\n")
    if message.count(b"\n") != ends or message.count(b"\r") != ends or b"\0" in message:
        raise Unfit("a line of the message is broken in the wrong place")
    head, _, body = message.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    fields = [_FIELD.match(line + b"\r\n") for line in lines if line[:1] not in {b" ", b"\t"}]
    found = [field[1] for field in fields if field]
    if len(found) != len(fields) or found != list(names) or not body:
        odd = b", ".join({*found} ^ {*names}).decode("ascii", "replace")
        raise Unfit(
            f"the message has not exactly the header fields it should have ({odd or 'one twice, or no text'})"
        )
    if not message.isascii() or max(map(len, lines)) > LONGEST_LINE:
        raise Unfit("a header field is too long or not plain ASCII")
