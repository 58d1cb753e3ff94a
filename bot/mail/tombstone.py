"""The mail that takes back what was mailed: fixed words and a reference, and not a word of what was killed."""

import secrets
from datetime import datetime

from bot.mail.addresses import Sender
from bot.mail.compose import addressed_fields, inlined
from bot.mail.headers import LONGEST_NAME, LONGEST_SUBJECT, one_line
from bot.mail.rendering import MARK, message_of, with_gaps
from bot.news.announcement import Imprint
from bot.typeset import Typesetter


def prepare_tombstone(typesetter: Typesetter, imprint: Imprint, sender: Sender, at: datetime) -> bytes:
    """Return the frozen rendering for every inbox; `at` is its date. `address` in compose.py makes a mail of it."""
    stand_in = secrets.token_hex(16)  # as in `prepare`
    values = {
        "imprint": imprint,
        "desk_name": one_line(imprint.desk_name, LONGEST_NAME),
        "unsubscribe_url": stand_in,
    }
    subject = one_line(typesetter.set("email/killed/subject.txt.j2", **values), LONGEST_SUBJECT)
    text = typesetter.set("email/killed/body.txt.j2", **values)
    html = inlined(typesetter.set("email/killed/body.html.j2", **values))
    return MARK + message_of(
        addressed_fields(imprint, sender, subject, at),
        with_gaps(text + "\n", stand_in, "unsubscribe-text"),
        with_gaps(html + "\n", stand_in, "unsubscribe-html"),
    )
