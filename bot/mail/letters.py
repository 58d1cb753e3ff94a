"""Letters to press contacts: the question whether they agree to embargoes, and what became of a text they hold.

Knows the templates' names, never a relay.
"""

from collections.abc import Mapping
from datetime import datetime

from bot.mail.addresses import Sender, tidy
from bot.mail.compose import CONFIRMATION_FIELDS, inlined, letter_fields
from bot.mail.headers import LONGEST_SUBJECT, Unfit, inspect, one_line
from bot.mail.pieces import printable
from bot.mail.rendering import message_of, quoted_printable
from bot.typeset import Typesetter


def compose_letter(
    typesetter: Typesetter,
    sender: Sender,
    named: tuple[str, str, str],
    said: tuple[Mapping[str, str], int, datetime],
) -> bytes:
    """Return a letter ready for the relay. `named` is its kind, address and link; `said` what it says, its own number, and when.

    Raises Unfit for an address that is none.
    """
    kind, address, url = named
    about, number, at = said
    to = tidy(address)
    if to is None:
        raise Unfit("the contact's address cannot stand in a mail")
    values = {name: printable(value) for name, value in about.items()} | {"url": url}
    subject = one_line(typesetter.set(f"email/{kind}/subject.txt.j2", **values), LONGEST_SUBJECT)
    message = message_of(
        letter_fields(sender, to, subject, (url, number, at)),
        quoted_printable(typesetter.set(f"email/{kind}/body.txt.j2", **values) + "\n"),
        quoted_printable(inlined(typesetter.set(f"email/{kind}/body.html.j2", **values)) + "\n"),
    )
    inspect(message, CONFIRMATION_FIELDS)
    return message
