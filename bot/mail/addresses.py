"""Which mail addresses we write to, and in whose name we write. Pure; asks no DNS."""

import re
from dataclasses import dataclass
from email.utils import parseaddr

from email_validator import EmailNotValidError, validate_email

# RFC 5321 4.5.3.1: 64 octets before the at sign, 255 behind it, 254 in all (RFC 3696, erratum 1690).
LONGEST_ADDRESS = 254
_SAFE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,255}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name mail goes out. `address` is plain ASCII, `name` is what readers see beside it."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands behind the at sign."""
        return self.address.rpartition("@")[2]


def tidy(address: str) -> str | None:
    """Return the one way we write this address, or None when no mail could ever go there.

    ASCII only, small letters (no mail service in use tells Anna@ from anna@; two subscriptions of one person would
    be two copies), the domain of an international name in its xn-- form. Names before the at sign outside
    ASCII are refused, for few relays carry them (SMTPUTF8). Domains of one's own network (`press@town.local`) are
    taken: a public body's relay may well know them. One word without a dot is a slip of the finger.
    """
    try:
        found = validate_email(
            address.strip(), check_deliverability=False, allow_smtputf8=False, globally_deliverable=False
        )
    except EmailNotValidError:
        return None
    plain = (found.ascii_email or "").lower()
    return plain if is_safe(plain) and "." in plain.rpartition("@")[2].strip(".") else None


def is_safe(address: str) -> bool:
    """Tell whether an address may stand in a header or an SMTP command as it is: plain, ASCII, one piece."""
    return len(address) <= LONGEST_ADDRESS and _SAFE.fullmatch(address) is not None


def sender_of(mail_from: str, desk_name: str) -> Sender:
    """Read MAIL_FROM (`Newsdesk <news@example.org>`); without a name in it, readers see the desk's.

    Raises ValueError with a sentence. Names inside one's own network (`news@localhost`) are allowed here.
    """
    name, address = parseaddr(mail_from)
    plain = tidy(address) or address
    if not is_safe(plain) or len(mail_from.splitlines()) != 1:
        raise ValueError(
            f"MAIL_FROM is {mail_from!r}: give one mail address, such as Newsdesk <news@example.org>."
        )
    return Sender(name or desk_name, plain)
